import { plainView } from './encoded-view.js';

/** What to look for in the bytes of a text. */
export interface SecretPattern {
  readonly bytes: Uint8Array;
  /** Only where no letter or digit goes on at either side. */
  readonly wholeWord: boolean;
  /** Base64: whether the letter before or after also holds some bits of the secret. */
  readonly sharesLetter?: { readonly before: boolean; readonly after: boolean };
}

/** Shorter ones are parts of ordinary words, and would make a text unreadable rather than safe. */
export const SHORTEST_SECRET = 4;

/** Shorter ones may be ordinary words, and are taken out as whole words only. */
const SHORTEST_PART = 8;

/**
 * The forms of a secret that are not undone by unwrapping percent signs, backslashes or entities.
 */
export function patternsOf(secret: string): readonly SecretPattern[] {
  return [...new Set([secret, secret.trim(), ...longLines(secret)])]
    .filter((text) => text.length >= SHORTEST_SECRET)
    .flatMap((text) => {
      const bytes = bytesOf(text);
      const wholeWord = text.length < SHORTEST_PART;
      const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
      return [
        { bytes, wholeWord },
        // As in a form that was sent.
        ...(text.includes(' ') ? [{ bytes: bytesOf(text.replaceAll(' ', '+')), wholeWord }] : []),
        { bytes: bytesOf(hex), wholeWord: false },
        { bytes: bytesOf(hex.toUpperCase()), wholeWord: false },
        ...[0, 1, 2].flatMap((before) => base64Patterns(bytes, before)),
      ];
    });
}

/** The lines of a key, one by one; its first and last lines are not secret. */
function longLines(secret: string): readonly string[] {
  const lines = secret.split(/[\r\n]+/);
  if (lines.length === 1) return [];
  return lines.map((line) => line.trim()).filter((line) => line.length >= SHORTEST_PART && !line.startsWith('-----'));
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * The letters that depend on these bytes alone, which begin `before` bytes into a group of three.
 */
function base64Patterns(bytes: Uint8Array, before: number): readonly SecretPattern[] {
  const first = Math.ceil((before * 8) / 6);
  const last = Math.floor(((before + bytes.length) * 8) / 6);
  const sharesLetter = { before: before > 0, after: ((before + bytes.length) * 8) % 6 !== 0 };
  const digits: number[] = [];
  for (let i = first; i < last; i++) digits.push(sixBits(bytes, i * 6 - before * 8));
  const texts = ['+/', '-_'].map((more) => digits.map((digit) => (BASE64 + more)[digit]).join(''));
  return [...new Set(texts)].map((text) => ({ bytes: bytesOf(text), wholeWord: false, sharesLetter }));
}

function sixBits(bytes: Uint8Array, bit: number): number {
  const at = bit >> 3;
  const two = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  return (two >> (10 - (bit & 7))) & 0x3f;
}

const bytesOf = (text: string): Uint8Array => plainView(text).bytes;
