import type { Column } from './column.js';

/** The 14 columns of the shop event (`shopEvents`). */
export const shopColumns: readonly Column[] = [
  { name: 'event_id', type: 'UUID', path: '$.event_id' },
  { name: 'timestamp', type: 'DateTime64(3)', path: '$.timestamp' },
  { name: 'user_id', type: 'UInt32', path: '$.user_id' },
  { name: 'session_id', type: 'String', path: '$.session_id' },
  { name: 'event', type: 'LowCardinality(String)', path: '$.event' },
  { name: 'country', type: 'LowCardinality(String)', path: '$.country' },
  { name: 'price', type: 'Float64', path: '$.price' },
  { name: 'quantity', type: 'UInt16', path: '$.quantity' },
  { name: 'url', type: 'String', path: '$.url' },
  { name: 'referrer', type: 'Nullable(String)', path: '$.referrer' },
  { name: 'device_os', type: 'String', path: '$.device.os' },
  { name: 'device_version', type: 'String', path: '$.device.version' },
  { name: 'device_mobile', type: 'Bool', path: '$.device.mobile' },
  { name: 'tags', type: 'Array(String)', path: '$.tags[:]' },
];
