import { decode, encode } from '@msgpack/msgpack';
import { expect, it } from 'vitest';
import {
  packField,
  type Codec,
  type DecodedField,
  type DecodeFailure,
  type DecodeNeed,
  type PackedField,
} from '../src/index.js';

/** A codec that a program brings along: this is all that it takes. */
const messagePackCodec = {
  format: 'msgpack',
  decode({ count, bytes, start, end }: PackedField, need: DecodeNeed): DecodedField {
    const values = new Array<unknown>(count).fill(undefined);
    const failures = new Map<number, DecodeFailure>();
    for (let i = 0; i < count; i++) {
      if (start[i]! < 0) continue;
      try {
        const value = decode(bytes.subarray(start[i], end[i]), { useBigInt64: true });
        if (need === 'value') values[i] = value;
      } catch (error) {
        failures.set(i, { code: 'msgpack/malformed', message: `not MessagePack: ${(error as Error).message}` });
      }
    }
    return failures.size === 0 ? { values } : { values, failures };
  },
} satisfies Codec;

it('reads MessagePack by a codec that a program brings along', () => {
  const good = encode({ id: 9007199254740993n, name: 'Anna', raw: new Uint8Array([1]) }, { useBigInt64: true });
  const { values, failures } = messagePackCodec.decode(packField([good, null, good.subarray(0, -1)]), 'value');
  expect(values).toEqual([{ id: 9007199254740993n, name: 'Anna', raw: Buffer.from([1]) }, undefined, undefined]);
  expect([...failures!.keys()]).toEqual([2]);
});
