import type { Written } from './find-leaks.js';

/**
 * A hostile text: it clears the screen, moves up, sets the title, reverses, hides, and forges a
 * line.
 */
export const HOSTILE =
  '\u001B[2J\u001B]0;owned\u0007\u009B9A\u0008\u007F\u202E\u2066\u2028\u200B\uFEFF\r\nFORGED all is well';

/** The same without characters that file names cannot contain. */
export const HOSTILE_NAME = HOSTILE.replaceAll('/', '');

/** Finds terminal commands, invisible characters, and forged lines. */
export function findHarm(written: readonly Written[]): readonly string[] {
  return written.flatMap(({ where, text }) => [
    ...new Set(
      Array.from(text, (character) => character.codePointAt(0) ?? 0)
        .filter(isHarmful)
        .map((code) => `${where}: U+${code.toString(16).toUpperCase().padStart(4, '0')}`),
    ),
    ...(/^\s*(?:FORGED|::(?:add-mask|stop-commands))/m.test(text) ? [`${where}: a forged line`] : []),
  ]);
}

const isHarmful = (code: number): boolean =>
  (code < 0x20 && code !== 0x0a && code !== 0x09) ||
  (code >= 0x7f && code <= 0x9f) ||
  [0xad, 0x61c, 0x200b, 0x200e, 0x200f, 0xfeff].includes(code) ||
  (code >= 0x2028 && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x206f) ||
  (code >= 0xe0000 && code <= 0xe0fff);
