import type { Finding } from './check-step.js';

/** Where a registry is, without user and password. */
export function registryAddress(url: string): string {
  if (!URL.canParse(url)) return 'KAFKA_SCHEMA_REGISTRY_URL';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname.replace(/\/+$/, '')}`;
}

/** Asks the schema registry for its subjects, as a client with the user and password of its URL. */
export async function lookAtRegistry(connection: string, url: string, timeoutMs: number): Promise<Finding> {
  const address = registryAddress(url);
  const failed = (code: string, text: string, hint: string): Finding => ({
    problem: { code: `codecs/registry-${code}`, message: `Connection ${connection}: ${text}`, hint },
  });
  if (!/^https?:/.test(address)) {
    return failed('no-registry', 'KAFKA_SCHEMA_REGISTRY_URL is no http:// or https:// URL.', 'Correct the URL.');
  }
  const { username, password } = new URL(url);
  const login = Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64');
  let response: Response;
  try {
    response = await fetch(`${address}/subjects`, {
      headers: username === '' && password === '' ? {} : { authorization: `Basic ${login}` },
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    const reason = reasonOf(error);
    const tls = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_/.test(reason);
    if (reason === 'TimeoutError') {
      return failed('timeout', `the schema registry ${address} gave no answer within ${timeoutMs} ms.`, CHECK);
    }
    return tls
      ? failed('tls', `the TLS connection to the schema registry ${address} failed: ${reason}.`, CHECK)
      : failed('unreachable', `no schema registry answers at ${address}: ${reason}.`, CHECK);
  }
  if (response.status === 401) {
    const hint = 'Check them in KAFKA_SCHEMA_REGISTRY_URL: https://user:password@host.';
    return failed('unauthorized', `the schema registry ${address} refused the user or the password (HTTP 401).`, hint);
  }
  if (response.status === 403) {
    const hint = 'Give the user of KAFKA_SCHEMA_REGISTRY_URL the right to read all subjects that the topics use.';
    return failed('forbidden', `the schema registry ${address} does not let this user read (HTTP 403).`, hint);
  }
  const subjects = response.ok ? await response.json().catch(() => undefined) : undefined;
  if (Array.isArray(subjects))
    return { detail: `${subjects.length} ${subjects.length === 1 ? 'subject' : 'subjects'}` };
  return response.status >= 500
    ? failed('failing', `the schema registry ${address} answers with HTTP ${response.status}.`, 'See its log.')
    : failed('no-registry', `what answers at ${address} is no schema registry (HTTP ${response.status}).`, CHECK);
}

const CHECK = 'Check KAFKA_SCHEMA_REGISTRY_URL of the connection, and that the registry runs.';

/** A percent sign that begins no escape stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The code of what happened on the way, and never the request: it holds the password. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { readonly name?: string; readonly cause?: { readonly code?: string } };
  return cause?.code ?? name ?? 'unknown';
}
