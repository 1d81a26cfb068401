import { printType } from '@proj/clickhouse-types';
import { metaColumns, type DatasourceFile } from '@proj/datafile-parser';
import type { Diagnostic } from '@proj/diagnostics';
import type { MetaColumn } from '../pipeline.js';
import { ingestDiagnostics } from './messages.js';
import { metaTypeDemand } from './meta-column-types.js';

/**
 * The meta columns of a data source's landing table. A data source may declare them itself, in any
 * place, with any type that fits.
 */
export function landingMetaColumns(
  datasource: DatasourceFile,
  options: { readonly storeHeaders: boolean },
): { readonly columns: readonly MetaColumn[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const columns = metaColumns
    .filter((one) => one.name !== '__headers' || options.storeHeaders)
    .map((builtIn) => {
      const { name } = builtIn;
      const declared = datasource.columns.find((one) => one.name === name)?.type;
      if (declared?.state !== 'read') return builtIn;
      const type = declared.value;
      const demand = metaTypeDemand(name, type);
      if (demand !== undefined) {
        const suggestion = `${name} ${printType(builtIn.type)}`;
        diagnostics.push(
          ingestDiagnostics.create(
            'meta-column-type',
            { column: name, type: printType(type), demand, suggestion },
            { file: declared.file ?? datasource.file, span: declared.span },
          ),
        );
      }
      return { name, type };
    });
  return { columns, diagnostics };
}
