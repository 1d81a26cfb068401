import { checkServerIdentity, connect, type PeerCertificate } from 'node:tls';
import { isIP } from 'node:net';
import type { KafkaClientConfig } from '../client-config.js';

/** The fault of a broker's certificate. */
export interface TlsFinding {
  readonly kind: 'certificate-expired' | 'certificate-not-yet-valid' | 'host-name' | 'unknown-authority';
  /** The certificate's first day, and its last: `2031-05-04`. */
  readonly from?: string;
  readonly until?: string;
  /** The names that it is for, separated by commas. */
  readonly names?: string;
}

/**
 * Looks at the certificate of a broker, to find out why librdkafka does not trust it: it says the
 * same for every reason. Sends nothing but the beginning of a TLS connection. Use it only after
 * librdkafka has failed: a certificate that is all right but for its authority is reported as
 * `unknown-authority`.
 *
 * @param server `host:port`
 * @returns Undefined when the server does not speak TLS, or not in time.
 */
export function findTlsFault(
  server: string,
  config: KafkaClientConfig,
  options: {
    /** @default 5_000 */
    readonly timeoutMs?: number;
    readonly signal?: AbortSignal;
    /** @default now */
    readonly now?: Date;
  } = {},
): Promise<TlsFinding | undefined> {
  const [, bracketed, name = bracketed ?? '', port] = /^(?:\[([^\]]*)\]|([^:]*)):(\d+)$/.exec(server) ?? [];
  if (port === undefined) return Promise.resolve(undefined);
  const { timeoutMs = 5_000, signal, now = new Date() } = options;
  const properties = config.reveal();
  return new Promise((resolve) => {
    const socket = connect({
      host: name,
      port: Number(port),
      ...(isIP(name) === 0 ? { servername: name } : {}),
      // Everything is looked at here, in the most informative order.
      rejectUnauthorized: false,
      ...(properties['ssl.ca.pem'] === undefined ? {} : { ca: properties['ssl.ca.pem'] }),
    });
    const finish = (finding: TlsFinding | undefined): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve(finding);
    };
    const onAbort = (): void => finish(undefined);
    const timer = setTimeout(onAbort, timeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    socket.on('error', onAbort);
    socket.on('close', onAbort);
    socket.on('secureConnect', () => finish(judge(name, socket.getPeerCertificate(), now)));
    if (signal?.aborted === true) onAbort();
  });
}

function judge(name: string, certificate: PeerCertificate, now: Date): TlsFinding {
  const from = new Date(certificate.valid_from);
  const until = new Date(certificate.valid_to);
  const dates = { from: day(from), until: day(until) };
  if (until < now) return { kind: 'certificate-expired', ...dates };
  if (from > now) return { kind: 'certificate-not-yet-valid', ...dates };
  if (checkServerIdentity(name, certificate)) {
    const names = (certificate.subjectaltname ?? certificate.subject.CN).replaceAll(/(?:DNS|IP Address):/g, '');
    return { kind: 'host-name', names };
  }
  return { kind: 'unknown-authority' };
}

const day = (date: Date): string => date.toISOString().slice(0, 10);
