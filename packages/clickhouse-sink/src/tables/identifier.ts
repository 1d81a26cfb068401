/**
 * A name as it stands in a statement: always in back-ticks.
 *
 * @example
 * quoteIdentifier('order by'); // => '`order by`'
 */
export const quoteIdentifier = (name: string): string => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
