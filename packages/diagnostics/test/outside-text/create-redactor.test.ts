import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';

import { createRedactor } from '../../src/index.js';

const SECRET = 'p&ss "wörd"/%41\\n+?';

describe('a secret is taken out', () => {
  const inJson = JSON.stringify(SECRET).slice(1, -1);
  const inUrl = encodeURIComponent(SECRET);
  it.each([
    ['as it is', SECRET],
    ['in a URL', inUrl],
    ['in a URL, in lower case', inUrl.replaceAll(/%../g, (hex) => hex.toLowerCase())],
    ['in a URL, each byte', Buffer.from(SECRET).toString('hex').replaceAll(/../g, '%$&')],
    ['in a form', new URLSearchParams({ x: SECRET }).toString().slice(2)],
    ['in a URL in a URL', encodeURIComponent(inUrl)],
    ['in JSON', inJson],
    ['in JSON in JSON', JSON.stringify(inJson).slice(1, -1)],
    ['in JSON in JSON in JSON', JSON.stringify(JSON.stringify(inJson).slice(1, -1)).slice(1, -1)],
    ['in JSON that escapes slashes', inJson.replaceAll('/', '\\/')],
    ['in JSON that is ASCII', SECRET.replaceAll(/[^a-z]/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)],
    ['as a string of ClickHouse', SECRET.replaceAll(/[\\']/g, '\\$&')],
    ['as bytes of C', Buffer.from(SECRET).toString('latin1').replaceAll(/[^]/g, (c) => (c < '\x7F' ? c.replace('\\', '\\\\') : `\\x${c.charCodeAt(0).toString(16)}`))],
    ['in HTML', SECRET.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
    ['in XML of numbers', SECRET.replaceAll(/[^a-z]/gu, (c) => `&#${c.codePointAt(0)};`)],
    ['in XML of hexadecimal numbers', SECRET.replaceAll(/[^a-z]/gu, (c) => `&#x${c.codePointAt(0)?.toString(16)};`)],
    ['in JSON in HTML', inJson.replaceAll(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)],
    ['in hexadecimal', Buffer.from(SECRET).toString('hex')],
    ['in hexadecimal, in upper case', Buffer.from(SECRET).toString('hex').toUpperCase()],
  ])('%s', (_, form) => {
    expect(createRedactor([SECRET])(`before ${form} after`)).toBe('before [redacted] after');
  }); // prettier-ignore

  it.each(['', 'a', 'ab', 'abc', 'user:', 'user1:', 'user12:'])(
    'in Base64 after %j, with no bit of it left in the letters at its ends',
    (before) => {
      for (const after of ['', 'x', 'xy', 'xyz']) {
        for (const encoding of ['base64', 'base64url'] as const) {
          const text = `Basic ${Buffer.from(before + SECRET + after).toString(encoding)} rest`;
          const rest = createRedactor([SECRET])(text);
          expect(rest).toMatch(/^Basic [\w/+-]*\[redacted\][\w/+=-]* rest$/);
          // What is left in front of it is what any other secret would have left.
          const letters = /^Basic ([^[]*)/.exec(rest)?.[1] ?? '';
          expect(letters.length * 6).toBeLessThanOrEqual(before.length * 8);
        }
      }
    },
  );
});
