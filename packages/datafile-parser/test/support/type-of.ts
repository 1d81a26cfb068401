import type { ClickHouseType } from '@proj/clickhouse-types';

import type { Column } from '../../src/index.js';

/** The type of a column that has one which could be read. */
export const typeOf = ({ type }: Column): ClickHouseType | undefined =>
  type.state === 'read' ? type.value : undefined;
