import { accepted, refused, type TypeFamily } from './type-family.js';

/** Types of values that hold values, and what wraps a type. */
export const containerFamilies: readonly TypeFamily[] = [
  {
    types: 'Array(T), QBit(T, N)',
    accepts: 'array, element by element; a QBit’s has N numbers',
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
      'object; its keys are texts and become K as any text does; where K is an array or a tuple, they are read as JSON',
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
      'array by position, with as many elements as the tuple has; with named elements also an object: members that the tuple does not name are left out, missing ones count as null',
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
      'array of objects (or of arrays by position), as an array of named tuples. As a column it becomes the arrays `n.a`, `n.b`, of the same length',
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
      'object. Its numbers are ClickHouse’s: integers of at most 64 bits, other numbers as Float64. Refused as a whole, because ClickHouse would refuse it or drop a part: larger integers (unless a Float64 says them, `1.5e300`), numbers beyond Float64, lone surrogates, two members that are one path (`{"a.b":1,"a":{"b":2}}`), a value at a typed path that is not of its type. A value at a typed path is accepted and means what it does in a column of that type, so null is refused unless the type is Nullable, Variant or Dynamic; where it is missing, ClickHouse puts the type’s zero or empty value (a typed path is a column of its own, which every row has). Texts stay texts, also those that look like times. A number without a fraction is an integer, also as `1.0` or `1e2`. In arrays that mix kinds ClickHouse may take integers beyond 2^53 for Float64, also by what other rows hold at that path',
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
      'what one of its types accepts; null is NULL. A number goes to the narrowest integer type that takes it, then Decimal, floats, Enum, Bool, dates; a text to Enum, UUID, addresses, dates and times (unless it is only digits), then String; true and false to Bool, then integers; arrays and objects to containers, first to those whose values suit what is in them; a type that would cut digits or a time of day comes after those that do not; String takes as JSON text what no other type takes',
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
      'every value: Bool, Int64, UInt64, Float64 (the nearest, for what none of them holds), String, JSON for objects, arrays of one of these; other arrays as their JSON text. null is NULL',
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
      'a point is an array of two numbers, the others are arrays of points, as deep as they are. Geometry: how deep it is says which it is (points in an array are a LineString, arrays of them a Polygon, arrays of those a MultiPolygon)',
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
