import { allowedFunctions, deniedFunctions } from '@proj/datafile-parser';
import { code, generatedNote, table } from './markdown.js';

/** The reference of functions: which the SQL of a table may call, which not, and why. */
export function functionsPage(): string {
  const names = allowedFunctions();
  return [
    generatedNote,
    '# Functions in the SQL of a table',
    `DEFAULT, keys, TTL, indexes and FORWARD_QUERY may call the ${names.length.toLocaleString('en')} functions that are listed below, and aggregate functions with
any of ClickHouse's combinators, such as \`sumIf\`. They compute a value from the row, or from the clock or a random number. Anything else is an
error of the datafile, whatever the server would do: what reaches outside the row, and every function that is not listed, which includes functions
that users of a server have defined. Queries in brackets are refused as well, and so is a name behind \`IN\`, where ClickHouse would look for a table.`,
    'The list is that of the embedded ClickHouse, with what a full server has beside it; `npm run functions:write` renews it. Case counts where it does for ClickHouse.',
    '## What a secret holds',
    `ENGINE_\\* settings and FORWARD_QUERY may hold secrets. When those are looked up, the whole value is checked by the same code and the same lists
as SQL that stands in the file. A report names the setting and the secret and says what kind of mistake it is; it never quotes what the secret holds.
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
