/**
 * The known name that a wrong one was probably meant to be: the one fewest edits away (a letter
 * added, left out, replaced, or two swapped), if that is near enough to be a guess worth making.
 * Case does not count.
 *
 * @param limit The most edits. @default a third of the word, at least one and at most five
 *
 * @example
 * nearestName('KAFKA_TOPPIC', ['KAFKA_TOPIC', 'KAFKA_GROUP_ID']); // => 'KAFKA_TOPIC'
 */
export function nearestName(word: string, names: Iterable<string>, limit = defaultLimit(word)): string | undefined {
  // Not before it is needed: a word of megabytes is far from every name.
  let wanted: string | undefined;
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const name of names) {
    if (Math.abs(name.length - word.length) >= bestDistance) continue;
    wanted ??= word.toUpperCase();
    const distance = editDistance(wanted, name.toUpperCase(), bestDistance);
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * The known name that a wrong one can only have been meant to be: nothing but its case is wrong, or
 * one letter of a word of five, two of a word of seven, and no other name is as near. Near enough
 * to be put in its place without asking.
 *
 * @example
 * const names = ['SASL_SSL', 'SASL_PLAINTEXT', 'PLAINTEXT', 'SSL'];
 * [certainName('sasl_ssl', names), certainName('SASL_TLS', names), certainName('SASL', names)]; // => ['SASL_SSL', 'SASL_SSL', undefined]
 */
export function certainName(word: string, names: readonly string[]): string | undefined {
  const limit = word.length < 5 ? 0 : word.length < 7 ? 1 : 2;
  let wanted: string | undefined;
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const name of names) {
    if (Math.abs(name.length - word.length) > Math.min(limit, bestDistance)) continue;
    wanted ??= word.toUpperCase();
    const distance = editDistance(wanted, name.toUpperCase(), limit + 1);
    if (distance > limit || distance > bestDistance) continue;
    best = distance < bestDistance ? name : undefined;
    bestDistance = distance;
  }
  return best;
}

const defaultLimit = (word: string): number => Math.max(1, Math.min(5, Math.floor(word.length / 3)));

/**
 * Three rows are all that is ever needed; they are kept, because a file may have a hundred thousand
 * wrong words.
 */
let rows: [Uint32Array, Uint32Array, Uint32Array] = [new Uint32Array(64), new Uint32Array(64), new Uint32Array(64)];

/**
 * The distance when it is less than `limit`, or any number that is not. Only cells that few edits
 * can lead to are filled in, a band along the diagonal, so that a word costs its length times
 * `limit` and not times the other's length.
 */
function editDistance(a: string, b: string, limit: number): number {
  const width = limit - 1;
  if (Math.abs(a.length - b.length) > width) return limit;
  if (rows[0].length <= b.length + 1) {
    const length = 2 * b.length + 2;
    rows = [new Uint32Array(length), new Uint32Array(length), new Uint32Array(length)];
  }
  let [beforeLast, last, row] = rows;
  for (let j = 0; j <= Math.min(b.length, width); j++) last[j] = j;
  last[width + 1] = limit;
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - width);
    const to = Math.min(b.length, i + width);
    row[from - 1] = from === 1 ? i : limit;
    let least = from === 1 ? i : limit;
    const code = a.charCodeAt(i - 1);
    for (let j = from; j <= to; j++) {
      const other = b.charCodeAt(j - 1);
      let distance = Math.min(
        (row[j - 1] as number) + 1,
        (last[j] as number) + 1,
        (last[j - 1] as number) + (code === other ? 0 : 1),
      );
      if (i > 1 && j > 1 && code === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other) {
        distance = Math.min(distance, (beforeLast[j - 2] as number) + 1);
      }
      row[j] = distance;
      if (distance < least) least = distance;
    }
    row[to + 1] = limit;
    // A swap reaches back two rows, and still costs one more than what it began with.
    if (least > limit) return least;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last[b.length] as number;
}
