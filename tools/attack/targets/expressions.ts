import { parseProject } from '@proj/datafile-parser';
import type { FuzzTarget } from '../fuzz/fuzz-target.js';

/** The reader of SQL in a data source, for each place that may contain SQL. */
export const target: FuzzTarget = {
  name: 'expressions',
  corpus: ['tools/attack/corpus/expressions'],
  dictionary: [
    '(', ')', '[', ']', '{', '}', ', ', ' + ', ' -> ', '::', '.', '.^', ".:Int64", "'", '"', '`', '\\', '--', '/*', '*/', '#', ';', 'CASE WHEN ', ' THEN ', ' ELSE ', ' END', 'INTERVAL 1 DAY',
    'CAST(', ' AS ', 'DISTINCT ', ' OVER (', 'SELECT ', ' FROM ', 'file(', 'url(', 'dictGet(', 'toDate(', 'arrayMap(x -> ', 'NULL', 'now()', 'tuple()', ' DELETE WHERE ', ' TO DISK ', 'GROUP BY', '0x', '1e', '$$', '\u00A0', '\0', 'a', 'b',
  ],
  run: (bytes) => {
    const text = bytes.toString();
    const asBlock = (what: string): string => what.replaceAll(/[\r\n]+/g, '\n    ');
    const inSchema = `SCHEMA >\n    a Int8 \`json:$.a\`,\n    b String \`json:$.b\` DEFAULT ${asBlock(text)}\n\nENGINE MergeTree\nENGINE_SORTING_KEY a\n`;
    const inSettings = ['SORTING_KEY', 'PARTITION_KEY', 'TTL'].map((name) => `ENGINE_${name} >\n    ${asBlock(text)}\n`);
    const files = [inSchema, `SCHEMA >\n    a Int8 \`json:$.a\`,\n    b String \`json:$.b\`\n\nENGINE MergeTree\n${inSettings.join('')}`];
    let accepted = 0;
    for (const content of files) {
      const { diagnostics } = parseProject([{ path: 'a.datasource', text: content }]);
      for (const { span } of diagnostics) if (span && (span.start > span.end || span.end > content.length)) throw new Error('a place outside of the text');
      if (diagnostics.every(({ severity }) => severity !== 'error')) accepted++;
    }
    return accepted > 0 ? 'accepted' : 'rejected';
  },
}; // prettier-ignore
