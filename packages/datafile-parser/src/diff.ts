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
