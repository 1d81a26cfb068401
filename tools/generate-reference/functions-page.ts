import { allowedFunctions, deniedFunctions } from '@proj/datafile-parser';
import { code, generatedNote, table } from './markdown.js';

/** The reference of functions: which ones the SQL of a table may call, which not, and why. */
export function functionsPage(): string {
  const names = allowedFunctions();
  return [
    generatedNote,
    '# Functions in the SQL of a table',
    `DEFAULT, keys, TTL, indexes and FORWARD_QUERY may call the ${names.length.toLocaleString('en')} functions listed below, and aggregate functions with
any of ClickHouse's combinators, such as \`sumIf\`. They compute a value from the row, from the clock or from a random number. Anything else is an
error in the datafile, whether or not the server would allow it: functions that reach outside the row, and every function that is not listed,
including user-defined ones. Queries in brackets are refused as well, and so is a name after \`IN\`, which ClickHouse would take for a table.`,
    'The list is that of the embedded ClickHouse, plus what only a full server has; `npm run functions:write` renews it. Names are case-sensitive where they are in ClickHouse.',
    '## SQL in secrets',
    `ENGINE_\\* settings and FORWARD_QUERY may contain secrets. Once they are looked up, the whole value is checked by the same code and against the same
lists as SQL in the file itself. A report names the setting, the secret and the kind of mistake; it never quotes the secret's value.
Plans and refusals of \`deploy\` show the reference in place of the SQL.`,
    '## Refused, and why',
    table(
      ['functions', 'because the function'],
      deniedFunctions.map((one) => [one.names.map(code).join(', '), one.reason]),
    ),
    '`dict*` stands for every function whose name begins with `dict`.',
    '## Allowed',
    names.map(code).join(', '),
  ].join('\n\n');
}
