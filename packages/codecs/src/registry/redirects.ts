/** Redirects that are followed for one request. */
const MAX_REDIRECTS = 5;

/** A redirect that is not followed. `message` goes on after the name of the registry. */
export class RedirectRefused extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

/** What the HTTP client reveals about the next request before making it. */
interface NextRequest {
  readonly href?: string;
  readonly headers?: Record<string, unknown>;
}

interface Following {
  readonly maxRedirects: number;
  readonly beforeRedirect: (next: NextRequest) => void;
}

/**
 * Settings of the HTTP client, so that a registry cannot redirect requests to unintended places:
 * into a network that only this machine reaches, for example. Followed are redirects to the same
 * origin (scheme, host and port) and to those that are allowed; the latter do not get what the
 * request says about who asks.
 */
export function followOnly(address: string, allowed: readonly string[]): Following {
  const own = originOf(address);
  const others = new Set(allowed.map(originOf));
  return {
    maxRedirects: MAX_REDIRECTS,
    beforeRedirect(next) {
      const target = originOf(next.href ?? '');
      if (target === own) return;
      if (!others.has(target)) {
        throw new RedirectRefused(
          `sends the request on to ${target}, another origin, which is not followed`,
          'If that is where the registry is, put it into KAFKA_SCHEMA_REGISTRY_URL of the connection.',
        );
      }
      for (const name of Object.keys(next.headers ?? {})) if (SECRET_HEADER.test(name)) delete next.headers?.[name];
    },
  };
}

/** @throws RangeError */
export function checkRedirectOrigin(origin: string): void {
  if (URL.canParse(origin) && /^https?:$/.test(new URL(origin).protocol)) return;
  throw new RangeError(
    'redirectOrigins contains an entry that is not an origin; an origin looks like https://registry-2.example.com.',
  );
}

const SECRET_HEADER = /^(?:authorization|proxy-authorization|cookie)$/i;

/** Scheme, host and port. A URL without an origin is shown as its scheme. */
function originOf(url: string): string {
  if (!URL.canParse(url)) return 'no URL';
  const { origin, protocol } = new URL(url);
  return origin === 'null' ? `${protocol.slice(0, 20)}…` : origin.slice(0, 300);
}

/** The HTTP client wraps the error it was given. */
export function redirectRefused(error: unknown): RedirectRefused | undefined {
  for (let at = error, i = 0; at instanceof Error && i < 4; at = at.cause, i++) {
    if (at instanceof RedirectRefused) return at;
    if ((at as { readonly code?: unknown }).code === 'ERR_FR_TOO_MANY_REDIRECTS') {
      return new RedirectRefused(
        `sends the request on and on, more than ${MAX_REDIRECTS} times`,
        'Check KAFKA_SCHEMA_REGISTRY_URL of the connection, and what stands in front of the registry.',
      );
    }
  }
  return undefined;
}
