import { bench, describe, inject } from 'vitest';
import { createClickHouse } from '../src/index.js';
import { shopBuilder, shopTable, shopWriter } from './shop.js';

const ROWS = 100_000;
const builder = shopBuilder();
const fill = shopWriter(builder);
const clickhouse = createClickHouse({ url: inject('clickhouseUrl') });

// A block that stays as it is, from a builder of its own.
const own = shopBuilder();
shopWriter(own)(ROWS);
const block = own.finish();

await clickhouse.command(shopTable('bench_shop'));
let inserts = 0;

describe(`${ROWS} rows of the shop event, 19 columns`, () => {
  bench('encode', () => {
    builder.reset();
    fill(ROWS);
    builder.finish();
  });

  bench('insert', async () => {
    await clickhouse.insert({
      database: 'default',
      table: 'bench_shop',
      block,
      queryId: `bench:${++inserts}`,
    });
  });
});
