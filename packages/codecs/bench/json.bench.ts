import { bench, describe } from 'vitest';
import { jsonCodec, packField, type PackedField } from '../src/index.js';
import { shopEvents } from './shop-events.js';

const COUNT = 5_000;

const batches: Readonly<Record<string, PackedField>> = {
  ASCII: packField(shopEvents(COUNT)),
  'with letters beyond ASCII': packField(shopEvents(COUNT, (event) => ({ ...event, country: 'España' }))),
  'every tenth with a 64-bit id': packField(
    shopEvents(COUNT, (event, i) => (i % 10 === 0 ? { ...event, order: 'ID' } : event)).map((text) =>
      text.replace('"ID"', '1234567890123456789'),
    ),
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
