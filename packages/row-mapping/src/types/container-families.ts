import { accepted, refused, type TypeFamily } from './type-family.js';

/** Types of values that hold values, and what wraps a type. */
export const containerFamilies: readonly TypeFamily[] = [
  {
    types: 'Array(T), QBit(T, N)',
    accepts: 'an array, element by element; for a QBit, an array of N numbers',
    accepted: [
      ...accepted('Array(UInt8)', ['[1,"2",true]', '[1,2,1]'], ['[]', '[]']),
      ...accepted('Array(Nullable(String))', ['["a",null,1]', "['a',NULL,'1']"]),
      ...accepted('QBit(Float32, 2)', ['[1,2]', '[1,2]']),
    ],
    refused: [
      ...refused('Array(UInt8)', '[1,256]', '[null]', '"[1]"', '{"0":1}', '1'),
      ...refused('QBit(Float32, 2)', '[1]', '[1,2,3]'),
    ],
  },
  {
    types: 'Map(K, V)',
    accepts:
      'an object; its keys are texts, which become K as any text does; where K is an array or a tuple, they are read as JSON',
    accepted: [
      ...accepted('Map(String, UInt8)', ['{"a":1,"__proto__":2}', "{'a':1,'__proto__':2}"], ['{}', '{}']),
      ...accepted('Map(UInt16, Array(Bool))', ['{"7":[true,0]}', '{7:[true,false]}']),
      ...accepted('Map(Tuple(UInt8, String), Date)', ['{"[1,\\"a\\"]":"2026-01-31"}', "{(1,'a'):'2026-01-31'}"]),
    ],
    refused: [
      ...refused('Map(String, UInt8)', '{"a":256}', '{"a":null}', '[]', '[["a",1]]', '"{}"'),
      ...refused('Map(UInt8, String)', '{"x":"y"}'),
    ],
  },
  {
    types: 'Tuple(…)',
    accepts:
      'an array with as many elements as the tuple, by position; for named elements also an object: members that the tuple does not name are ignored, and missing ones count as null',
    accepted: [
      ...accepted('Tuple(UInt8, String)', ['[1,"a"]', "(1,'a')"]),
      ...accepted(
        'Tuple(a UInt8, b Nullable(String))',
        ['{"b":"x","a":1,"c":0}', "(1,'x')"],
        ['{"a":1}', '(1,NULL)'],
        ['[1,null]', '(1,NULL)'],
      ),
    ],
    refused: [
      ...refused('Tuple(UInt8, String)', '[1]', '[1,"a",2]', '{"1":1,"2":"a"}', '1'),
      ...refused('Tuple(a UInt8, b String)', '{"a":1}', '{"a":300,"b":""}'),
    ],
  },
  {
    types: 'Nested(…)',
    accepts:
      'an array of objects (or of arrays by position), as for an array of named tuples. A Nested column becomes the arrays `n.a` and `n.b`, of the same length',
    accepted: accepted(
      'Nested(a UInt8, b String)',
      ['[{"a":1,"b":"x"},{"b":"y","a":2}]', "[(1,'x'),(2,'y')]"],
      ['[]', '[]'],
    ),
    refused: refused('Nested(a UInt8, b String)', '[{"a":1}]', '{"a":[1],"b":["x"]}', '[1]'),
  },
  {
    types: 'JSON',
    accepts:
      'an object. Numbers are stored as ClickHouse’s JSON stores them: integers of at most 64 bits, other numbers as Float64. The whole object is refused where ClickHouse would refuse it or drop a part: for larger integers (unless a Float64 represents them, as with `1.5e300`), numbers beyond Float64, lone surrogates, two members with the same path (`{"a.b":1,"a":{"b":2}}`), or a value at a typed path that is not of its type. A value at a typed path is read as in a column of that type, so null is refused unless the type is Nullable, Variant or Dynamic; if it is missing, ClickHouse stores the type’s zero or empty value (a typed path is a column of its own, which every row has). Texts stay texts, even if they look like times. A number without a fraction is an integer, even as `1.0` or `1e2`. In arrays that mix kinds, ClickHouse may turn integers beyond 2^53 into Float64, also because of what other rows hold at that path',
    accepted: [
      ...accepted('JSON', ['{"a": {"b": [1, null]}}', '{"a":{"b":[1,null]}}'], ['{}', '{}']),
      ...accepted('JSON(a.b UInt8)', ['{"a":{"b":7}}', '{"a":{"b":7}}']),
      ...accepted('JSON(a Nullable(UInt8))', ['{"a": null}', '{"a":null}']),
    ],
    refused: [
      ...refused(
        'JSON',
        '[]',
        '"{}"',
        '1',
        '{"a":18446744073709551616}',
        '{"a":1e400}',
        '{"a":"\\ud800"}',
        '{"a.b":1,"a":{"b":2}}',
      ),
      ...refused('JSON(a.b UInt8)', '{"a":{"b":256}}', '{"a.b":256}', '{"a":{"b":null}}'),
    ],
  },
  {
    types: 'Variant(T1, T2, …)',
    accepts:
      'anything that one of its types accepts; null is NULL. A number goes to the narrowest integer type that accepts it, then to Decimal, floats, Enum, Bool and dates; a text to Enum, UUID, addresses, dates and times (unless it is only digits), then to String; true and false to Bool, then to integers; arrays and objects to containers, first to those whose element types suit the contents. A type that would cut digits or a time of day comes after those that would not. String takes whatever no other type accepts, as JSON text',
    accepted: [
      ...accepted(
        'Variant(String, UInt8, UInt64, Float64)',
        ['7', '7'],
        ['300', '300'],
        ['1.5', '1.5'],
        ['"7"', '7'],
        ['[1]', '[1]'],
      ),
      ...accepted(
        'Variant(DateTime, String)',
        ['"2026-01-31T10:00:00Z"', '2026-01-31 10:00:00'],
        ['"1769854830"', '1769854830'],
        ['"x"', 'x'],
      ),
      ...accepted(
        'Variant(Date, String)',
        ['"2026-01-31"', '2026-01-31'],
        ['"2026-01-31 10:00:00"', '2026-01-31 10:00:00'],
      ),
      ...accepted('Variant(Array(UInt8), Array(String))', ['[1]', '[1]'], ['["1"]', "['1']"], ['[1,"a"]', "['1','a']"]),
    ],
    refused: refused('Variant(Date, UInt8)', '"x"', '256.5', '[]', '{}'),
  },
  {
    types: 'Dynamic',
    accepts:
      'any value: as Bool, Int64, UInt64, Float64 (the nearest number, where the others cannot hold it), String, JSON for objects, or an array of one of these; other arrays as their JSON text. null is NULL',
    accepted: accepted(
      'Dynamic',
      ['true', 'true'],
      ['7', '7'],
      ['18446744073709551615', '18446744073709551615'],
      ['1.5', '1.5'],
      ['"2026-01-31"', '2026-01-31'],
      ['[1,null]', '[1,NULL]'],
      ['["a"]', "['a']"],
      ['[1,"a"]', '[1,"a"]'],
      ['{"a":1}', '{"a":1}'],
    ),
    refused: refused('Dynamic', '1e400', '{"a":18446744073709551616}'),
  },
  {
    types: 'Point, Ring, LineString, MultiLineString, Polygon, MultiPolygon, Geometry',
    accepts:
      'a Point is an array of two numbers; the others are arrays of points, nested as deep as the type. For Geometry the depth determines the type (an array of points is a LineString, an array of those a Polygon, and an array of those a MultiPolygon)',
    accepted: [
      ...accepted('Point', ['[1.5,-2]', '(1.5,-2)']),
      ...accepted('Ring', ['[[0,0],[1,0],[1,1]]', '[(0,0),(1,0),(1,1)]'], ['[]', '[]']),
      ...accepted('Polygon', ['[[[0,0],[1,0]]]', '[[(0,0),(1,0)]]']),
      ...accepted('MultiPolygon', ['[[[[0,0]]]]', '[[[(0,0)]]]']),
      ...accepted('Geometry', ['[1,2]', '(1,2)'], ['[[1,2]]', '[(1,2)]']),
    ],
    refused: [
      ...refused('Point', '[1]', '[1,2,3]', '{"x":1,"y":2}', '"(1,2)"'),
      ...refused('Ring', '[1,2]', '[[1]]'),
      ...refused('Geometry', '1', '[[[[[1,2]]]]]'),
    ],
  },
  {
    types: 'Nullable(T)',
    accepts: 'as T; NULL when missing or null',
    accepted: accepted('Nullable(UInt8)', ['7', '7']),
    refused: refused('Nullable(UInt8)', '256', '""'),
  },
  {
    types: 'LowCardinality(T), SimpleAggregateFunction(f, T)',
    accepts: 'as T',
    accepted: [
      ...accepted('LowCardinality(String)', ['"a"', 'a']),
      ...accepted('SimpleAggregateFunction(sum, UInt64)', ['7', '7']),
      ...accepted('LowCardinality(Nullable(String))', ['"a"', 'a']),
    ],
    refused: refused('SimpleAggregateFunction(sum, UInt64)', '-1'),
  },
];
