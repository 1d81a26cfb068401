/** The shop event of the benches in Avro. */
export const shopEventAvro = {
  type: 'record',
  name: 'shop.Event',
  fields: [
    { name: 'event_id', type: 'string' },
    { name: 'timestamp', type: { type: 'long', logicalType: 'timestamp-millis' } },
    { name: 'user_id', type: 'long' },
    { name: 'session_id', type: 'string' },
    { name: 'event', type: 'string' },
    { name: 'country', type: 'string' },
    { name: 'price', type: 'double' },
    { name: 'quantity', type: 'int' },
    {
      name: 'device',
      type: {
        type: 'record',
        name: 'Device',
        fields: [
          { name: 'os', type: 'string' },
          { name: 'version', type: 'string' },
          { name: 'mobile', type: 'boolean' },
        ],
      },
    },
    { name: 'tags', type: { type: 'array', items: 'string' } },
    { name: 'url', type: 'string' },
    { name: 'referrer', type: ['null', 'string'] },
  ],
} as const;

/** The same in Protobuf. */
export const shopEventProto = `
  syntax = "proto3";
  package shop;
  message Event {
    string event_id = 1; int64 timestamp = 2; int64 user_id = 3; string session_id = 4; string event = 5;
    string country = 6; double price = 7; int32 quantity = 8; Device device = 9; repeated string tags = 10;
    string url = 11; optional string referrer = 12;
  }
  message Device { string os = 1; string version = 2; bool mobile = 3; }`;
