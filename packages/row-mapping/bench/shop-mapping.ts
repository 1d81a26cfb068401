import { parseType } from '@proj/clickhouse-types';
import { compileMapping, type RowMapping } from '../src/index.js';

const COLUMNS = {
  event_id: ['UUID', '$.event_id'],
  timestamp: ['DateTime64(3)', '$.timestamp'],
  user_id: ['UInt32', '$.user_id'],
  session_id: ['String', '$.session_id'],
  event: ['LowCardinality(String)', '$.event'],
  country: ['LowCardinality(String)', '$.country'],
  price: ['Float64', '$.price'],
  quantity: ['UInt16', '$.quantity'],
  url: ['String', '$.url'],
  referrer: ['Nullable(String)', '$.referrer'],
  device_os: ['LowCardinality(String)', '$.device.os'],
  device_version: ['LowCardinality(String)', '$.device.version'],
  device_mobile: ['Bool', '$.device.mobile'],
  tags: ['Array(String)', '$.tags[:]'],
} as const;

/** The 14 columns of the shop event. */
export function shopMapping(): RowMapping {
  const columns = Object.entries(COLUMNS).map(([name, [text, path]]) => {
    const { type } = parseType(text);
    if (!type) throw new Error(text);
    return { name, type, path };
  });
  const { mapping } = compileMapping(columns);
  if (!mapping) throw new Error('the shop event cannot be mapped');
  return mapping;
}
