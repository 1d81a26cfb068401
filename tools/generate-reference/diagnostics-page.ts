import type { DiagnosticDefinition, MessageTemplate } from '@proj/diagnostics';
import type { Catalog } from './catalogs.js';
import { datafileExample, type DatafileExample } from './datafile-examples.js';
import { anchor, code, fenced, generatedNote, table } from './markdown.js';

/** The reference of diagnostics: every code of every package. */
export function diagnosticsPage(all: readonly Catalog[]): string {
  return [
    generatedNote,
    '# Diagnostics',
    `What can be wrong with datafiles, by code. Codes are stable: tools may match on them. An \`error\` stops \`deploy\` and \`run\`, a
\`warning\` does not. \`kafka-ingest check --format json\` writes reports as data. Mistakes whose reports end with \`fix: …\` can be corrected
with \`kafka-ingest check --fix\`. \`<name>\` stands for a detail of the case. The settings are in [settings](settings.md).`,
    all
      .map((one) => `- [${titleOf(one)}](#${anchor(titleOf(one))}): ${Object.keys(one.table).length} codes`)
      .join('\n'),
    ...all.flatMap((catalog) => [
      `## ${titleOf(catalog)}`,
      catalog.prefix === 'datafile' ? datafileCodes(catalog) : plainCodes(catalog),
    ]),
  ].join('\n\n');
}

const titleOf = (catalog: Catalog): string => `${catalog.prefix}, from @proj/${catalog.package}`;

function plainCodes({ prefix, table: rows }: Catalog): string {
  return table(
    ['code', 'severity', 'what is wrong', 'what to do'],
    Object.entries(rows).map(([name, definition]) => [
      code(`${prefix}/${name}`),
      definition.severity,
      sentence(definition.message),
      hintText(definition) ?? '',
    ]),
  );
}

/**
 * Adds an example for each code: a wrong input from the parser's tests, and the report that a user
 * sees.
 */
function datafileCodes({ prefix, table: rows }: Catalog): string {
  return Object.entries(rows)
    .map(([name, definition]) =>
      [
        `### ${prefix}/${name}`,
        `**${definition.severity}:** ${sentence(definition.message)}`,
        ...(definition.hint ? [`**What to do:** ${hintText(definition) ?? 'the report says it.'}`] : []),
        ...exampleText(datafileExample(name)),
      ].join('\n\n'),
    )
    .join('\n\n');
}

function exampleText({ files, report }: DatafileExample): readonly string[] {
  const shown = files.map(({ path, text }) => (files.length > 1 ? `# ${path}\n${text}` : text)).join('\n');
  return [...(shown === '' ? [] : [fenced(shown, 'tb')]), fenced(report, 'text')];
}

/** Undefined when the diagnostic has no hint, or when all of the hint depends on the case. */
function hintText({ hint }: DiagnosticDefinition): string | undefined {
  return hint?.text.some((piece) => piece.trim() !== '') ? sentence(hint) : undefined;
}

/** Shows the names of holes in their place. */
function sentence({ text, holes }: MessageTemplate): string {
  return text
    .map((piece, i) => escape(piece) + (holes[i] === undefined ? '' : `\`<${holes[i]}>\``))
    .join('')
    .replace(/``/g, '` `');
}

/** Names of settings are set as code; everything else special to Markdown is escaped. */
const escape = (text: string): string =>
  text
    .replaceAll(/[*<>]/g, (found) => `\\${found}`)
    .replaceAll(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g, (name) => `\`${name}\``);
