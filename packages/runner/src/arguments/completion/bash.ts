import { quoted, type Place } from './tree.js';
import type { Completion } from '../flag.js';

/** A completion script for bash. */
export function bashCompletion(places: readonly Place[]): string {
  const paths = places.filter(({ at }) => at !== '').map(({ at }) => at);
  const values = places.flatMap(({ at, flags }) =>
    flags
      .filter((flag) => flag.takesValue)
      .map((flag) => `    ${quoted(`${at} ${flag.word}`)}) ${generated(flag.completes)}; return ;;`),
  );
  const words = places.map(({ at, words: next, flags, argument }) => {
    const offers = [...next, ...flags].map(({ word }) => word).join(' ');
    const more = argument === undefined ? '' : `\n      [[ $cur == -* ]] || ${generated(argument)}`;
    return `    ${quoted(at)})\n      COMPREPLY=($(compgen -W ${quoted(offers)} -- "$cur"))${more} ;;`;
  });
  return `# Completion of kafka-ingest for bash. Load it with: source <(kafka-ingest completion bash)
_kafka_ingest() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} at='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at/\${COMP_WORDS[i]}" in
      ${paths.join('|')}) at="$at/\${COMP_WORDS[i]}" ;;
    esac
  done
  COMPREPLY=()
  case "$at $prev" in
${values.join('\n')}
  esac
  case "$at" in
${words.join('\n')}
  esac
}
complete -F _kafka_ingest kafka-ingest
`;
}

/**
 * Adds what may be typed here to what is offered. Of a value that can be anything, bash offers
 * nothing.
 */
function generated(completes: Completion | undefined): string {
  if (completes === undefined) return ':';
  if (completes === 'files' || completes === 'folders') {
    const option = completes === 'files' ? '-f' : '-d';
    return `{ compopt -o filenames 2>/dev/null; mapfile -t -O "\${#COMPREPLY[@]}" COMPREPLY < <(compgen ${option} -- "$cur"); }`;
  }
  return `COMPREPLY+=($(compgen -W ${quoted(completes.join(' '))} -- "$cur"))`;
}
