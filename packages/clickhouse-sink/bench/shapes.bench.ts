import { bench, describe, inject } from 'vitest';
import { createClickHouse } from '../src/index.js';
import { encoderOf, jsonOf, shapes, tableOf } from './shapes.js';

// Rows by column: the same number of values for every shape, so that times can be compared. Divide
// a mean by it for the time of one value. The table keeps nothing: what is measured is reading, not
// storing.
const VALUES = 200_000;

const url = inject('clickhouseUrl');
const clickhouse = createClickHouse({ url });
let inserts = 0;

for (const shape of shapes) {
  const rows = VALUES / shape.columns;
  const name = `bench_${shape.columns}_${shape.kind}`;
  await clickhouse.command(tableOf(shape, name));

  describe(`${rows} rows of ${shape.columns} ${shape.kind} columns`, () => {
    const { builder, write } = encoderOf(shape);
    const own = encoderOf(shape);
    own.write(rows);
    const block = own.builder.finish();
    const json = jsonOf(shape, rows);

    bench('encode as Native', () => {
      builder.reset();
      write(rows);
      builder.finish();
    });
    bench('encode as JSONEachRow', () => {
      jsonOf(shape, rows);
    });
    bench(`insert Native, ${Math.round(block.byteLength / rows)} bytes a row`, async () => {
      await clickhouse.insert({ database: 'default', table: name, block, queryId: `shapes:${++inserts}` });
    });
    bench(`insert JSONEachRow, ${Math.round(json.length / rows)} bytes a row`, async () => {
      const query = encodeURIComponent(`INSERT INTO ${name} FORMAT JSONEachRow`);
      const answer = await fetch(`${url}/?query=${query}&async_insert=0&max_insert_threads=1&input_format_parallel_parsing=0`, { method: 'POST', body: json }); // prettier-ignore
      if (!answer.ok) throw new Error(await answer.text());
    });
  });
}
