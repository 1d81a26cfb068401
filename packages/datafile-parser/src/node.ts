export { loadProject } from './node/load-project.js';
export type { LoadedProject, LoadOptions } from './node/load-project.js';
