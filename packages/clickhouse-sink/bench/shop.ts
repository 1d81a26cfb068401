import { parseType } from '@proj/clickhouse-types';
import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { createBlockBuilder, type BlockBuilder } from '../src/index.js';

/** The shop event: 14 columns of its own and five meta columns. */
const shopColumns = {
  event_id: 'UUID',
  timestamp: 'DateTime64(3)',
  user_id: 'UInt32',
  session_id: 'String',
  event: 'LowCardinality(String)',
  country: 'LowCardinality(String)',
  price: 'Float64',
  quantity: 'UInt16',
  url: 'String',
  referrer: 'Nullable(String)',
  device_os: 'LowCardinality(String)',
  device_version: 'String',
  device_mobile: 'Bool',
  tags: 'Array(String)',
  __topic: 'LowCardinality(String)',
  __partition: 'Int16',
  __offset: 'Int64',
  __timestamp: 'DateTime',
  __key: 'String',
};

export const shopTable = (name: string): string =>
  `CREATE OR REPLACE TABLE ${name} (${Object.entries(shopColumns)
    .map(([column, type]) => `${column} ${type}`)
    .join(', ')}) ENGINE = MergeTree ORDER BY (timestamp, user_id)`;

export function shopBuilder(): BlockBuilder {
  return createBlockBuilder(
    Object.entries(shopColumns).map(([name, text]) => {
      const { type } = parseType(text);
      if (!type) throw new Error(text);
      return { name, type };
    }),
  );
}

interface Event {
  readonly id: Uint8Array;
  readonly session: string;
  readonly url: string;
  readonly referrer: string | null;
  readonly tags: readonly string[];
  readonly key: string;
}

const events: readonly Event[] = Array.from({ length: 1_000 }, (_, i) => ({
  id: Uint8Array.from({ length: 16 }, (_unused, k) => (i * 31 + k * 17) & 255),
  session: `s-${(i * 7919).toString(36)}-${i}`,
  url: `https://shop.example/products/${i}/details?campaign=autumn&position=${i % 12}`,
  referrer: i % 3 === 0 ? null : `https://search.example/?q=shoes+${i}`,
  tags: ['new', 'sale', 'shoes'].slice(0, i % 4),
  key: `user-${i % 500}`,
}));
const kinds = ['view', 'cart', 'buy'];
const countries = ['DE', 'FR', 'ES', 'US', 'JP'];

/** Writes rows as a compiled mapping does: each column through a function that knows its writer. */
export function shopWriter(builder: BlockBuilder): (rows: number) => void {
  const [id, ts, user, session, event, country, price, quantity, url, referrer, os, version, mobile, tags, topic, partition, offset, time, key] =
    builder.writers; // prettier-ignore
  const text = (writer: ColumnWriter | undefined): ((value: string) => void) => {
    if (writer?.form !== 'text') throw new Error('not a text');
    return (value) => writer.addText(value);
  };
  const number = (writer: ColumnWriter | undefined): ((value: number) => void) => {
    if (writer?.form === 'wide') return (value) => writer.addNumber(value);
    if (writer?.form !== 'number') throw new Error('not a number');
    return (value) => writer.add(value);
  };
  if (id?.form !== 'fixed' || referrer?.form !== 'text' || tags?.form !== 'array' || tags.element.form !== 'text') {
    throw new Error('other writers than expected');
  }
  const tag = tags.element;
  const add = {
    ts: number(ts), user: number(user), session: text(session), event: text(event), country: text(country), price: number(price),
    quantity: number(quantity), url: text(url), os: text(os), version: text(version), mobile: number(mobile), topic: text(topic),
    partition: number(partition), offset: number(offset), time: number(time), key: text(key),
  }; // prettier-ignore
  return (rows) => {
    for (let i = 0; i < rows; i++) {
      const one = events[i % 1_000]!;
      id.addBytes(one.id, 0);
      add.ts(1_760_000_000_000 + i);
      add.user(i % 100_000);
      add.session(one.session);
      add.event(kinds[i % 3]!);
      add.country(countries[i % 5]!);
      add.price((i % 10_000) / 100);
      add.quantity(i % 9);
      add.url(one.url);
      if (one.referrer === null) referrer.addNull();
      else referrer.addText(one.referrer);
      add.os('android');
      add.version('14.2.1');
      add.mobile(i & 1);
      tags.begin();
      for (const value of one.tags) tag.addText(value);
      tags.end();
      add.topic('shop-events');
      add.partition(i & 3);
      add.offset(5_000_000_000 + i);
      add.time(1_760_000_000);
      add.key(one.key);
      builder.endRow();
    }
  };
}
