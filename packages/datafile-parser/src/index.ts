export { parseDatafile } from './parse/parse-datafile.js';
export type { ParsedDatafile, ParseOptions } from './parse/parse-datafile.js';
export { parseProject } from './parse/parse-project.js';
export { linkProject } from './link/link-project.js';
export { formatDatafile } from './format/format-datafile.js';
export type { FormattedDatafile } from './format/format-datafile.js';
export { isMetaColumn, metaColumns } from './link/meta-columns.js';
export type { MetaColumnName } from './link/meta-columns.js';

export { settingState } from './model/setting-state.js';
export type { SettingState } from './model/setting-state.js';
export { holdsSecret, knownText, templateText } from './model/text-value.js';
export type {
  Column,
  ConnectionFile,
  Datafile,
  DatafileInput,
  DatasourceFile,
  DatasourceToken,
  EngineModel,
  KafkaDatasource,
  Located,
  MessageFormat,
  Project,
  Reading,
  Setting,
  TableIndex,
  TableSetting,
  TextValue,
  ValuePart,
} from './model/types.js';

export { settingsTable } from './settings/table.js';
export type { Connector, FileKind, Retirement, SettingDefinition, ValueKind } from './settings/definition.js';
export { deniedFunctions } from './functions/denied-functions.js';
export type { DeniedFunctions } from './functions/denied-functions.js';
export { allowedFunctions } from './functions/find-function.js';
export { datafileDiagnostics } from './reporting/messages.js';
