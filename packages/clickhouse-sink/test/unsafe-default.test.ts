import { UnsafeSqlError } from '@proj/clickhouse-types/sql';
import { expect, it } from 'vitest';
import { createBlockBuilder } from '../src/index.js';
import { type } from './server.js';

it('a DEFAULT that an insert would evaluate is refused when it would not stay in its place', () => {
  const column = { name: 'a', type: type('Nullable(UInt64)'), defaultExpression: '1) + (SELECT 1' };
  expect(() => createBlockBuilder([column])).toThrow(UnsafeSqlError);
});
