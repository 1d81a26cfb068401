import fc from 'fast-check';

let names = 0;
/** A named type needs a name of its own. */
const named = (prefix: string): string => `${prefix}${names++}`;

const logical = fc.constantFrom<unknown>(
  { type: 'int', logicalType: 'date' },
  { type: 'int', logicalType: 'time-millis' },
  { type: 'long', logicalType: 'time-micros' },
  { type: 'long', logicalType: 'timestamp-millis' },
  { type: 'long', logicalType: 'timestamp-micros' },
  { type: 'long', logicalType: 'local-timestamp-millis' },
  { type: 'bytes', logicalType: 'decimal', precision: 20, scale: 3 },
);

/** Any Avro schema, recursive ones included. */
export const arbitrarySchema = (options: { readonly logical?: boolean } = {}): fc.Arbitrary<unknown> =>
  fc.letrec<{ type: unknown }>((tie) => ({
    type: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom('null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'),
      ...(options.logical === false ? [] : [logical]),
      tie('type').map((items) => ({ type: 'array', items })),
      tie('type').map((values) => ({ type: 'map', values })),
      fc.nat(20).map((size) => ({ type: 'fixed', name: named('F'), size })),
      fc
        .uniqueArray(fc.stringMatching(/^[A-Z]{1,3}$/), { minLength: 1, maxLength: 4 })
        .map((symbols) => ({ type: 'enum', name: named('E'), symbols })),
      // A union of different kinds, as Avro asks.
      tie('type').map((type) =>
        typeof type === 'string' && type !== 'null'
          ? ['null', type, 'boolean'].filter((one, i, all) => all.indexOf(one) === i)
          : ['null', 'string'],
      ),
      fc.array(tie('type'), { maxLength: 4 }).chain((types) =>
        fc.boolean().map((recursive) => {
          const name = named('R');
          const fields = types.map((type, i) => ({ name: `f${i}`, type }));
          return {
            type: 'record',
            name,
            fields: recursive ? [...fields, { name: 'self', type: ['null', name] }] : fields,
          };
        }),
      ),
    ),
  })).type;
