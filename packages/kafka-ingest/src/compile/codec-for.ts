import { jsonCodec, type Codec } from '@proj/codecs';
import type { DatasourceFile, MessageFormat } from '@proj/datafile-parser';
import type { Diagnostic } from '@proj/diagnostics';
import { ingestDiagnostics } from './messages.js';

/** Codecs by format: those that come with this package, and the embedding program's own, which go first. */
export const codecsByFormat = (own: Readonly<Record<string, Codec>> = {}): Readonly<Record<string, Codec>> => ({
  json_without_schema: jsonCodec,
  ...own,
});

/** The codec of a format, or a diagnostic at the setting that asks for it. */
export function codecFor(
  setting: 'KAFKA_KEY_FORMAT' | 'KAFKA_VALUE_FORMAT',
  format: MessageFormat,
  { file, settings }: DatasourceFile,
  codecs: Readonly<Record<string, Codec>>,
  diagnostics: Diagnostic[],
): Codec | undefined {
  const codec = codecs[format];
  if (!codec) {
    diagnostics.push(
      ingestDiagnostics.create(
        'format-not-supported-yet',
        { setting, format, supported: Object.keys(codecs).join(', ') },
        { file, span: settings.get(setting)?.value.span },
      ),
    );
  }
  return codec;
}
