/**
 * Like `push` with many arguments, but safe: a hundred thousand arguments would overflow the stack.
 */
export function appendAll<Item>(list: Item[], more: Iterable<Item>): void {
  for (const one of more) list.push(one);
}
