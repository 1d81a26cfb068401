export { parseDatafile, parseProject } from './parse/parse-datafile.js';
export type { ParsedDatafile, ParseOptions } from './parse/parse-datafile.js';
export { formatDatafile } from './format/format-datafile.js';
export type { FormattedDatafile } from './format/format-datafile.js';
export { diffModel } from './diff/diff-model.js';
export type { ModelFiles } from './diff/diff-model.js';
export type {
  Change,
  ChangedSetting,
  ColumnAspect,
  ColumnOrderChange,
  FileChange,
  ModelChange,
} from './diff/changes.js';
export { losslessTree } from './lossless/lossless-tree.js';
export { nodeAt } from './lossless/node-at.js';
export type { NodePlace } from './lossless/node-at.js';
export { printTree } from './lossless/print-tree.js';
export { visitTree } from './lossless/visit-tree.js';
export type { NodeOfKind, TreeVisitor, Visit } from './lossless/visit-tree.js';
export type {
  BranchOf,
  LeafKind,
  LosslessBranch,
  LosslessFile,
  LosslessLeaf,
  LosslessNode,
} from './lossless/lossless-node.js';
export { linkProject } from './link/link-project.js';
export type { KafkaChoices } from './link/kafka-settings.js';

export { resolveSecrets } from './secrets/resolve-secrets.js';
export type {
  ResolvedConnection,
  ResolvedDatasource,
  ResolvedKafkaDatasource,
  ResolvedProject,
} from './secrets/resolve-secrets.js';
export { compareSecrets, listProjectSecrets } from './secrets/compare-secrets.js';
export type { ProjectSecret, SecretComparison } from './secrets/compare-secrets.js';
export { listSecrets, resolveText } from './secrets/resolve-text.js';
export type { SecretLookup, SecretPart, SecretUse } from './secrets/resolve-text.js';
export { ResolvedText } from './secrets/resolved-text.js';

export { holdsSecret, knownText, templateText } from './read/text-value.js';
export { settingsTable } from './settings/table.js';
export type { Connector, FileKind, Retirement, SettingDefinition, ValueKind } from './settings/definition.js';
export { deniedFunctions } from './functions/denied-functions.js';
export type { DeniedFunctions } from './functions/denied-functions.js';
export { allowedFunctions } from './functions/find-function.js';
export { datafileDiagnostics } from './reporting/messages.js';

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
  Setting,
  TableIndex,
  TableSetting,
  TextPiece,
  TextValue,
  ValuePart,
} from './model/types.js';
export type {
  BlockNode,
  ClauseNode,
  CodeForm,
  CodeNode,
  CodeToken,
  ColumnNameNode,
  ColumnNode,
  ColumnPartNode,
  CommentNode,
  FileNode,
  IndexesBlockNode,
  JsonPathNode,
  LineNode,
  NameNode,
  SchemaBlockNode,
  SeparatorNode,
  SettingNode,
  TextBlockNode,
  WordNode,
} from './syntax/tree.js';
