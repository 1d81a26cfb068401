/**
 * The known name that a wrong one was probably meant to be: the one fewest edits away (a letter added, left
 * out, replaced, or two swapped), if that is near enough to be a guess worth making. Case does not count.
 *
 * @param limit The most edits. @default a third of the word, at least one and at most five
 *
 * @example
 * nearestName('KAFKA_TOPPIC', ['KAFKA_TOPIC', 'KAFKA_GROUP_ID']); // => 'KAFKA_TOPIC'
 */
export function nearestName(word: string, names: Iterable<string>, limit = defaultLimit(word)): string | undefined {
  const wanted = word.toUpperCase();
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const name of names) {
    if (Math.abs(name.length - word.length) >= bestDistance) continue;
    const distance = editDistance(wanted, name.toUpperCase());
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

const defaultLimit = (word: string): number => Math.max(1, Math.min(5, Math.floor(word.length / 3)));

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? a.length;
}
