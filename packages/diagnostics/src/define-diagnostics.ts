import type { Diagnostic, Place, Severity } from './diagnostic.js';

/** A sentence with typed holes, made by {@link message}. */
export interface MessageTemplate<Hole extends string = string> {
  readonly holes: readonly Hole[];
  readonly text: readonly string[];
}

/** One row of a table of diagnostics. */
export interface DiagnosticDefinition<Hole extends string = string> {
  readonly severity: Severity;
  readonly message: MessageTemplate<Hole>;
  /** Left out of a report when one of its holes is not filled. */
  readonly hint?: MessageTemplate<Hole>;
}

type HolesOf<D> = D extends DiagnosticDefinition<infer Hole> ? Hole : never;
type MessageHolesOf<D> = D extends { readonly message: MessageTemplate<infer Hole> } ? Hole : never;
type ValuesOf<D> = Readonly<Record<MessageHolesOf<D>, string | number>> &
  Readonly<Partial<Record<HolesOf<D>, string | number | undefined>>>;

/** All diagnostics of one package: what creates them and what its reference page is made of. */
export interface DiagnosticCatalog<Table extends Readonly<Record<string, DiagnosticDefinition>>> {
  /** The first part of each code. */
  readonly prefix: string;
  readonly table: Table;
  /**
   * Fills in a message. Every hole of the message must be given; holes of the hint may be missing.
   * Of what fills a hole the first 1000 characters are shown.
   */
  create<Code extends keyof Table & string>(code: Code, values: ValuesOf<Table[Code]>, place?: Place): Diagnostic;
}

/**
 * A message with named, typed holes.
 *
 * @example
 * message`Unknown setting ${'name'} in a ${'kind'} file.`.holes; // => ['name', 'kind']
 */
export function message<const Hole extends string = never>(
  text: TemplateStringsArray,
  ...holes: Hole[]
): MessageTemplate<Hole> {
  return { text: [...text], holes };
}

/**
 * Declares the diagnostics of a package in one table, so that wording, codes and documentation have
 * one home.
 *
 * @example
 * const shop = defineDiagnostics('shop', {
 *   closed: { severity: 'error', message: message`The shop ${'name'} is closed.`, hint: message`Try ${'other'}.` },
 * });
 * shop.create('closed', { name: 'Nord' }).message; // => 'The shop Nord is closed.'
 */
export function defineDiagnostics<const Table extends Readonly<Record<string, DiagnosticDefinition>>>(
  prefix: string,
  table: Table,
): DiagnosticCatalog<Table> {
  return {
    prefix,
    table,
    create(code, values, place = {}) {
      const definition = table[code] as DiagnosticDefinition;
      const filled = values as Readonly<Record<string, string | number | undefined>>;
      const hint = definition.hint && fill(definition.hint, filled);
      return {
        code: `${prefix}/${code}`,
        severity: definition.severity,
        message: fill(definition.message, filled) ?? '',
        ...(hint === undefined ? {} : { hint }),
        ...(place.file ? { file: place.file } : {}),
        ...(place.span ? { span: place.span } : {}),
        ...(place.fix ? { fix: place.fix } : {}),
      };
    },
  };
}

function fill(
  template: MessageTemplate,
  values: Readonly<Record<string, string | number | undefined>>,
): string | undefined {
  let out = template.text[0] ?? '';
  for (const [i, hole] of template.holes.entries()) {
    const value = values[hole];
    if (value === undefined) return undefined;
    out += cut(String(value)) + (template.text[i + 1] ?? '');
  }
  return out;
}

/**
 * The longest text that fills a hole, in characters. A name may be as long as its file, and a
 * report for each of its uses would then take the square of that.
 */
const LONGEST = 1000;

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
