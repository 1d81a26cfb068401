export { loadProject } from './node/load-project.js';
export type { LoadedProject, LoadOptions } from './node/load-project.js';
export { fixProject } from './node/fix-project.js';
export type { FixedDatafile } from './node/fix-project.js';
export { formatFiles } from './node/format-files.js';
export type { ChangedDatafile, FormatFilesOptions, FormattedFiles } from './node/format-files.js';
export { readProjectFile } from './node/read-project-file.js';
export type { ProjectFile, ProjectFileOptions } from './node/read-project-file.js';
export { DatafileWriteError } from './node/write-datafile.js';
