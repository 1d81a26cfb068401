import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { applyFixes, type Diagnostic, type Span, type TextEdit } from '../src/index.js';

const fixing = (...edits: TextEdit[]): Diagnostic => ({
  code: 'shop/typo',
  severity: 'error',
  message: 'A typo.',
  fix: { title: 'write it right', edits },
});
const edit = (start: number, end: number, text: string): TextEdit => ({ span: { start, end }, text });

describe('fixes', () => {
  it('fixes are applied together, in whatever order they come', () => {
    const diagnostics = [fixing(edit(8, 8, ',')), fixing(edit(0, 3, 'one')), fixing(edit(4, 8, ''))];
    expect(applyFixes('ene xxxx two', diagnostics)).toEqual({
      text: 'one , two',
      applied: [diagnostics[1], diagnostics[2], diagnostics[0]],
      skipped: [],
    });
  });

  it('fixes of the same characters are not mixed: the one that begins first wins', () => {
    const [late, early] = [fixing(edit(2, 6, 'late')), fixing(edit(0, 3, 'early'))];
    expect(applyFixes('abcdef', [late, early])).toEqual({ text: 'earlydef', applied: [early], skipped: [late] });
  });

  it('fixes are applied as a whole or not at all', () => {
    const pair = fixing(edit(0, 1, '('), edit(5, 6, ')'));
    const between = fixing(edit(5, 6, ']'));
    expect(applyFixes('abcdef', [between, pair]).text).toBe('(bcde)');
    expect(applyFixes('abcdef', [fixing(edit(0, 2, 'x')), fixing(edit(1, 3, 'y'), edit(5, 6, 'z'))]).text).toBe(
      'xcdef',
    );
  });

  it('fixes that make the very same change are applied as one', () => {
    const twice = [fixing(edit(1, 2, 'x')), fixing(edit(1, 2, 'x'))];
    expect(applyFixes('abc', twice)).toEqual({ text: 'axc', applied: twice, skipped: [] });
  });

  it('of two fixes that insert a text at the same place, only one is applied', () => {
    const [first, second] = [fixing(edit(1, 1, 'x')), fixing(edit(1, 1, 'y'))];
    expect(applyFixes('ab', [first, second])).toEqual({ text: 'axb', applied: [first], skipped: [second] });
  });

  it('adjacent fixes are both applied', () => {
    expect(applyFixes('ab', [fixing(edit(0, 1, 'x')), fixing(edit(1, 1, ',')), fixing(edit(1, 2, 'y'))]).text).toBe(
      'x,y',
    );
  });

  it('fixes of another text are left alone, and so are diagnostics without a fix', () => {
    const outside = [fixing(edit(2, 9, 'x')), fixing(edit(2, 1, 'x')), fixing(edit(-1, 0, 'x')), fixing()];
    const { fix: _fix, ...unfixable } = fixing();
    expect(applyFixes('abc', [...outside, unfixable])).toMatchObject({ text: 'abc', applied: [] });
    expect(new Set(applyFixes('abc', outside).skipped)).toEqual(new Set(outside));
  });
});

describe('any fixes of any text', () => {
  const text = fc.string({ maxLength: 30 });
  const span = (length: number): fc.Arbitrary<Span> =>
    fc.tuple(fc.nat(length), fc.nat(length)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
  const scene = text.chain((given) =>
    fc.record({
      given: fc.constant(given),
      diagnostics: fc.array(
        fc
          .array(fc.record({ span: span(given.length), text: fc.string({ maxLength: 3 }) }), { maxLength: 3 })
          .map((edits) => fixing(...edits)),
        { maxLength: 12 },
      ),
    }),
  );

  it('any fix of any text is either applied or skipped', () => {
    fc.assert(
      fc.property(scene, ({ given, diagnostics }) => {
        const { applied, skipped } = applyFixes(given, diagnostics);
        expect(applied.length + skipped.length).toBe(diagnostics.length);
        expect(new Set([...applied, ...skipped])).toEqual(new Set(diagnostics));
      }),
    );
  });

  it('fixes of any text keep every character that none of them covers, in its order, and apply their own texts', () => {
    fc.assert(
      fc.property(scene, ({ given, diagnostics }) => {
        const { text: after, applied } = applyFixes(given, diagnostics);
        const edits = new Map(
          applied.flatMap((one) => one.fix?.edits ?? []).map((one) => [JSON.stringify(one), one] as const),
        );
        // One character at a time, the slow and obvious way.
        let expected = '';
        for (let at = 0; at <= given.length; at++) {
          const here = [...edits.values()].filter((one) => one.span.start === at);
          here.sort((a, b) => a.span.end - b.span.end);
          expected += here.map((one) => one.text).join('');
          const covered = [...edits.values()].some((one) => one.span.start <= at && at < one.span.end);
          if (!covered) expected += given[at] ?? '';
        }
        expect(after).toBe(expected);
      }),
    );
  });

  it('applied fixes never overlap', () => {
    fc.assert(
      fc.property(scene, ({ given, diagnostics }) => {
        const fixes = new Map(applyFixes(given, diagnostics).applied.map((one) => [JSON.stringify(one.fix), one.fix]));
        const covered = [...fixes.values()]
          .flatMap((fix) => fix?.edits ?? [])
          .flatMap(({ span: { start, end } }) => Array.from({ length: end - start }, (_, i) => start + i));
        expect(new Set(covered).size).toBe(covered.length);
      }),
    );
  });
});
