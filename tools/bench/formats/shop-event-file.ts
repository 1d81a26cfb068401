/** `shopEventProto` as a compiler describes it, for the libraries that do not read .proto. */
const field = (name: string, number: number, type: string, more: object = {}) => ({
  name,
  number,
  type: `TYPE_${type}`,
  label: 'LABEL_OPTIONAL',
  ...more,
});

export const shopEventFile = {
  name: 'shop.proto',
  package: 'shop',
  syntax: 'proto3',
  messageType: [
    {
      name: 'Device',
      field: [field('os', 1, 'STRING'), field('version', 2, 'STRING'), field('mobile', 3, 'BOOL')],
    },
    {
      name: 'Event',
      oneofDecl: [{ name: '_referrer' }],
      field: [
        field('event_id', 1, 'STRING'),
        field('timestamp', 2, 'INT64'),
        field('user_id', 3, 'INT64'),
        field('session_id', 4, 'STRING'),
        field('event', 5, 'STRING'),
        field('country', 6, 'STRING'),
        field('price', 7, 'DOUBLE'),
        field('quantity', 8, 'INT32'),
        field('device', 9, 'MESSAGE', { typeName: '.shop.Device' }),
        field('tags', 10, 'STRING', { label: 'LABEL_REPEATED' }),
        field('url', 11, 'STRING'),
        field('referrer', 12, 'STRING', { proto3Optional: true, oneofIndex: 0 }),
      ],
    },
  ],
};
