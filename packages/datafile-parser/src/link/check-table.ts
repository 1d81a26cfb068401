import { isNullable, storedType, type ClickHouseType } from '@proj/clickhouse-types';
import type { Diagnostic, SourceFile, Span } from '@proj/diagnostics';

import { DiagnosticList } from '../reporting/diagnostic-list.js';
import type { Expression, NameUse } from '../expression/expression.js';
import { readSql } from '../expression/sql-findings.js';
import { datafileDiagnostics } from '../reporting/messages.js';
import { placeOf } from '../model/text-value.js';
import type { DatasourceFile, Setting } from '../model/types.js';
import { excerpt } from '../reporting/reports.js';
import { findEngine } from '../settings/engines.js';
import { findSetting } from '../settings/table.js';
import { columnRole, keyRole } from './column-roles.js';
import { sqlDiagnostic } from './sql-diagnostic.js';
import { knownColumns, type KnownColumns } from './known-columns.js';
import { checkKeys, keyElements, type KeyExpression } from './check-keys.js';

/** What a text is called in a report, and where it is. */
interface Place {
  readonly title: string;
  readonly file: SourceFile;
  span(start: number, end: number): Span;
}

/**
 * What the engine's settings, the indexes and the defaults say about columns: those must exist,
 * keys must hold nothing that ClickHouse refuses there, and a column that plays a part of its own
 * must have a type for it.
 */
export function checkTable(datasource: DatasourceFile): readonly Diagnostic[] {
  // Without a schema every name would be unknown, and the missing schema has been reported.
  const knowsColumns = datasource.columns.length > 0 && !addsUnknownColumns(datasource);
  const checker = new TableChecker(datasource, knowsColumns);
  checker.checkEngine();
  checker.checkIndexes();
  checker.checkDefaults();
  return checker.diagnostics.finish(datasource.file);
}

/**
 * Another kind of connector adds columns that are unknown here, and so may a file that could not be
 * included.
 */
const addsUnknownColumns = ({ settings, incomplete }: DatasourceFile): boolean =>
  incomplete === true || settings.has('IMPORT_TABLE_ARN');

const KEYS: Readonly<Record<string, string>> = {
  ENGINE_SORTING_KEY: 'sorting key',
  ENGINE_PRIMARY_KEY: 'primary key',
  ENGINE_PARTITION_KEY: 'partition key',
  ENGINE_SAMPLING_KEY: 'sampling key',
};

/** Those that are not a list of expressions. */
const KINDS: Readonly<Record<string, 'single' | 'ttl'>> = { ENGINE_TTL: 'ttl', ENGINE_SAMPLING_KEY: 'single' };

/** Nothing but columns, with commas between them. */
const COLUMN_LISTS: ReadonlySet<string> = new Set(['ENGINE_SUMMING_COLUMNS', 'ENGINE_COLUMNS']);

class TableChecker {
  readonly diagnostics = new DiagnosticList();
  readonly #datasource: DatasourceFile;
  readonly #known: KnownColumns;

  /** Otherwise only what does not depend on columns is checked. */
  readonly #knowsColumns: boolean;

  constructor(datasource: DatasourceFile, knowsColumns: boolean) {
    this.#datasource = datasource;
    this.#known = knownColumns(datasource);
    this.#knowsColumns = knowsColumns;
  }

  checkEngine(): void {
    const keys = new Map<string, KeyExpression>();
    for (const setting of this.#datasource.engine.settings.values()) {
      if (findSetting('datasource', setting.name)?.value !== 'expression') continue;
      const [part, ...more] = setting.value.parts;
      // What a secret will put in cannot be known.
      if (part?.kind !== 'literal' || more.length > 0) continue;
      const place: Place = {
        title: setting.name,
        file: setting.value.file ?? this.#datasource.file,
        span: (start, end) => placeOf(part, start, end),
      };
      const expression = this.#read(part.text, place, KINDS[setting.name] ?? 'expression');
      if (!this.#knowsColumns) continue;
      const key = KEYS[setting.name];
      if (key !== undefined) {
        this.#checkKey(expression, key, place);
        // A key with a column that is not there says nothing about the others.
        if (expression.names.every((use) => this.#known.has(use.name))) {
          keys.set(setting.name, { text: part.text, expression, place });
        }
      }
      this.#checkRole(setting, expression, place);
      if (COLUMN_LISTS.has(setting.name)) this.#checkColumnList(setting, expression, place);
    }
    for (const one of checkKeys(keys, this.#datasource)) this.#report(one);
  }

  checkIndexes(): void {
    for (const { name, expression, file } of this.#datasource.indexes) {
      this.#read(
        expression.value,
        {
          title: `Index ${name}`,
          file: file ?? this.#datasource.file,
          span: (start, end) => ({ start: expression.span.start + start, end: expression.span.start + end }),
        },
        'single',
      );
    }
  }

  checkDefaults(): void {
    for (const { name, defaultExpression, file } of this.#datasource.columns) {
      if (!defaultExpression || isConstant(defaultExpression.value)) continue;
      const { span } = defaultExpression;
      this.#read(
        defaultExpression.value,
        {
          title: `DEFAULT of column ${name}`,
          file: file ?? this.#datasource.file,
          span: (start, end) => ({ start: span.start + start, end: span.start + end }),
        },
        'single',
      );
    }
  }

  #read(text: string, place: Place, kind: 'expression' | 'single' | 'ttl' = 'expression'): Expression {
    const { expression, findings } = readSql(text, kind);
    if (this.#knowsColumns) {
      for (const use of expression.names) if (!this.#known.has(use.name)) this.#reportUnknown(use, place);
    }
    for (const finding of findings) this.#report(sqlDiagnostic(finding, place.title, at(place, finding)));
    return expression;
  }

  #reportUnknown(use: NameUse, place: Place): void {
    const values = { setting: place.title, column: excerpt(use.name), suggestion: this.#known.nearest(use.name) };
    this.#report(datafileDiagnostics.create('unknown-column', values, at(place, use)));
  }

  #checkKey(expression: Expression, key: string, place: Place): void {
    for (const call of expression.aggregates) {
      this.#report(datafileDiagnostics.create('aggregate-in-key', { found: `${call.text}()`, key }, at(place, call)));
    }
    const mayBeNullable = allows('allow_nullable_key', this.#datasource);
    const alone = new Map(keyElements(expression.tokens).map(({ start, end }) => [start, end]));
    const role = keyRole(place.title);
    for (const use of expression.names) {
      const type = this.#known.typeOf(use.name);
      if (!type) continue;
      // A column followed by an operator is not an element by itself, but then its type is not one
      // of these.
      const isElement = alone.has(use.start);
      if (isElement && holdsState(type, this.#datasource)) {
        this.#report(datafileDiagnostics.create('aggregate-in-key', { found: use.name, key }, at(place, use)));
      } else if (use.passesNull && !mayBeNullable && (isElement ? holdsNull(type) : isNullable(type))) {
        this.#report(datafileDiagnostics.create('nullable-key', { column: use.name, key }, at(place, use)));
      } else if (alone.get(use.start) === use.end && role?.accepts(type) === false) {
        const values = { setting: place.title, column: use.name, wanted: role.wanted };
        this.#report(datafileDiagnostics.create('engine-column-type', values, at(place, use)));
      }
    }
  }

  /** ENGINE_VER, ENGINE_SIGN and the like name one column each. */
  #checkRole(setting: Setting, expression: Expression, place: Place): void {
    const role = columnRole(setting.name);
    const engine = findEngine(this.#datasource.engine.name?.value ?? 'MergeTree');
    if (!role || expression.problem || engine?.settings.includes(setting.name) === false) return;
    const [use] = expression.names;
    if (!use || expression.tokens.length > 1) {
      const span = setting.value.span;
      const values = {
        name: setting.name,
        found: excerpt(setting.value.parts.map(textOf).join('')),
        advice: 'Name one column.',
      };
      this.#report(datafileDiagnostics.create('invalid-value', values, { file: place.file, span }));
      return;
    }
    const type = this.#known.typeOf(use.name);
    if (type && !role.accepts(type)) {
      const values = { setting: setting.name, column: use.name, wanted: role.wanted };
      this.#report(datafileDiagnostics.create('engine-column-type', values, at(place, use)));
    }
  }

  #checkColumnList(setting: Setting, { tokens, problem }: Expression, place: Place): void {
    const wrong = tokens.find(
      ({ kind, text }) => !/^(?:name|quoted-name|comma)$/.test(kind) && text !== '(' && text !== ')',
    );
    if (!wrong || problem) return;
    const values = {
      name: setting.name,
      found: excerpt(wrong.text),
      advice: 'Name columns, with commas between them.',
    };
    this.#report(datafileDiagnostics.create('invalid-value', values, at(place, wrong)));
  }

  #report(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
  }
}

const textOf = (part: { readonly kind: string; readonly text?: string }): string => part.text ?? '';

const at = (place: Place, { start, end }: Span): { readonly file: SourceFile; readonly span: Span } => ({
  file: place.file,
  span: place.span(start, end),
});

/** By far the most defaults: a number or a short text. */
const isConstant = (text: string): boolean => /^(?:'[\x20-&(-[\]-~\u00a1-\uffff]*'|-?\d[\d.]*)$/.test(text);

/**
 * States cannot be compared, wherever they are; what is stored with a function can, but ClickHouse
 * suspects a mistake.
 */
function holdsState(type: ClickHouseType, datasource: DatasourceFile): boolean {
  if (type.kind === 'SimpleAggregateFunction' && !allows('allow_suspicious_primary_key', datasource)) return true;
  return holds(type, (one) => storedType(one).kind === 'AggregateFunction');
}

/** Nullable, or with a Nullable anywhere inside. */
const holdsNull = (type: ClickHouseType): boolean => holds(type, isNullable);

/** Whether this is true of a type or of one inside it. Types nest a few hundred deep at most. */
function holds(type: ClickHouseType, test: (type: ClickHouseType) => boolean): boolean {
  return test(type) || innerTypes(storedType(type)).some((inner) => holds(inner, test));
}

function innerTypes(type: ClickHouseType): readonly ClickHouseType[] {
  switch (type.kind) {
    case 'Array':
      return [type.element];
    case 'Map':
      return [type.key, type.value];
    case 'Tuple':
    case 'Nested':
      return type.elements.map((one) => one.type);
    default:
      return [];
  }
}

/** Whether ENGINE_SETTINGS switch something on. */
function allows(name: string, { engine }: DatasourceFile): boolean {
  const setting = engine.tableSettings.find((one) => one.name.value === name);
  return setting !== undefined && setting.value.value !== '0' && setting.value.value !== 'false';
}
