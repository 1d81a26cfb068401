import { expect, it } from 'vitest';
import { reasonText } from '../src/stats.js';

it('the reason that is logged stays a line, however many columns are bad', () => {
  const reasons = Array.from({ length: 500 }, (_, i) => ({
    column: `c${i}`,
    code: 'mapping/wrong-type',
    message: 'no',
  }));
  expect(reasonText({ offset: 1, reasons })).toBe('c0: no; c1: no; c2: no; and 497 more');
  expect(reasonText({ offset: 1, reasons: reasons.slice(0, 3) })).toBe('c0: no; c1: no; c2: no');
});
