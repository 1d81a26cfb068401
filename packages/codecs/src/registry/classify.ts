import { printable } from '@proj/diagnostics';
import { redirectRefused } from './redirects.js';
import { SchemaRegistryError } from './registry-error.js';
import type { RegistryAddress } from './registry-url.js';

/** The registry knows nothing by that id, subject or version. */
export class NotRegistered extends Error {}

/**
 * The server does not take the request (HTTP 4xx), and does not say that it lacks what was asked
 * for: it is not a registry, or a registry that does not know such a request or takes no such id.
 */
export class RefusedRequest extends SchemaRegistryError {}

/**
 * A name that Confluent's API has for what is not there: 40401 subject, 40402 version, 40403
 * schema.
 */
const NOT_FOUND_CODES: ReadonlySet<unknown> = new Set([40401, 40402, 40403]);

const TLS_CODE = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_/;

const CHECK_URL = 'Check KAFKA_SCHEMA_REGISTRY_URL of the connection';

/** What a failed request says about the registry. */
export function classify(
  error: unknown,
  address: RegistryAddress,
  timeoutMs: number,
): SchemaRegistryError | NotRegistered {
  const { origin } = address;
  const { status, errorCode, code } = (typeof error === 'object' && error !== null ? error : {}) as {
    readonly status?: unknown;
    readonly errorCode?: unknown;
    readonly code?: unknown;
  };
  const redirected = redirectRefused(error);
  if (redirected) {
    const text = `The schema registry ${origin} ${redirected.message}.`;
    return new SchemaRegistryError('redirect', text, { hint: redirected.hint });
  }
  const said = saidBy(error, address);
  if (typeof status === 'number' && errorCode !== undefined) return byStatus(status, errorCode, address, said);
  const cause = new Error(said);
  switch (code) {
    case 'ECONNREFUSED':
      return new SchemaRegistryError('unreachable', `No schema registry answers at ${origin}.`, {
        cause,
        hint: `${CHECK_URL}, and that the registry runs.`,
      });
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new SchemaRegistryError('unreachable', `The host of the schema registry ${origin} is not known.`, {
        cause,
        hint: `${CHECK_URL}, and the DNS of this machine.`,
      });
    case 'ECONNABORTED':
    case 'ETIMEDOUT':
    case 'ERR_CANCELED':
      return new SchemaRegistryError(
        'timeout',
        `The schema registry ${origin} gave no answer within ${timeoutMs} ms.`,
        { cause, hint: `${CHECK_URL}, and how busy the registry and the way to it are.` },
      );
    default:
  }
  if (code === 'EPROTO') {
    return new SchemaRegistryError('tls', `${origin} does not speak TLS, which https:// asks for.`, {
      cause,
      hint: `${CHECK_URL}: is it http://?`,
    });
  }
  if (typeof code === 'string' && TLS_CODE.test(code)) {
    return new SchemaRegistryError('tls', `The certificate of the schema registry ${origin} is not trusted: ${said}.`, {
      cause,
      hint: `${CHECK_URL}: is its host the name in the certificate? For an authority of your own set NODE_EXTRA_CA_CERTS.`,
    });
  }
  const text = `The connection to the schema registry ${origin} broke: ${said}.`;
  return new SchemaRegistryError('unreachable', text, { cause, hint: `${CHECK_URL}, and the registry's log.` });
}

function byStatus(
  status: number,
  errorCode: unknown,
  { origin, userInfo }: RegistryAddress,
  said: string,
): SchemaRegistryError | NotRegistered {
  if (status === 404 && NOT_FOUND_CODES.has(errorCode)) return new NotRegistered(said);
  const cause = new Error(said);
  if (status === 401) {
    return new SchemaRegistryError(
      'unauthorized',
      userInfo === undefined
        ? `The schema registry ${origin} wants a user and a password (HTTP 401).`
        : `The schema registry ${origin} refused the user or the password (HTTP 401).`,
      {
        cause,
        hint: `${userInfo === undefined ? 'Give' : 'Check'} them in KAFKA_SCHEMA_REGISTRY_URL: https://user:password@host.`,
      },
    );
  }
  if (status === 403) {
    return new SchemaRegistryError(
      'forbidden',
      `The schema registry ${origin} does not let this user read schemas (HTTP 403).`,
      {
        cause,
        hint: 'Give the user of KAFKA_SCHEMA_REGISTRY_URL the right to read all subjects that the topics use.',
      },
    );
  }
  if (status === 429) {
    return new SchemaRegistryError('overloaded', `The schema registry ${origin} gets too many requests (HTTP 429).`, {
      cause,
      hint: 'Raise its limit, or let fewer clients ask it.',
    });
  }
  if (status >= 500 || status === 408) {
    return new SchemaRegistryError('failing', `The schema registry ${origin} answers with HTTP ${status}: ${said}.`, {
      cause,
      hint: "See the registry's log.",
    });
  }
  return new RefusedRequest('no-registry', `${origin} does not answer as a schema registry: HTTP ${status}: ${said}.`, {
    cause,
    hint: `${CHECK_URL}: does it need a path, or another port?`,
  });
}

/** More of an answer is not looked at. In UTF-16 code units. */
const LOOKED_AT = 65_536;

/**
 * What was said, shortened. Never the error itself: the HTTP client's holds the request, with the
 * password in it. That is taken out before anything is cut: half of it would not be found.
 */
function saidBy(error: unknown, { redact }: RegistryAddress): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = printable(redact(text.slice(0, LOOKED_AT)).replace(/\s+/g, ' '))
    .replace(/; Error code: -?\d+$/, '')
    .trim()
    .replace(/\.$/, '');
  return line === '' ? 'no reason given' : line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
