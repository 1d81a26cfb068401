import fc from 'fast-check';

import type { DatafileInput } from '../../src/index.js';
import { fixtures } from './fixtures.js';

/*
 * Files of the fixtures with a few things broken: cut off, a sign put in, doubled or taken away, a
 * line moved, a piece of another file in the middle. Closer to what people and machines break than
 * anything that is put together at random.
 */

const corpus: readonly DatafileInput[] = (['valid', 'invalid'] as const)
  .flatMap((kind) => fixtures(kind).flatMap(({ files }) => files))
  .filter(({ path, text }) => /\.(?:datasource|connection)$/.test(path) && text.length < 5000);

const sign = fc.constantFrom(
  ',', ',,', '\n,', ',\n', '\n', '\r\n', '\r', ' ', '\t', '\u00A0', '\u2028', '\uFEFF', '\v', '"', "'", '`', '``', '(', ')', '[', ']', '{', '}', '{{', '}}',
  '{%', '#', '# x', '--', ' -- x\n', '/*', '>', ' >\n', '\\', '$', ';', ':', '=', '.', '->', 'SCHEMA', '\nSCHEMA >\n', '\nINDEXES >\n', 'DEFAULT', 'CODEC(',
  'TTL', '\nTAGS ', '\nTOKEN a READ\n', '`json:$.a`', 'json:$.b', 'a', '1', 'NOT NULL', '{{ tb_secret("A") }}', "{{tb_secret('A','b')}}", '\0', '\uD800',
); // prettier-ignore

/** A place in a text, whatever its length is. */
const place = fc.double({ min: 0, max: 1, noNaN: true });
type Damage = (text: string) => string;
const at = (text: string, part: number): number => Math.floor(part * text.length);

const damage: fc.Arbitrary<Damage> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(place, sign).map(([part, what]): Damage => (text) => text.slice(0, at(text, part)) + what + text.slice(at(text, part))) },
  { weight: 2, arbitrary: fc.tuple(place, fc.integer({ min: 1, max: 4 })).map(([part, length]): Damage => (text) => text.slice(0, at(text, part)) + text.slice(at(text, part) + length)) },
  { weight: 2, arbitrary: place.map((part): Damage => (text) => changeSign(text, part, '')) },
  { weight: 2, arbitrary: place.map((part): Damage => (text) => changeSign(text, part, '$&$&')) },
  { weight: 1, arbitrary: fc.tuple(place, place).map(([from, to]): Damage => (text) => moveLine(text, from, to)) },
  { weight: 1, arbitrary: fc.tuple(place, fc.constantFrom(...corpus), place).map(([part, other, start]): Damage => (text) => text.slice(0, at(text, part)) + other.text.slice(at(other.text, start), at(other.text, start) + 80) + text.slice(at(text, part))) },
  { weight: 1, arbitrary: place.map((part): Damage => (text) => text.slice(0, at(text, part))) },
); // prettier-ignore

/** One of the signs that hold a file together. */
function changeSign(text: string, part: number, replacement: string): string {
  const signs = [...text.matchAll(/[,()`"'#\n>]/g)];
  const found = signs[Math.min(signs.length - 1, Math.floor(part * signs.length))];
  if (!found) return text;
  return text.slice(0, found.index) + found[0].replace(/[^]/, replacement) + text.slice(found.index + 1);
}

function moveLine(text: string, from: number, to: number): string {
  const lines = text.split('\n');
  const [line = ''] = lines.splice(Math.floor(from * lines.length), 1);
  lines.splice(Math.floor(to * lines.length), 0, line);
  return lines.join('\n');
}

/** A file of the fixtures after some damage. */
export const anyDamage: fc.Arbitrary<DatafileInput> = fc
  .tuple(fc.constantFrom(...corpus), fc.array(damage, { minLength: 1, maxLength: 4 }))
  .map(([{ path, text }, all]) => ({
    path: path.endsWith('.connection') ? 'a.connection' : 'a.datasource',
    text: all.reduce((before, change) => change(before), text),
  }));
