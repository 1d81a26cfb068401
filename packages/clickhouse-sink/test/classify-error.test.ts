import { describe, expect, it } from 'vitest';
import { classifyError } from '../src/index.js';

/** The failure table, written down a second time: a code that moves must be moved in both. */
const expected = {
  retry: '3 74 159 160 202 203 209 210 216 225 236 241 242 243 252 254 279 285 286 289 297 319 364 369 394 395 410 416 425 439 473 499 519 568 574 700 733 745 749 999',
  hold: '60 81 164 192 193 194 195 201 415 452 497 516',
  'refresh-schema': '16 20 33 43 44 50 53 131',
  'bad-row': '6 26 27 38 41 69 70 72 117 128 130 321 349 376 407 441 469 675 676 691',
}; // prettier-ignore

describe.each(Object.entries(expected))('%s', (action, codes) => {
  it.each(codes.split(' ').map(Number))('%i', (clickhouseCode) => {
    expect(classifyError({ clickhouseCode, httpStatus: 500, text: '' })).toBe(action);
  });
});

it('the two meanings of an ambiguous code are distinguished by the text', () => {
  const parts =
    'Too many parts (300 with average size of 1.00 KiB) in table. Merges are processing significantly slower than inserts';
  const partitions = 'Too many partitions for single INSERT block (more than 100)';
  expect(classifyError({ clickhouseCode: 252, text: parts })).toBe('retry');
  expect(classifyError({ clickhouseCode: 252, text: partitions })).toBe('split');
});

it('the code of ClickHouse counts before the HTTP status', () => {
  expect(classifyError({ clickhouseCode: 60, httpStatus: 503, text: '' })).toBe('hold');
  expect(classifyError({ clickhouseCode: 241, httpStatus: 404, text: '' })).toBe('retry');
});

it('an unforeseen error is retried, never dropped', () => {
  expect(classifyError({ clickhouseCode: 123_456, httpStatus: 500, text: '' })).toBe('retry');
  expect(classifyError({ network: 'ESOMETHING', text: '' })).toBe('retry');
});

const ofView = (text: string): string => `Code: 6. DB::Exception: ${text}. (CANNOT_PARSE_TEXT) (version 26.7.2.1)\n`;

it('what a view cannot take is held: the table may have the rows already', () => {
  for (const view of ['shop.mv', '`a b`.`it\\`s`', 'shop.mv (0b5b6c1e-7a5c-4f0e-9d0a-1c2d3e4f5a6b)']) {
    const text = ofView(`Cannot parse string 'x' as UInt8: while pushing to view ${view}`);
    for (const clickhouseCode of [6, 53, 60, 469, 252, 123_456])
      expect(classifyError({ clickhouseCode, httpStatus: 500, text })).toBe(clickhouseCode === 252 ? 'retry' : 'hold');
    const partitions = ofView(`Too many partitions for single INSERT block: while pushing to view ${view}`);
    expect(classifyError({ clickhouseCode: 252, text: partitions })).toBe('hold');
    expect(classifyError({ clickhouseCode: 241, text })).toBe('retry');
    expect(classifyError({ clickhouseCode: 395, text })).toBe('retry');
  }
});

it('a message that quotes the words of a view’s error is still looked for', () => {
  const words = ': while pushing to view a.b. (NO) (version 1)';
  expect(classifyError({ clickhouseCode: 6, text: ofView(`Cannot parse '${words}' as UInt8`) })).toBe('bad-row');
  expect(classifyError({ clickhouseCode: 6, text: ofView(`Cannot parse JSON: ${words} at row 1`) })).toBe('bad-row');
});
