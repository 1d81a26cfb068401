import type { FileNode, SettingNode } from '../syntax/tree.js';
import type { Reports } from '../reporting/reports.js';
import type { Variables } from './variables.js';

/** The tree of one file, and the reports about that file. */
export interface FilePart {
  readonly tree: FileNode;
  readonly reports: Reports;
}

/** A setting with the reports about the file it is written in. */
export interface WrittenSetting {
  readonly node: SettingNode;
  readonly reports: Reports;
  /** What `$NAME` in its value stands for. Only in included files. */
  readonly variables?: Variables;
}

/** A file with everything that it includes. */
export interface WrittenFile {
  readonly parts: readonly FilePart[];
  readonly settings: readonly WrittenSetting[];
  /** True when an included file could not be read. */
  readonly incomplete: boolean;
}
