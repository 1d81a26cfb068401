import type { SourceFile, Span } from '@proj/diagnostics';

import { appendAll } from '../reporting/append-all.js';
import type { SecretPart } from '../model/text-value.js';
import type { Datafile, Setting, TextValue } from '../model/types.js';
import { ResolvedText } from './resolved-text.js';

/** Where secrets come from: the text of a secret, or undefined when it is not set. */
export type SecretLookup = (name: string) => string | undefined;

/** A use of a secret in a file. */
export interface SecretUse {
  readonly name: string;
  /** The text to use when the secret is not set. */
  readonly default?: string;
  readonly file: SourceFile;
  /** From `{{` to `}}`. */
  readonly span: Span;
}

/**
 * Puts secrets into a value. What they hold takes no part in parsing: quotes, `#`, `$` and line
 * breaks arrive as they are.
 *
 * @returns The text, or the secrets that are not set and have no default.
 *
 * @example
 * const { file } = parseDatafile({ path: 'a.connection', text: 'TYPE kafka\nKAFKA_SECRET {{ tb_secret("PW") }}' });
 * const setting = file?.settings.get('KAFKA_SECRET');
 * const { text } = setting ? resolveText(setting.value, () => 'a # "b') : {};
 * text?.text; // => 'a # "b'
 * String(text); // => '{{ tb_secret("PW") }}'
 */
export function resolveText(
  value: TextValue,
  lookup: SecretLookup,
):
  | { readonly text: ResolvedText; readonly missing?: undefined }
  | { readonly text?: undefined; readonly missing: readonly SecretPart[] } {
  const missing: SecretPart[] = [];
  const text = value.parts.map((part) => {
    if (part.kind === 'literal') return part.text;
    const found = lookup(part.name) ?? part.default;
    if (found === undefined) missing.push(part);
    return found ?? '';
  });
  return missing.length > 0 ? { missing } : { text: new ResolvedText(text.join(''), value) };
}

/** Every use of a secret in a file, in the order of the text. */
export function listSecrets(file: Datafile): readonly SecretUse[] {
  return valuesOf(file)
    .flatMap((value) =>
      value.parts.flatMap((part): SecretUse[] => {
        if (part.kind !== 'secret') return [];
        const { name, default: standIn, span } = part;
        return [{ name, ...(standIn === undefined ? {} : { default: standIn }), file: value.file ?? file.file, span }];
      }),
    )
    .sort((a, b) => a.span.start - b.span.start);
}

function valuesOf(file: Datafile): readonly TextValue[] {
  const settings: Setting[] = [...file.settings.values()];
  const values = file.description ? [file.description] : [];
  if (file.kind === 'datasource') {
    appendAll(settings, file.engine.settings.values());
    if (file.forwardQuery) values.push(file.forwardQuery);
  }
  return [...values, ...settings.map((setting) => setting.value)];
}
