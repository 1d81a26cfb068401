import type { Completion } from '../flag.js';
import { quoted, type Place } from './tree.js';

/** A completion script for fish. */
export function fishCompletion(places: readonly Place[]): string {
  const paths = places.filter(({ at }) => at !== '').map(({ at }) => at);
  const lines = places.flatMap(({ at, words, flags, argument }) => {
    const here = `complete -c kafka-ingest -n ${quoted(`__kafka_ingest_at "${at}"`)}`;
    return [
      ...words.map(({ word, summary }) => `${here} -a ${word} -d ${literal(summary)}`),
      ...flags.map(({ word, summary, takesValue, completes }) => {
        // Only a flag that takes files may be completed by files.
        const value = takesValue ? ` ${completes === 'files' ? '-r' : '-x'}${generated(completes)}` : '';
        return `${here} -l ${word.slice(2)}${value} -d ${literal(summary)}`;
      }),
      ...(argument === undefined ? [] : [`${here}${generated(argument)}`]),
    ];
  });
  return `# Completion of kafka-ingest for fish. Load it with: kafka-ingest completion fish | source
function __kafka_ingest_at
  set -l at ''
  for word in (commandline -opc)[2..]
    switch "$at/$word"
      case ${paths.join(' ')}
        set at "$at/$word"
    end
  end
  test "$at" = "$argv[1]"
end
complete -c kafka-ingest -f
${lines.join('\n')}
`;
}

/** What is offered for a value or an argument. */
function generated(completes: Completion | undefined): string {
  if (completes === undefined) return '';
  if (completes === 'files') return ' -F';
  if (completes === 'folders') return ' -a "(__fish_complete_directories)"';
  return ` -a ${literal(completes.join(' '))}`;
}

/** Inside single quotes fish knows two escapes, that of the quote and that of the backslash. */
const literal = (text: string): string => `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
