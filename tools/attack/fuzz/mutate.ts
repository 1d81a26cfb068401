import type { Random } from './random.js';

/** What mutations are made of. */
export interface Material {
  readonly random: Random;
  readonly dictionary: readonly Buffer[];
  /** Another input, to splice with. */
  readonly other: Buffer;
  readonly maxBytes: number;
}

type Mutator = (bytes: Buffer, material: Material) => Buffer;

/** Lengths and counts that lie, in the number encodings that the formats use. */
const LIES = ['00', '01', '7f', '80', 'ff', 'ffffffff', '7fffffff', '80808080808080808040', 'ffffffffffffffffff01', 'feffffff0f', '0000000000000080', '000000000000f07f'].map((hex) => Buffer.from(hex, 'hex')); // prettier-ignore
const PAIRS = ['()', '[]', '{}', '<>', '""', "''", '``'];

/** A random offset, the end included. */
const place = (bytes: Buffer, random: Random): number => random.below(bytes.length + 1);

function range(bytes: Buffer, random: Random): readonly [from: number, to: number] {
  const from = place(bytes, random);
  // Mostly short: long ones leave little of the input.
  const most = random.chance(4) ? bytes.length : 16;
  return [from, Math.min(bytes.length, from + 1 + random.below(most))];
}

const insert = (bytes: Buffer, at: number, what: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, at), what, bytes.subarray(at)]);

const flipBit: Mutator = (bytes, { random }) => {
  const copy = Buffer.from(bytes);
  const at = random.below(copy.length);
  if (copy.length > 0) copy[at] = copy[at]! ^ (1 << random.below(8));
  return copy;
};

const setByte: Mutator = (bytes, { random }) => {
  const copy = Buffer.from(bytes);
  if (copy.length > 0) copy[random.below(copy.length)] = random.below(256);
  return copy;
};

const addBytes: Mutator = (bytes, { random }) =>
  insert(
    bytes,
    place(bytes, random),
    Buffer.from(Array.from({ length: 1 + random.below(8) }, () => random.below(256))),
  );

const remove: Mutator = (bytes, { random }) => {
  const [from, to] = range(bytes, random);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
};

const truncate: Mutator = (bytes, { random }) => bytes.subarray(0, place(bytes, random));

const duplicate: Mutator = (bytes, { random }) => {
  const [from, to] = range(bytes, random);
  return insert(bytes, to, bytes.subarray(from, to));
};

/** Repeats a part many times: long lists, and deep nesting where the part opens something. */
const repeat: Mutator = (bytes, { random, maxBytes }) => {
  const [from, to] = range(bytes, random);
  return insert(bytes, to, repeated(bytes.subarray(from, to), timesFor(random), maxBytes));
};

const move: Mutator = (bytes, { random }) => {
  const [from, to] = range(bytes, random);
  const rest = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  return insert(rest, place(rest, random), bytes.subarray(from, to));
};

const splice: Mutator = (bytes, { random, other }) =>
  Buffer.concat([bytes.subarray(0, place(bytes, random)), other.subarray(place(other, random))]);

const graft: Mutator = (bytes, { random, other }) => {
  const [from, to] = range(other, random);
  return insert(bytes, place(bytes, random), other.subarray(from, to));
};

const addToken: Mutator = (bytes, { random, dictionary }) =>
  insert(bytes, place(bytes, random), dictionary.length > 0 ? random.pick(dictionary) : random.pick(LIES));

const replaceByToken: Mutator = (bytes, { random, dictionary }) => {
  const [from, to] = range(bytes, random);
  const token = dictionary.length > 0 ? random.pick(dictionary) : random.pick(LIES);
  return Buffer.concat([bytes.subarray(0, from), token, bytes.subarray(to)]);
};

const nestToken: Mutator = (bytes, { random, dictionary, maxBytes }) => {
  if (dictionary.length === 0) return bytes;
  const token = repeated(random.pick(dictionary), timesFor(random), maxBytes);
  return insert(bytes, place(bytes, random), token);
};

const nestPair: Mutator = (bytes, { random, maxBytes }) => {
  const [from, to] = range(bytes, random);
  const [open = '', close = ''] = random.pick(PAIRS);
  const times = Math.min(timesFor(random), Math.floor(maxBytes / 4));
  const inside = bytes.subarray(from, to);
  const around = [Buffer.from(open.repeat(times)), inside, Buffer.from(close.repeat(times))];
  return Buffer.concat([bytes.subarray(0, from), ...around, bytes.subarray(to)]);
};

const lie: Mutator = (bytes, { random }) => {
  const at = place(bytes, random);
  const what = random.pick(LIES);
  return Buffer.concat([bytes.subarray(0, at), what, bytes.subarray(random.chance(2) ? at : at + what.length)]);
};

/** Rarely thousands, which take long. */
const timesFor = (random: Random): number => 1 + random.below(random.chance(20) ? 20_000 : 40);

const repeated = (part: Buffer, times: number, maxBytes: number): Buffer =>
  Buffer.concat(new Array<Buffer>(Math.min(times, Math.floor(maxBytes / Math.max(1, part.length)))).fill(part));

const mutators: readonly Mutator[] = [
  flipBit, setByte, addBytes, remove, truncate, duplicate, repeat, move, splice, graft,
  addToken, addToken, replaceByToken, replaceByToken, nestToken, nestPair, lie,
]; // prettier-ignore

/** Changes an input in one to six ways, one after the other. */
export function mutate(input: Buffer, material: Material): Buffer {
  const { random, maxBytes } = material;
  let bytes = input;
  for (let i = 1 + random.below(random.chance(3) ? 6 : 2); i > 0; i--) {
    bytes = random.pick(mutators)(bytes, material);
    if (bytes.length > maxBytes) bytes = bytes.subarray(0, maxBytes);
  }
  return bytes;
}
