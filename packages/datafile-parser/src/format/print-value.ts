import { readList } from '../read/lists.js';
import { valueOfWords } from '../read/written-value.js';
import type { ValuePart } from '../model/types.js';
import type { Reports } from '../reporting/reports.js';
import type { SettingDefinition } from '../settings/definition.js';
import type { SettingNode, WordNode } from '../syntax/tree.js';

/**
 * The value of a setting on its line. The engine and its parameters, tags and the names of tokens
 * are in double quotes, as they mostly are; everything else only where it must be.
 */
export function printValue(definition: SettingDefinition, node: SettingNode, reports: Reports): string {
  const { text } = reports.file;
  const written = printWords(node.words, text);
  if (definition.retired) return written;
  switch (definition.value) {
    case 'prose':
    // In one quoted word, as old files have them.
    case 'schema':
    case 'indexes':
      return written;
    case 'token':
      return printToken(node.words, text) ?? written;
    case 'list': {
      // A template has no place here; what would be left without it is not what was written.
      if (written.includes('{')) return written;
      const entries = readList(definition.name, node, reports).map((entry) => entry.value);
      const simple = entries.every((entry) => !/["',{]/.test(entry));
      return simple && entries.length > 0 ? quoted(entries.join(', ')) : written;
    }
    default: {
      const { parts } = valueOfWords(node.words, reports);
      const mustQuote = definition.name.startsWith('ENGINE') || !canBeBare(parts);
      return mustQuote ? (printQuoted(parts, text) ?? written) : parts.map((part) => printPart(part, text)).join('');
    }
  }
}

/** As written, with one blank where there are some. */
function printWords(words: readonly WordNode[], text: string): string {
  return words
    .map(({ span }, i) => {
      const apart = i > 0 && words[i - 1]?.span.end !== span.start;
      return (apart ? ' ' : '') + text.slice(span.start, span.end);
    })
    .join('');
}

function printToken(words: readonly WordNode[], text: string): string | undefined {
  const [name, permission] = words.map(({ span }) => text.slice(span.start, span.end).replace(/^(["'])(.*)\1$/, '$2'));
  if (words.length !== 2 || name === undefined || permission === undefined || /["{]/.test(name)) return undefined;
  return `${quoted(name)} ${permission.toUpperCase()}`;
}

const quoted = (value: string): string => `"${value}"`;

/** Secrets are one word, whatever is in them. */
function canBeBare(parts: readonly ValuePart[]): boolean {
  const text = parts.map((part) => (part.kind === 'literal' ? part.text : 'x')).join('');
  return /^[^\s"'#>][^\s#]*(?: [^\s"'#][^\s#]*)*$/.test(text) && !/(?:^| )--(?: |$)/.test(text);
}

/** In the quotes that the value does not hold itself; undefined when it holds both. */
function printQuoted(parts: readonly ValuePart[], text: string): string | undefined {
  const quote = ['"', "'"].find((one) => parts.every((part) => part.kind === 'secret' || !part.text.includes(one)));
  if (quote === undefined) return undefined;
  return quote + parts.map((part) => printPart(part, text)).join('') + quote;
}

const SECRET =
  /^\{\{\s*tb_secret\s*\(\s*(?:"([^"\\]+)"|'([^'"\\]+)')\s*(?:,\s*(?:"([^"\\]*)"|'([^'"\\]*)'|([+-]?[\d.]+))\s*)?(?:,\s*)?\)\s*\}\}$/;

/**
 * A secret with double quotes and one blank inside its braces; one with escapes in it as it is
 * written.
 */
function printPart(part: ValuePart, text: string): string {
  if (part.kind === 'literal') return part.text;
  const written = text.slice(part.span.start, part.span.end);
  const match = SECRET.exec(written);
  if (!match) return written;
  const name = match[1] ?? match[2] ?? '';
  const word = match[3] ?? match[4];
  const standIn = word === undefined ? match[5] : quoted(word);
  return `{{ tb_secret("${name}"${standIn === undefined ? '' : `, ${standIn}`}) }}`;
}
