import { Buffer } from 'node:buffer';
import fc from 'fast-check';
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

describe('of a key of several lines', () => {
  const body = ['MIIEvQIBADANBgkqhkiG9w0BAQEFAASC', 'BKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj', 'short=='];
  const key = `-----BEGIN PRIVATE KEY-----\n${body.join('\n')}\n-----END PRIVATE KEY-----\n`;

  it('each line is taken out, and not what every key begins and ends with', () => {
    const redact = createRedactor([key]);
    expect(redact(`no key: ${body[1]}`)).toBe('no key: [redacted]');
    expect(redact('-----BEGIN PRIVATE KEY----- is missing')).toBe('-----BEGIN PRIVATE KEY----- is missing');
    expect(redact(`<${key.replaceAll('\n', '\r\n')}>`)).not.toContain('AAoIBAQ');
    expect(redact(`<${JSON.stringify(key)}>`)).toBe('<"[redacted]">');
    expect(redact(`<${key.trim()}>`)).toBe('<[redacted]>');
  });
});

describe('what is not a secret stays', () => {
  it('an ordinary word that a short secret is a part of', () => {
    const redact = createRedactor(['true', '1234', 'kafka']);
    expect(redact('untrue, 51234, kafka_1, truely')).toBe('untrue, 51234, kafka_1, truely');
    expect(redact('it is true: 1234')).toBe('it is [redacted]: [redacted]');
  });

  it('everything, when secrets are too short to stand out from a text, or absent', () => {
    expect(createRedactor(['', 'a', 'abc'])('a text: abc')).toBe('a text: abc');
    expect(createRedactor([])('a text')).toBe('a text');
  });

  it('a text of odd escapes', () => {
    const redact = createRedactor(['password1']);
    for (const text of ['100%', '%', '%4', '%zz', '\\', '\\u', '\\u12', '\\u{', '\\u{}', '\\u{ffffffff}', '\\x', '&', '&#', '&#;', '&#x110000;', '&constructor;', '\\ud800\\u', '\uD800', '\\\u00E9']) {
      expect(redact(text)).toBe(text);
      expect(redact(`${text} password1 ${text}`)).toBe(`${text} [redacted] ${text}`);
    }
  }); // prettier-ignore
});

describe('of several secrets', () => {
  it('one that is a part of another, or overlaps it, leaves no rest', () => {
    const redact = createRedactor(['password', 'password-of-shop', 'of-shop-and-more']);
    expect(redact('a password-of-shop b')).toBe('a [redacted] b');
    expect(redact('a password-of-shop-and-more b')).toBe('a [redacted] b');
    expect(redact('passwordpassword')).toBe('[redacted]');
  });

  it('all are found in every form, wherever they stand', () => {
    const wrap = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => encodeURIComponent(text),
      (text) => JSON.stringify(text),
      (text) => JSON.stringify(JSON.stringify(text)),
      (text) => encodeURIComponent(JSON.stringify(text)),
      (text) => text.replaceAll(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`),
      (text) => Buffer.from(text).toString('base64'),
      (text) => encodeURIComponent(Buffer.from(text).toString('base64')),
      (text) => Buffer.from(text).toString('hex'),
    );
    const secret = fc
      .string({ unit: 'grapheme', minLength: 8, maxLength: 40 })
      .filter((text) => text.trim().length >= 8 && !'[redacted]'.includes(text));
    const surrounding = fc.string({ unit: 'grapheme-ascii', maxLength: 20 });
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1, maxLength: 5 }), fc.array(fc.tuple(surrounding, fc.nat(), wrap)), surrounding, (secrets, pieces, end) => {
        const forms = pieces.map(([before, which, form]) => [before, form(secrets[which % secrets.length] ?? '')] as const);
        const redacted = createRedactor(secrets)(`${forms.flat().join(' ')} ${end}`);
        for (const [, form] of forms) expect(redacted).not.toContain(form);
        for (const one of secrets) expect(redacted).not.toContain(one);
      }),
    ); // prettier-ignore
  });

  it('a thousand of them are looked for in one pass', () => {
    const many = Array.from({ length: 1000 }, (_, i) => `secret-number-${i}-of-many`);
    const text = many.map((one, i) => (i % 2 === 0 ? one : encodeURIComponent(`<${one}>`))).join(' and ');
    const redacted = createRedactor(many)(text);
    expect(redacted).not.toContain('secret-number');
    expect(redacted.match(/\[redacted\]/g)).toHaveLength(1000);
  });
});
