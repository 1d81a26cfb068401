import { topLevel } from '../top-level.js';

/**
 * The data-skipping indexes of a CREATE TABLE statement that ClickHouse printed, by name. Equal
 * indexes look equal.
 */
export function indexesOf(statement: string): ReadonlyMap<string, string> {
  const start = statement.indexOf('(') + 1;
  const list = statement.slice(start);
  const [end = list.length] = topLevel(`(${list}`, ')');
  const body = list.slice(0, end - 1);
  const indexes = new Map<string, string>();
  let from = 0;
  for (const to of [...topLevel(body, ','), body.length]) {
    const clause = body.slice(from, to).trim();
    const [, quoted, plain] = /^INDEX (?:`((?:[^`\\]|\\.)*)`|(\S+)) /.exec(clause) ?? [];
    const name = quoted ?? plain;
    if (name !== undefined) indexes.set(name, clause.replace(/^INDEX (`(?:[^`\\]|\\.)*`|\S+) /, ''));
    from = to + 1;
  }
  return indexes;
}
