export { manualClock } from './testing/manual-clock.js';
export type { ManualClock } from './testing/manual-clock.js';
export { MemorySource } from './testing/memory-source.js';
export type { TestMessage } from './testing/memory-source.js';
