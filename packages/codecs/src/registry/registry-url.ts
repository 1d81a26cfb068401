import { createRedactor } from '@proj/diagnostics';

/** Where a registry is, and as whom to ask it. */
export interface RegistryAddress {
  /** Without user and password: fit to be shown. */
  readonly origin: string;
  /** `user:password`, decoded. */
  readonly userInfo: string | undefined;
  /** Takes user and password out of what the registry said. */
  readonly redact: (text: string) => string;
}

/**
 * Splits `https://user:password@host/path`.
 *
 * The registry client can do it itself, but takes `%40` in a password for three characters.
 *
 * @throws TypeError when it is not an http or https URL; the text does not repeat it, as there may
 * be a password in it
 */
export function readRegistryUrl(url: string): RegistryAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:') {
    throw new TypeError('The URL of a schema registry begins with http:// or https://.');
  }
  const { username, password, host, protocol, pathname } = parsed;
  const origin = `${protocol}//${host}${pathname.replace(/\/+$/, '')}`;
  if (username === '' && password === '') return { origin, userInfo: undefined, redact: createRedactor([]) };
  const userInfo = `${decode(username)}:${decode(password)}`;
  // Also as the header has them, so that a short password is hidden there, too.
  const header = Buffer.from(userInfo).toString('base64').replace(/=+$/, '');
  return { origin, userInfo, redact: createRedactor([decode(username), decode(password), header]) };
}

/** A percent sign that begins no escape stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
