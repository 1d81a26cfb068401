import { accepted, refused, type TypeFamily } from './type-family.js';

/** Texts, and what is written as one: UUID, addresses, names of an Enum. */
export const textFamilies: readonly TypeFamily[] = [
  {
    types: 'String',
    accepts:
      'text, unchanged; any other value as its JSON text, exactly as the message writes it, with blanks and all digits of its numbers (inside an array, map or tuple it is rewritten: `1.50` becomes 1.5, and a number beyond Float64 is refused). `json:$`: the bytes of the message',
    accepted: accepted(
      'String',
      ['"a\\u0000é"', 'a\u0000é'],
      ['""', ''],
      ['1.50', '1.50'],
      ['true', 'true'],
      ['{"b": 1.0, "a": [12345678901234567890.10]}', '{"b": 1.0, "a": [12345678901234567890.10]}'],
      ['1e400', '1e400'],
      ['9.182295809321621e772', '9.182295809321621e772'],
    ),
    refused: [],
  },
  {
    types: 'FixedString(N)',
    accepts: 'a text of at most N bytes in UTF-8; ClickHouse pads it with zero bytes',
    accepted: accepted('FixedString(4)', ['"éé"', 'éé'], ['"a"', 'a']),
    refused: refused('FixedString(4)', '"ééé"', '1', '[]'),
  },
  {
    types: 'UUID',
    accepts: '32 hexadecimal digits, upper or lower case, with all four dashes or without any',
    accepted: accepted(
      'UUID',
      ['"61F0C404-5cb3-11e7-907b-a6006ad3dba0"', '61f0c404-5cb3-11e7-907b-a6006ad3dba0'],
      ['"61f0c4045cb311e7907ba6006ad3dba0"', '61f0c404-5cb3-11e7-907b-a6006ad3dba0'],
    ),
    refused: refused('UUID', '""', '"61f0c404"', '"{61f0c404-5cb3-11e7-907b-a6006ad3dba0}"', '1'),
  },
  {
    types: 'IPv4',
    accepts:
      'four numbers from 0 to 255, separated by points, without leading zeros (which some programs read as octal)',
    accepted: accepted('IPv4', ['"192.0.2.1"', '192.0.2.1'], ['"255.255.255.255"', '255.255.255.255']),
    refused: refused('IPv4', '"192.0.2"', '"192.0.2.256"', '"192.0.02.1"', '"::1"', '""', '3221225985'),
  },
  {
    types: 'IPv6',
    accepts:
      'groups of hexadecimal digits, with `::` at most once, the last 32 bits optionally as IPv4; an IPv4 address, which becomes `::ffff:` followed by the address',
    accepted: accepted(
      'IPv6',
      ['"2001:DB8:0:0:0:0:0:1"', '2001:db8::1'],
      ['"::"', '::'],
      ['"64:ff9b::192.0.2.1"', '64:ff9b::c000:201'],
      ['"192.0.2.1"', '::ffff:192.0.2.1'],
    ),
    refused: refused('IPv6', '"2001:db8::1::"', '"12345::"', '"fe80::1%eth0"', '":1"', '"1:2:3:4:5:6:7"', '""', '1'),
  },
  {
    types: 'Enum8, Enum16',
    accepts: 'one of the names, or the number of one',
    accepted: accepted("Enum8('on' = 1, 'off' = -1)", ['"on"', 'on'], ['-1', 'off']),
    refused: refused("Enum8('on' = 1, 'off' = -1)", '"ON"', '"1"', '0', '1.5', 'true', '""'),
  },
];
