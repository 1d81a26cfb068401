// nx-ignore-next-line -- the messages of all benches, no dependency of this package
import { shopColumns } from '../../../tools/messages/shop-columns.js';
// nx-ignore-next-line
import { shopTexts } from '../../../tools/messages/shop-texts.js';
// nx-ignore-next-line
import { wideEvents, type Messages } from '../../../tools/messages/wide-events.js';

export interface BenchCase extends Messages {
  readonly name: string;
}

const withMember = (texts: readonly string[], json: string): readonly string[] =>
  texts.map((text) => text.replace(/\}$/, `,${json}}`));

/** The shop event, and such that cost more; then columns of all usual kinds. */
export function benchCases(): readonly BenchCase[] {
  const shop = shopTexts(2_000);
  const bad = shop.map((text, i) => (i % 20 === 0 ? text.replace(/"price":[\d.]+/, '"price":"much"') : text));
  const order = { name: 'order', type: 'UInt64', path: '$.order' };
  const total = { name: 'total', type: 'Decimal(38, 6)', path: '$.total' };
  const precise = shopColumns.map((one) => (one.name === 'timestamp' ? { ...one, type: 'DateTime64(9)' } : one));
  return [
    { name: 'shop event', columns: shopColumns, texts: shop },
    { name: 'shop event, 5 % bad', columns: shopColumns, texts: bad },
    { name: 'shop event, DateTime64(9)', columns: precise, texts: shop },
    { name: 'and a 64-bit id', columns: [...shopColumns, order], texts: withMember(shop, '"order":1234567890123456789') },
    { name: 'and a long decimal', columns: [...shopColumns, total], texts: withMember(shop, '"total":12345678901234.123456') },
    ...[5, 20, 100].flatMap((columns) =>
      [false, true].flatMap((nested) =>
        [0, 20].map((badEvery) => ({
          name: `${columns} ${nested ? 'nested' : 'flat'}${badEvery === 0 ? '' : ', 5 % bad'}`,
          ...wideEvents(columns, nested, Math.round(28_000 / columns), badEvery),
        })),
      ),
    ),
    // The same code has seen all kinds of objects by now.
    { name: 'shop event, after all others', columns: shopColumns, texts: shop },
  ];
} // prettier-ignore
