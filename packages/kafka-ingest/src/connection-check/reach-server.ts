import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { clientErrors, type ClientError } from '../kafka/client/client-error.js';
import type { Clock } from '../ports.js';
import { explainFailure, problemFrom, type KafkaConnection } from '../kafka/problems/connection-failure.js';
import { step, type CheckStep, type CheckTime, type Finding } from './check-step.js';

/** Resolves the name of a server, then connects to its port. Stops at the first failure. */
export async function* reachServer(
  server: string,
  connection: KafkaConnection,
  time: CheckTime,
): AsyncGenerator<CheckStep, boolean> {
  const { timeoutMs, clock } = time;
  const [, bracketed, name = bracketed ?? '', port = ''] = /^(?:\[([^\]]*)\]|(.*)):(\d+)$/.exec(server) ?? [];
  const failed = (error: ClientError): Finding => ({ problem: problemFrom(explainFailure([error], connection)) });

  const resolved = await step('resolve', server, time, async () => {
    if (isIP(name) !== 0) return { detail: 'an address' };
    try {
      const addresses = await withinLimit(lookup(name, { all: true }), timeoutMs, clock);
      return { detail: addresses.map((one) => one.address).join(', ') };
    } catch (error) {
      // Worded like librdkafka, so that it gets the same explanation.
      return failed({ message: `${server}/bootstrap: Failed to resolve '${server}': ${codeOf(error)}` });
    }
  });
  yield resolved;
  if (!resolved.ok) return false;

  const connected = await step('connect', server, time, async () => {
    const error = await tcpError(name, Number(port), timeoutMs);
    if (error === undefined) return {};
    const text = error === 'ECONNREFUSED' ? 'Connection refused' : error;
    return failed(
      error === 'ETIMEDOUT'
        ? { code: clientErrors.timedOut, message: `${server}/bootstrap: Connection setup timed out` }
        : { message: `${server}/bootstrap: Connect to ${server} failed: ${text}` },
    );
  });
  yield connected;
  return connected.ok;
}

function tcpError(host: string, port: number, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host, port, timeout: timeoutMs });
    const finish = (error?: string): void => {
      socket.destroy();
      resolve(error);
    };
    socket.on('connect', () => finish());
    socket.on('timeout', () => finish('ETIMEDOUT'));
    socket.on('error', (error) => finish(codeOf(error)));
  });
}

/**
 * The TLS version and the last day of the certificate; undefined without TLS. Trusts every
 * certificate.
 */
export function tlsOf(server: string, { client }: KafkaConnection, timeoutMs: number): Promise<string | undefined> {
  const [, bracketed, name = bracketed ?? '', port = ''] = /^(?:\[([^\]]*)\]|(.*)):(\d+)$/.exec(server) ?? [];
  const { 'ssl.certificate.pem': cert, 'ssl.key.pem': key } = client.reveal();
  return new Promise((resolve) => {
    const socket = connectTls({
      host: name,
      port: Number(port),
      ...(isIP(name) === 0 ? { servername: name } : {}),
      ...(cert === undefined || key === undefined ? {} : { cert, key }),
      // The Kafka client decides whom to trust; it is asked next.
      rejectUnauthorized: false,
      timeout: timeoutMs,
    });
    const finish = (found?: string): void => {
      socket.destroy();
      resolve(found);
    };
    socket.on('secureConnect', () => {
      const until = new Date(socket.getPeerCertificate().valid_to);
      finish(`${socket.getProtocol() ?? 'TLS'}, certificate until ${until.toISOString().slice(0, 10)}`);
    });
    for (const event of ['timeout', 'error', 'close']) socket.on(event, () => finish());
  });
}

const codeOf = (error: unknown): string => (error as { readonly code?: string }).code ?? 'unknown';

function withinLimit<T>(work: Promise<T>, limitMs: number, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = (): void => reject(Object.assign(new Error('too late'), { code: 'ETIMEDOUT' }));
    const cancel = clock.after(limitMs, late);
    work.then(resolve, reject).finally(cancel);
  });
}
