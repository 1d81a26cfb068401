import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Secrets under names that may be printed. */
export type Secrets = Readonly<Record<string, string>>;

/** Something that was printed or written, and where. */
export interface Written {
  readonly where: string;
  readonly text: string;
}

/**
 * Where a secret can be read, and in which form: `stderr of check: PASSWORD as JSON`. Forms are the
 * ways in which a text gets into others: as it is, in JSON, in a URL, in a string of ClickHouse, in
 * hexadecimal, and in Base64 with anything before and after it, as in the header of basic
 * authentication. The result never contains the secret itself.
 */
export function findLeaks(written: readonly Written[], secrets: Secrets): readonly string[] {
  const wanted = Object.entries(secrets).flatMap(([name, secret]) =>
    formsOf(secret).map(([form, pattern]) => ({ name, form, pattern })),
  );
  return written.flatMap(({ where, text }) =>
    wanted.filter(({ pattern }) => text.includes(pattern)).map(({ name, form }) => `${where}: ${name} ${form}`),
  );
}

function formsOf(secret: string): readonly (readonly [form: string, text: string])[] {
  const bytes = Buffer.from(secret);
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inUrl = encodeURIComponent(secret);
  return [
    ['as it is', secret],
    // The lines of a key, one by one; the first and last are not secret.
    ...secret.split('\n').filter((line, _, all) => all.length > 1 && !line.startsWith('---')).map((line) => ['by its line', line] as const),
    ['as JSON', inJson],
    ['as JSON in JSON', JSON.stringify(inJson).slice(1, -1)],
    ['as part of a URL', inUrl],
    ['as part of a form', inUrl.replaceAll('%20', '+')],
    ['as a string of ClickHouse', secret.replaceAll(/[\\']/g, '\\$&').replaceAll('\n', '\\n')],
    ['in hexadecimal', bytes.toString('hex')],
    ...[0, 1, 2].flatMap((before) => [
      ['in Base64', base64Within(bytes, before, 'base64')] as const,
      ['in Base64 for URLs', base64Within(bytes, before, 'base64url')] as const,
    ]),
  ]; // prettier-ignore
}

/**
 * The letters that depend on nothing but these bytes, wherever they begin within what is encoded.
 */
function base64Within(bytes: Buffer, before: number, encoding: 'base64' | 'base64url'): string {
  const letters = Buffer.concat([Buffer.alloc(before), bytes])
    .toString(encoding)
    .replaceAll('=', '');
  const first = Math.ceil((before * 8) / 6);
  const last = Math.floor(((before + bytes.length) * 8) / 6);
  return letters.slice(first, last);
}

/** Every file of a folder, of any kind. */
export async function writtenFiles(folder: string): Promise<readonly Written[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        // A server that shuts down removes some in the meantime.
        const text = await readFile(file, 'latin1').catch(() => '');
        return { where: path.relative(folder, file), text };
      }),
  );
}
