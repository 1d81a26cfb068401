import { quoted, type Offer, type Place } from './tree.js';
import type { Completion } from '../flag.js';

/**
 * A completion script for zsh: to be sourced, or to be put into a folder of `fpath` as
 * `_kafka-ingest`.
 */
export function zshCompletion(places: readonly Place[]): string {
  const paths = places.filter(({ at }) => at !== '').map(({ at }) => at);
  const values = places.flatMap(({ at, flags }) =>
    flags
      .filter((flag) => flag.takesValue)
      .map((flag) => `    (${quoted(`${at} ${flag.word}`)}) ${generated(flag.completes)}; return ;;`),
  );
  const words = places.map(({ at, words: next, flags, argument }) => {
    const more = argument === undefined ? '' : `\n      [[ $PREFIX == -* ]] || ${generated(argument)}`;
    return `    (${quoted(at)})\n      offers=(${[...next, ...flags].map(described).join(' ')})\n      _describe -t commands kafka-ingest offers${more} ;;`;
  });
  return `#compdef kafka-ingest
# Completion of kafka-ingest for zsh. Load it with: source <(kafka-ingest completion zsh)
_kafka_ingest() {
  local at='' i
  local -a offers
  for ((i = 2; i < CURRENT; i++)); do
    case "$at/$words[i]" in
      (${paths.join('|')}) at="$at/$words[i]" ;;
    esac
  done
  case "$at $words[CURRENT-1]" in
${values.join('\n')}
  esac
  case "$at" in
${words.join('\n')}
  esac
}
if [[ \${funcstack[1]} == _kafka-ingest ]]; then _kafka_ingest "$@"; else compdef _kafka_ingest kafka-ingest; fi
`;
}

/** Offers what may be typed here; nothing for a value that can be anything. */
function generated(completes: Completion | undefined): string {
  if (completes === undefined) return ':';
  if (completes === 'files') return '_files';
  if (completes === 'folders') return '_files -/';
  return `compadd -- ${completes.map(quoted).join(' ')}`;
}

/** `word:summary`; the first colon is the separator. */
const described = ({ word, summary }: Offer): string => quoted(`${word.replaceAll(':', String.raw`\:`)}:${summary}`);
