import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJson, nameStep, type Place } from '../src/path/find-json.js';
import { compilePath } from '../src/path/compile-path.js';
import { parsePath } from '../src/path/parse-path.js';

/** The text that is found, in a message with other messages around it. */
function find(text: string, names: readonly string[]): string | undefined {
  const bytes = Buffer.from(`7,"a":1}${text}{"a":2`);
  const start = 8;
  const end = start + Buffer.byteLength(text);
  const place: Place = { start: 0, end: 0 };
  const found = findJson(bytes, start, end, names.map(nameStep), place);
  return found ? bytes.toString('utf8', place.start, place.end) : undefined;
}

describe('the text of a value in a message', () => {
  it.each<[string, readonly string[], string | undefined]>([
    ['{"a": 1.50 ,"b":2}', ['a'], '1.50'],
    ['{"a":[ 1, {"x" : [ "]" ] } ]}', ['a'], '[ 1, {"x" : [ "]" ] } ]'],
    ['{"a":[ 1, {"x" : [ "]" ] } ]}', ['a', '1', 'x'], '[ "]" ]'],
    [' {"a" : {"b\\"}" : "x\\\\" , "c" : 1e400 } } ', ['a', 'c'], '1e400'],
    ['{"\\u0061":1}', ['a'], '1'],
    ['{"größe":{"é":[]}}', ['größe', 'é'], '[]'],
    ['{"a":1,"a":{"b":2},"a":{"b":3,"b":4}}', ['a', 'b'], '4'],
    ['{"a":{"b":1},"a":2}', ['a', 'b'], undefined],
    ['{"__proto__":{"constructor":7}}', ['__proto__', 'constructor'], '7'],
    ['[10,20]', ['1'], '20'],
    ['[10,20]', ['2'], undefined],
    ['[10,20]', ['01'], undefined],
    ['[]', ['0'], undefined],
    ['{}', ['a'], undefined],
    ['{"0":5}', ['0'], '5'],
    [' 7 ', [], '7'],
    ['"x"', ['0'], undefined],
  ])('the text of a value is found in %s at %j', (text, names, expected) => {
    expect(find(text, names)).toBe(expected);
  });

  it('the text found for a value is that of the value which JSON.parse finds, even with repeated keys and escapes', () => {
    const name = fc.constantFrom('a', 'b', 'é', '__proto__', '0', '1');
    const blank = fc.constantFrom('', ' ', '\n\t');
    const quoted = (text: string): fc.Arbitrary<string> =>
      fc.constantFrom(JSON.stringify(text), `"${[...text].map((c) => `\\u${hex(c)}`).join('')}"`);
    const hex = (c: string): string => c.charCodeAt(0).toString(16).padStart(4, '0');
    const { document } = fc.letrec<{ document: string }>((tie) => ({
      document: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('1', '-1.50', 'true', 'null', '"x"', '"]}\\""', '""', '{}', '[]', '1E5'),
        fc
          .array(fc.tuple(name.chain(quoted), blank, tie('document'), blank), { maxLength: 4 })
          .map((members) => `{${members.map(([key, a, value, b]) => `${a}${key}${b}:${a}${value}${b}`).join(',')}}`),
        fc
          .array(fc.tuple(blank, tie('document'), blank), { maxLength: 3 })
          .map((list) => `[${list.map((one) => one.join('')).join(',')}]`),
      ),
    }));
    fc.assert(
      fc.property(document, fc.array(name, { maxLength: 4 }), (text, names) => {
        const path = `$${names.map((one) => `['${one}']`).join('')}`;
        const parsed = parsePath(path);
        if (parsed.kind === 'mistake') throw new Error(path);
        const expected = compilePath(path, parsed).get(JSON.parse(text));
        const found = find(text, names);
        expect(found === undefined ? undefined : (JSON.parse(found) as unknown)).toEqual(expected);
        expect(found?.trim()).toBe(found);
      }),
      { numRuns: 5000 },
    );
  });
});
