/** `1 message is`, `1,200 messages are`: what happens to them follows. */
export const amount = (n: number, what: string): string =>
  `${n.toLocaleString('en-US')} ${what}${n === 1 ? ' is' : 's are'}`;
