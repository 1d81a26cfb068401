import { describe, expect, it } from 'vitest';
import { parseType } from '../src/index.js';
import { REFUSED } from './support/refused-types.js';

describe('mistakes are found at the wrong part', () => {
  for (const [marked, code, says] of REFUSED) {
    it(`${marked} is ${code}`, () => {
      const text = marked.replaceAll('~', '');
      const start = marked.indexOf('~');
      const { type, problems } = parseType(text);
      expect(type).toBeUndefined();
      expect(problems.map((one) => ({ code: one.code, span: one.span }))).toEqual([
        { code: `clickhouse-types/${code}`, span: { start, end: marked.lastIndexOf('~') - 1 } },
      ]);
      expect(`${problems[0]?.message} ${problems[0]?.hint}`).toContain(says ?? '');
    });
  }
});

it('reports every mistake of one type', () => {
  const { problems } = parseType(
    "Tuple(a Strng, b Decimal(5, 9), c DateTime('Mars'), d Array(Int9), e Nullable(Array(Int8)), f Map(x",
  );
  expect(problems.map((one) => one.code.replace('clickhouse-types/', '')).toSorted()).toEqual([
    'out-of-range',
    'parameter-count',
    'unclosed-bracket',
    'unclosed-bracket',
    'unknown-timezone',
    'unknown-type',
    'unknown-type',
    'unknown-type',
    'wrong-inner-type',
  ]);
});

it('says what is wrong in one line, however long the name is', () => {
  const [problem] = parseType('x'.repeat(100_000)).problems;
  expect(problem?.message.length).toBeLessThan(200);
});
