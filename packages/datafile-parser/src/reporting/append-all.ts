/** As `push` with many arguments, which would go over the stack: a hundred thousand of them are too many for it. */
export function appendAll<Item>(list: Item[], more: Iterable<Item>): void {
  for (const one of more) list.push(one);
}
