import { expect, it } from 'vitest';
import { put } from './write-row.js';

/** What stands behind `value '…' on column 'c' is not <Type>`. */
function whyNot(type: string, json: string, value: unknown = JSON.parse(json)): string {
  const [, why] = /^rejected: value '.*' on column 'c' is not .*?(?:: (at .*)|$)/s.exec(String(put(type, value))) ?? [];
  return why ?? 'nothing';
}

it.each<[type: string, json: string, why: string]>([
  ['JSON(a.b UInt8)', '{"a":{"b":256}}', "at .a.b '256' is not UInt8, expected an integer from 0 to 255"],
  ['JSON(a.b UInt8)', '{"a.b":256}', "at .a.b '256' is not UInt8, expected an integer from 0 to 255"],
  ['JSON(`a b`.c Bool)', '{"a b":{"c":2}}', "at ['a b'].c '2' is not Bool, expected true or false"],
  ['JSON(a Array(Int8))', '{"a":[1,300]}', "at .a[1] '300' is not Int8, expected an integer from -128 to 127"],
  ['JSON(a Nested(x Bool))', '{"a":[{"x":1},{"x":"y"}]}', "at .a[1].x 'y' is not Bool, expected true or false"],
  ['JSON(a JSON(b Bool))', '{"a":{"b":"x"}}', "at .a.b 'x' is not Bool, expected true or false"],
  ['Array(JSON(a Bool))', '[{"a":1},{"a":"x"}]', "at [1].a 'x' is not Bool, expected true or false"],
  ['Tuple(j Nullable(JSON(a Bool)))', '{"j":{"a":"x"}}', "at .j.a 'x' is not Bool, expected true or false"],
  ['JSON(a Bool)', '{"a":null}', 'at .a null is not Bool, expected true or false'],
  ['JSON(a String)', '{"a":null}', 'at .a null is not String'],
  ['JSON(a Array(Bool))', '{"a":[null]}', 'at .a[0] null is not Bool, expected true or false'],
  ['JSON(a JSON)', '{"a":null}', 'at .a null is not JSON, expected an object that ClickHouse can store'],
  ['JSON', '{"a":{"b":[1,1e400]}}', 'at .a.b[1] is not a number that Float64 can hold'],
  ['JSON', '{"a":["x","\\ud800"]}', "at .a[1] '\\u{D800}' holds half of a character (a lone surrogate)"],
  ['JSON', '{"a":{"\\udc00":1}}', "at .a['\\u{DC00}'] has a name with half of a character (a lone surrogate)"],
  ['JSON', '{"a.b":1,"a":{"b":[2]}}', "at .a.b '[2]' is a second value at the path a.b"],
  ['JSON', '{"x":[0,{"a":{"b.c":1},"a.b":{"c":2}}]}', "at .x[1]['a.b'].c '2' is a second value at the path a.b.c"],
  ['JSON(z Array(JSON))', '{"z":[{"a":1e400}]}', 'at .z[0].a is not a number that Float64 can hold'],
  ['Dynamic', '{"a":{"b":1e400}}', 'at .a.b is not a number that Float64 can hold'],
  ['Map(String, Dynamic)', '{"k":{"a":1e400}}', 'at .k.a is not a number that Float64 can hold'],
])('%s says which member of %s is wrong, and why', (type, json, why) => {
  expect(whyNot(type, json)).toBe(why);
});

it('an integer that ClickHouse’s JSON cannot hold is named in the rejection', () => {
  expect(whyNot('JSON', '', { a: [1, 2n ** 64n] })).toBe("at .a[1] '18446744073709551616' is an integer of more than 64 bits");
  expect(whyNot('JSON', '', { a: Buffer.from([0xff]) })).toBe('at .a is bytes that are not text');
}); // prettier-ignore

it.each([
  ['JSON(a Nullable(UInt8))', '{"a":null}'],
  ['JSON(a Dynamic)', '{"a":null}'],
  ['JSON(a Variant(String, UInt8))', '{"a":null}'],
  ['JSON(a.b UInt8)', '{"a":null}'],
  ['JSON(a UInt8)', '{}'],
  ['JSON', '{"a":null}'],
])('%s takes %s', (type, json) => {
  expect(put(type, JSON.parse(json))).toBe(json);
});
