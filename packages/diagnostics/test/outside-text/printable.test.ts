import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { printable, printableJson } from '../../src/index.js';

/** Said once more, character by character, so that it is not the implementation that is asked. */
function isForbidden(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code <= 0x9f) ||
    code === 0x61c ||
    code === 0xad ||
    code === 0x200b ||
    (code >= 0x200e && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    (code >= 0xd800 && code <= 0xdfff) ||
    code === 0xfeff ||
    (code >= 0xfff9 && code <= 0xfffb) ||
    (code >= 0xe0000 && code <= 0xe0fff)
  );
}

const forbiddenIn = (text: string): readonly string[] =>
  Array.from(text, (character) => character.codePointAt(0) ?? 0)
    .filter(isForbidden)
    .map((code) => code.toString(16));

describe('printable', () => {
  it('escapes every character that can do harm, and leaves every letter', () => {
    const wrong: string[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      const shown = printable(String.fromCodePoint(code));
      if (isForbidden(code) ? !/^[\x20-\x7E]+$/.test(shown) : forbiddenIn(shown).length > 0)
        wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
    const letters =
      'Ærøskøbing Ελλάδα Привет 日本語 한국어 می\u200Cخواهم क्\u200Dष مرحبا שלום e\u0301 👩\u200D👧 ❤\uFE0F ½ €';
    expect(printable(letters)).toBe(letters);
  });

  it.each([
    ['a\nb\rc\td', 'a\\nb\\rc\\td'],
    ['\u001B]8;;http://evil\u0007here', '\\x1B]8;;http://evil\\x07here'],
    ['\u0000\u007F\u0085\u009B', '\\x00\\x7F\\x85\\x9B'],
    ['gpj.\u202Eexe', 'gpj.\\u{202E}exe'],
    ['a\u2028b\u2029', 'a\\u{2028}b\\u{2029}'],
    ['or\u200Bders\uFEFF\u00AD', 'or\\u{200B}ders\\u{FEFF}\\u{AD}'],
    ['\uD800 and \uDC00', '\\u{D800} and \\u{DC00}'],
    ['flag \u{E0067}', 'flag \\u{E0067}'],
    ['C:\\new', 'C:\\new'],
  ])('%j becomes %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('printable leaves nothing forbidden in any text, and changes nothing the second time', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
        (a, b) => {
          const shown = printable(a + b);
          expect(forbiddenIn(shown)).toEqual([]);
          expect(printable(shown)).toBe(shown);
        },
      ),
    );
  });
});

describe('printable JSON', () => {
  it('stands for the same value, and holds nothing forbidden but its own line feeds', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.constantFrom(undefined, 2), (value, indent) => {
        const json = JSON.stringify(value, null, indent);
        const shown = printableJson(json);
        expect(JSON.parse(shown)).toEqual(JSON.parse(json));
        expect(forbiddenIn(shown.replaceAll('\n', ''))).toEqual([]);
      }),
    );
  });

  it.each(['\u007F', '\u009B2J', '\u202E', '\u2028', '\uFEFF', '\u{E0067}', '\uD800'])('escapes %j', (text) => {
    const shown = printableJson(JSON.stringify({ [text]: text }));
    expect(shown).toMatch(/^[\x20-\x7E]+$/);
    expect(JSON.parse(shown)).toEqual({ [text]: text });
  });
});
