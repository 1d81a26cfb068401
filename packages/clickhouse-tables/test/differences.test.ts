import { expect, it } from 'vitest';
import { applyDeploy, planDeploy, type TableDefinition } from '../src/index.js';
import { ownDatabase, type } from './server.js';

const { server, name: database } = ownDatabase();

const shown = '{{ tb_secret("S") }}';
const made: TableDefinition = {
  database,
  name: 'compared',
  columns: [
    { name: 'id', type: type('UInt32') },
    { name: 'gone', type: type('String') },
    { name: 'price', type: type('UInt8'), defaultExpression: '1' },
    { name: 'note', type: type('String'), codec: 'ZSTD(3)' },
  ],
  engine: { sortingKey: 'id', partitionKey: 'id % 2', settings: [{ name: 'index_granularity', value: '1024' }] },
  indexes: [{ name: 'by_note', expression: 'note', type: 'minmax', granularity: 1 }],
};

it('differences are data, one kind for each thing that can differ, and a secret is not part of them', async () => {
  await applyDeploy(server, await planDeploy(server, [made]));
  const { refused } = await planDeploy(server, [
    {
      ...made,
      columns: [
        { name: 'id', type: type('UInt64') },
        { name: 'price', type: type('UInt8') },
        { name: 'note', type: type('String') },
      ],
      engine: {
        sortingKey: 'price',
        ttl: 'toDate(id)',
        settings: [{ name: 'index_granularity', value: '2048' }],
        references: { sortingKey: shown },
      },
      indexes: [
        { name: 'by_note', expression: 'lower(note)', type: 'minmax', granularity: 1 },
        { name: 'new', expression: 'id', type: 'minmax', granularity: 1 },
      ],
    },
  ]);
  expect(refused.map(({ difference }) => difference)).toEqual([
    { kind: 'column-type', column: 'id', is: 'UInt32', should: 'UInt64' },
    { kind: 'extra-column', column: 'gone' },
    { kind: 'column-default', column: 'price', is: '1', should: undefined },
    { kind: 'column-codec', column: 'note', is: 'ZSTD(3)', should: undefined },
    { kind: 'engine-clause', clause: 'partition-key', is: 'id % 2', should: undefined },
    { kind: 'engine-clause', clause: 'sorting-key', reference: shown },
    { kind: 'engine-clause', clause: 'ttl', is: undefined, should: 'toDate(id)' },
    { kind: 'engine-setting', setting: 'index_granularity', is: '1024', should: '2048' },
    {
      kind: 'index',
      index: 'by_note',
      is: 'note TYPE minmax GRANULARITY 1',
      should: 'lower(note) TYPE minmax GRANULARITY 1',
    },
    { kind: 'missing-index', index: 'new', should: 'id TYPE minmax GRANULARITY 1' },
  ]);
});
