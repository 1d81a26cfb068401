import { jsonCodec, packField } from '@proj/codecs';
import { compileMapping } from '@proj/row-mapping';
import { createBlockBuilder, createClickHouse } from '@proj/clickhouse-sink';
import { parseType } from '@proj/clickhouse-types';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
const url = readFileSync('/tmp/exp5/url', 'utf8');
const ch = createClickHouse({ url: `${url}/default` });
const key = fc.oneof(fc.constantFrom('a', 'b', 'a.b', '', '.', 'a.', '.a', 'c', '\u0000', 'é', '`', "'", '"', '\\', 'a b', '__proto__', '%', '[]', 'a[]', ':', 'a:Int64', 'b.:`Int64`', '^a'), fc.string());
const leaf = fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.string(), fc.constantFrom('2024-01-01', '2024-01-01 00:00:00', '2024-01-01T00:00:00Z', 'true', '1', '1e400', '99999999-01-01', 1e308, -0, 5e-324, 2**53, 1e18, 9e18));
const { doc } = fc.letrec((tie) => ({ doc: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('doc'), { maxLength: 3 }), fc.dictionary(key, tie('doc'), { maxKeys: 4 })) }));
const obj = fc.dictionary(key, doc, { maxKeys: 4 });
let q = 0;
for (const type of ['JSON', 'JSON(a.b UInt8, max_dynamic_paths=2, SKIP c)', 'Dynamic', 'Variant(Bool, Int64, String, Date, Array(String), UUID)', 'Array(JSON)', 'Map(String, Dynamic)', 'Map(String, JSON)', 'Tuple(a Dynamic, b JSON)', 'Array(Variant(String, UInt8))', 'Variant(Int64, String)', 'Variant(Array(Int64), Map(String, String))']) {
  const t = parseType(type).type!;
  const { mapping } = compileMapping([{ name: 'c', type: t, path: '$.v' }]);
  await ch.command(`CREATE OR REPLACE TABLE fz (c ${type}) ENGINE = MergeTree ORDER BY tuple()`, {settings:{allow_suspicious_variant_types:1}} as never);
  const gen = type.startsWith('JSON') ? obj : type.startsWith('Array(JSON') ? fc.array(obj, { maxLength: 3 }) : type.startsWith('Map(String, JSON') ? fc.dictionary(key, obj, {maxKeys: 3}) : type.startsWith('Map') ? obj : type.startsWith('Tuple') ? fc.tuple(doc, obj) : type.startsWith('Array') ? fc.array(doc, {maxLength: 3}) : doc;
  const vals = fc.sample(gen, { numRuns: 6000, seed: 7 });
  const texts = vals.map((v) => JSON.stringify({ v }));
  const send = async (list: readonly string[]): Promise<string | undefined> => {
    const f = packField([...list]); const { values } = jsonCodec.decode(f, 'value');
    const b = createBlockBuilder(mapping!.blockColumns); const w = mapping!.bind(b.writers);
    for (let i = 0; i < list.length; i++) if (!w.write(values[i], f.bytes, f.start[i]!, f.end[i]!)) b.endRow();
    if (b.rows === 0) return undefined;
    try { await ch.insert({ database: 'default', table: 'fz', block: b.finish(), queryId: `fz${process.pid}_${++q}` }); return undefined; } catch (e) { return String((e as Error).message) + ' ' + String((e as { cause?: Error }).cause?.message ?? ''); }
  };
  let bad = 0;
  const bisect = async (list: readonly string[]): Promise<void> => {
    const err = await send(list); if (!err) return;
    if (list.length === 1) { if (bad++ < 4) console.log(type, 'FAIL', list[0]!.slice(0, 300), err.slice(0, 300)); return; }
    if (bad > 6) return;
    const m = list.length >> 1; await bisect(list.slice(0, m)); await bisect(list.slice(m));
  };
  await bisect(texts);
  console.log(type, 'rows', (await ch.query('SELECT count() FROM fz', { format: 'TSV' } as never)).trim(), 'bad', bad);
}
await ch.close();
