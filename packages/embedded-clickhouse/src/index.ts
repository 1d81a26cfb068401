export { startEmbeddedClickHouse } from './start.js';
export type { EmbeddedClickHouse, EmbeddedClickHouseOptions } from './start.js';
export type { ServerExit } from './server-process.js';
export { findRunningServer } from './state-file.js';
export type { RunningServer } from './state-file.js';
export { DidNotStartError, FolderInUseError, ForeignFolderError, NotInstalledError } from './errors.js';
