import { bench, describe } from 'vitest';
// nx-ignore-next-line -- the messages of all benches, no dependency of this package
import { shopTexts } from '../../../tools/messages/shop-texts.js';
import { jsonCodec, packField, type PackedField } from '../src/index.js';

const COUNT = 5_000;
const shop = shopTexts(COUNT);
const withMember = (json: string): readonly string[] => shop.map((text) => text.replace(/\}$/, `,${json}}`));

const batches: Readonly<Record<string, PackedField>> = {
  ASCII: packField(shop),
  'with letters beyond ASCII': packField(shop.map((text) => text.replace(/"country":".."/, '"country":"España"'))),
  'each with a 64-bit id': packField(withMember('"order":1234567890123456789')),
  'each with a long decimal': packField(withMember('"total":12345678901234.123456')),
  'every tenth with a 64-bit id': packField(
    withMember('"order":1234567890123456789').map((text, i) => (i % 10 === 0 ? text : (shop[i] ?? ''))),
  ),
};

for (const [name, field] of Object.entries(batches)) {
  const bytes = Buffer.from(field.bytes.buffer, field.bytes.byteOffset, field.bytes.byteLength);
  describe(`${COUNT} shop events, ${name}`, () => {
    bench('JSON.parse alone, values kept as a batch keeps them (the floor)', () => {
      const values = new Array<unknown>(field.count);
      for (let i = 0; i < field.count; i++) {
        values[i] = JSON.parse(bytes.toString('utf8', field.start[i], field.end[i]));
      }
    });
    bench('jsonCodec, value', () => {
      jsonCodec.decode(field, 'value');
    });
    bench('jsonCodec, validity', () => {
      jsonCodec.decode(field, 'validity');
    });
  });
}
