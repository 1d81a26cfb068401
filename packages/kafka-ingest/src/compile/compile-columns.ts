import { withoutSqlComments } from '@proj/clickhouse-types/sql';
import type { Column, DatasourceFile } from '@proj/datafile-parser';
import type { Diagnostic, Span } from '@proj/diagnostics';
import { compileMapping, type MappingProblem, type MessageForm, type RowMapping } from '@proj/row-mapping';
import { ingestDiagnostics } from './messages.js';
import { mappedColumns, type ColumnWithPath } from './mapped-columns.js';

/**
 * Compiles the columns with a json path. Undefined when no column has one, or when one of them has
 * an error.
 */
export function compileColumns(
  datasource: DatasourceFile,
  messages: MessageForm,
  diagnostics: Diagnostic[],
): RowMapping | undefined {
  const { columns, diagnostics: wrong } = mappedColumns(datasource);
  diagnostics.push(...wrong);
  if (columns.length === 0) return undefined;
  const { mapping, problems } = compileMapping(
    columns.flatMap(({ name, type, jsonPath, defaultExpression }) =>
      type.state === 'read'
        ? [
            {
              name,
              type: type.value,
              path: jsonPath.value,
              hasDefault: defaultExpression !== undefined,
              ...(defaultExpression ? { defaultExpression: withoutSqlComments(defaultExpression.value) } : {}),
            },
          ]
        : [],
    ),
    { messages },
  );
  for (const problem of [...problems, ...pathProblems(columns)]) diagnostics.push(placed(problem, datasource));
  return mapping;
}

/**
 * A type that cannot be read hides nothing: what is wrong with the path beside it is reported in
 * the same run.
 */
function pathProblems(columns: readonly ColumnWithPath[]): readonly MappingProblem[] {
  const untyped = columns.filter(({ type }) => type.state !== 'read');
  // Paths do not depend on types, so any type will do.
  const { problems } = compileMapping(
    untyped.map(({ name, jsonPath }) => ({ name, type: { kind: 'String' }, path: jsonPath.value })),
  );
  return problems;
}

/** Reports a data source that takes nothing from a message. */
export function noMappedColumn(datasource: DatasourceFile, diagnostics: Diagnostic[]): void {
  if (datasource.columns.some((column) => column.jsonPath)) return;
  const [first] = datasource.columns;
  const place = { file: first?.file ?? datasource.file, span: first?.span };
  diagnostics.push(ingestDiagnostics.create('no-mapped-column', { datasource: datasource.name }, place));
}

/** Moves a problem from the text of one column into the file. */
function placed(problem: MappingProblem, datasource: DatasourceFile): Diagnostic {
  const column = datasource.columns.find((one) => one.name === problem.column);
  const part =
    problem.part === 'path' ? column?.jsonPath?.span : problem.part === 'type' ? typeSpan(column) : column?.span;
  const inner = problem.diagnostic.span;
  const span: Span | undefined =
    part && inner && problem.part !== 'column'
      ? { start: part.start + inner.start, end: Math.min(part.end, part.start + inner.end) }
      : part;
  const file = column?.file ?? datasource.file;
  return { ...problem.diagnostic, file, ...(span ? { span } : {}) };
}

const typeSpan = (column: Column | undefined): Span | undefined =>
  column?.type.state === 'read' ? column.type.span : undefined;
