import { describe, expect, it } from 'vitest';
import type { ClientMessage } from '../src/kafka/readers/client-message.js';
import type { TopicLimits } from '../src/kafka/readers/cut-message.js';
import { MAX_PACK_BYTES, MessagePacker } from '../src/kafka/readers/pack-messages.js';
import { headLength, MAX_HEADER_BYTES, MAX_HEADERS, MAX_KEY_BYTES, RAW_VALUE_LIMIT } from '../src/message-limits.js';

const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;

const message = (offset: number, more: Partial<ClientMessage> = {}): ClientMessage => ({
  topic: 'events',
  partition: 0,
  offset,
  timestamp: 1,
  key: null,
  value: Buffer.from(`{"n":${offset}}`),
  ...more,
});

const packerFor = (limits: Partial<TopicLimits> = {}): MessagePacker =>
  new MessagePacker(new Map([['events', { maxMessageBytes: 2 * MEBIBYTE, withHeaders: true, ...limits }]]));

const headers = (count: number, valueBytes = 0): ClientMessage['headers'] =>
  Array.from({ length: count }, (_, i) => ({ [`h${i}`]: Buffer.alloc(valueBytes, 'v') }));

const valueOf = (batch: ReturnType<MessagePacker['pack']>, i: number): Buffer =>
  Buffer.from(batch.bytes.subarray(batch.valueStart[i], batch.valueEnd[i]));

describe('a value over the limit', () => {
  it.each([
    ['a value at the limit is kept whole', 2 * MEBIBYTE, undefined, 2 * MEBIBYTE],
    ['a value one byte over the limit is cut', 2 * MEBIBYTE + 1, 2 * MEBIBYTE + 1, RAW_VALUE_LIMIT],
    ['a value a hundred times larger is cut to the same head', 200 * MEBIBYTE, 200 * MEBIBYTE, RAW_VALUE_LIMIT],
  ])('%s', (_, size, reported, kept) => {
    const batch = packerFor().pack([message(7), message(8, { value: Buffer.alloc(size, 'x') }), message(9)]);
    expect(batch.oversized?.get(1)?.value).toBe(reported);
    expect(valueOf(batch, 1)).toHaveLength(kept);
    expect([valueOf(batch, 0).toString(), valueOf(batch, 2).toString()]).toEqual(['{"n":7}', '{"n":9}']);
    expect([...batch.offset.subarray(0, 3)]).toEqual([7, 8, 9]);
  });

  it('a value over the limit takes no more memory than its head, however many there are', () => {
    const bomb = Buffer.alloc(64 * MEBIBYTE);
    const batch = packerFor().pack([0, 1, 2, 3].map((n) => message(n, { value: bomb, key: bomb })));
    expect(batch.count).toBe(4);
    expect(batch.bytes.length).toBe(4 * (RAW_VALUE_LIMIT + MAX_KEY_BYTES));
    expect([...(batch.oversized ?? [])].map(([i, { value, key }]) => [i, value, key])).toEqual(
      [0, 1, 2, 3].map((i) => [i, bomb.length, bomb.length]),
    );
  });

  it('a value is judged by the limit of its own topic', () => {
    const limits = { maxMessageBytes: 10, withHeaders: false };
    const packer = new MessagePacker(
      new Map([
        ['events', { ...limits, maxMessageBytes: 100 }],
        ['small', limits],
      ]),
    );
    const value = Buffer.alloc(50);
    const batch = packer.pack([message(0, { value }), message(1, { value, topic: 'small' })]);
    expect([...(batch.oversized?.keys() ?? [])]).toEqual([1]);
  });
});

describe('a key over the limit', () => {
  it.each([
    ['a key at the limit is kept whole', MAX_KEY_BYTES, undefined],
    ['a key one byte over the limit is cut', MAX_KEY_BYTES + 1, MAX_KEY_BYTES + 1],
    ['a key of 40 MiB is cut, even on a tombstone', 40 * MEBIBYTE, 40 * MEBIBYTE],
  ])('%s', (_, size, reported) => {
    const batch = packerFor().pack([message(0, { key: Buffer.alloc(size, 'k'), value: null })]);
    expect(batch.oversized?.get(0)?.key).toBe(reported);
    expect((batch.keyEnd[0] ?? 0) - (batch.keyStart[0] ?? 0)).toBe(MAX_KEY_BYTES);
    expect(batch.valueStart[0]).toBe(-1);
  });
});

describe('headers over the limits', () => {
  it('as many headers are kept as the limits allow', () => {
    const batch = packerFor().pack([
      message(0, { headers: headers(MAX_HEADERS) }),
      message(1, { headers: headers(MAX_HEADERS + 1) }),
      message(2, { headers: headers(50_000) }),
      message(3, { headers: headers(5, MAX_HEADER_BYTES / 4) }),
      message(4, { headers: headers(1, 40 * MEBIBYTE) }),
    ]);
    expect([...(batch.oversized ?? [])].map(([i, one]) => [i, one.headers])).toEqual([
      [1, MAX_HEADERS + 1],
      [2, 50_000],
      [3, 5],
      [4, 1],
    ]);
    expect([0, 1, 2, 3, 4].map((i) => batch.headers(i).length)).toEqual([MAX_HEADERS, MAX_HEADERS, MAX_HEADERS, 3, 0]);
    expect(batch.oversized?.get(4)?.headerBytes).toBe(40 * MEBIBYTE + 2);
  });

  it('headers are not even measured where they are not needed', () => {
    let asked = 0;
    const counted = new Proxy(headers(50_000) ?? [], {
      get: (all, key) => (asked++, Reflect.get(all, key) as unknown),
    });
    const packer = packerFor({ withHeaders: false });
    const batch = packer.pack([message(0, { headers: counted })]);
    expect([asked, batch.oversized, batch.headers(0)]).toEqual([0, undefined, []]);
  });

  it('unneeded headers of a message cut for another reason are not measured either', () => {
    const value = Buffer.alloc(3 * MEBIBYTE);
    const batch = packerFor({ withHeaders: false }).pack([message(0, { value, headers: headers(50_000) })]);
    expect(batch.oversized?.get(0)).toEqual({ value: value.length, key: 0, headers: 0, headerBytes: 0 });
    expect(batch.headers(0)).toEqual([]);
  });

  it('headers named __proto__ are like any others, and cost no more', () => {
    const hostile: Record<string, Buffer> = {};
    // As the client sets it.
    hostile['__proto__'] = Buffer.from('mine');
    const batch = packerFor().pack([message(0, { headers: [{ a: Buffer.from('1') }, hostile] })]);
    expect(batch.headers(0).map(({ key, value }) => [key, Buffer.from(value).toString()])).toEqual([
      ['a', '1'],
      ['__proto__', 'mine'],
    ]);
  });
});

describe('more than fits into one batch', () => {
  it('too much for one batch comes in several, each message once and in order', () => {
    const value = Buffer.alloc(2 * MEBIBYTE);
    const all = Array.from({ length: 100 }, (_, n) => message(n, { value }));
    const packer = packerFor();
    const offsets: number[] = [];
    for (let rest = all; rest.length > 0;) {
      const batch = packer.pack(rest);
      expect(batch.count).toBeGreaterThan(0);
      expect(batch.bytes.length).toBeLessThanOrEqual(MAX_PACK_BYTES);
      offsets.push(...batch.offset.subarray(0, batch.count));
      rest = rest.slice(batch.count);
    }
    expect(offsets).toEqual(all.map(({ offset }) => offset));
  });

  it('a message larger than a batch should be comes in a batch of its own', () => {
    const value = Buffer.alloc(MAX_PACK_BYTES + 1);
    const packer = packerFor({ maxMessageBytes: 2 * MAX_PACK_BYTES });
    const batch = packer.pack([message(0), message(1, { value }), message(2)]);
    expect(batch.count).toBe(1);
    const large = packer.pack([message(1, { value }), message(2)]);
    expect([large.count, valueOf(large, 0).length, large.oversized]).toEqual([1, value.length, undefined]);
  });
});

it.each([
  ['ascii', 'abcdef', 3, 3],
  ['before a character that does not fit', 'a€', 3, 1],
  ['after one that fits', 'a€b', 4, 4],
  ['bytes that are not text at all', Buffer.alloc(10, 0x80), 5, 2],
])('a head of a text ends at the boundary of a character: %s', (_, text, most, kept) => {
  const bytes = Buffer.from(text);
  expect(headLength(bytes, 0, bytes.length, most)).toBe(kept);
});
