import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './tools/build/slowest-first.js';

export default defineConfig({
  test: {
    projects: ['packages/*', 'tools', 'e2e'],
    // By default vitest leaves one core alone, which is half of a small machine. Many tests wait
    // for servers, so there is time for everything else.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: SlowestFirst },
  },
});
