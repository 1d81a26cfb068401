import { get } from 'node:http';

/** What a server says about itself. */
export interface Identity {
  readonly version: string;
  /** Its `--path`, with a slash at the end. */
  readonly path: string;
}

const WHO_ARE_YOU = `SELECT version(), (SELECT value FROM system.server_settings WHERE name = 'path') FORMAT JSONCompactEachRow`;

/** More than our servers answer. A longer answer comes from another program. */
const LONGEST_ANSWER = 16_384;

/**
 * Asks which server answers at an address. Undefined when none does, or another program. Never
 * rejects.
 */
export function probe(url: string, timeoutMs: number): Promise<Identity | undefined> {
  return new Promise((resolve) => {
    const request = get(
      `${url}?query=${encodeURIComponent(WHO_ARE_YOU)}`,
      { agent: false, timeout: timeoutMs },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          if (text.length > LONGEST_ANSWER) request.destroy();
        });
        response.on('end', () => resolve(response.statusCode === 200 ? identityOf(text) : undefined));
        response.on('error', () => resolve(undefined));
        response.on('close', () => resolve(undefined));
      },
    );
    // The timeout above ends only silence, and another program's server may drip.
    const limit = setTimeout(() => request.destroy(), timeoutMs);
    request.on('close', () => clearTimeout(limit));
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}

function identityOf(text: string): Identity | undefined {
  try {
    const row: unknown = JSON.parse(text);
    if (!Array.isArray(row)) return undefined;
    const [version, path] = row as readonly unknown[];
    return typeof version === 'string' && typeof path === 'string' ? { version, path } : undefined;
  } catch {
    return undefined;
  }
}
