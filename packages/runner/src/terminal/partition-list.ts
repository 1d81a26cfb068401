/** `partition 3`, `partitions 0–7, 9`: in order, with ranges for neighbours. */
export function partitionList(partitions: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const partition of [...new Set(partitions)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && partition === last[1] + 1) last[1] = partition;
    else ranges.push([partition, partition]);
  }
  const texts = ranges.map(([first, last]) =>
    first === last ? `${first}` : last === first + 1 ? `${first}, ${last}` : `${first}–${last}`,
  );
  return `partition${partitions.length === 1 ? '' : 's'} ${texts.join(', ')}`;
}
