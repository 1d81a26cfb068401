import { jsonCodec, type Codec } from '@proj/codecs';
import type { Pipeline } from '../../src/pipeline.js';
import { pipelineOf } from '../support/pipelines.js';
import type { SimConfig } from './schedule.js';
import type { SimFaults } from './sim-faults.js';
import type { SimProcess } from './sim-process.js';

/** A codec that asks a service, as those with a schema registry do. */
const askingCodec = (process: SimProcess, faults: SimFaults): Codec => ({
  ...jsonCodec,
  decode: (field, need) =>
    new Promise((resolve, reject) => {
      process.clock.after(5, () => {
        if (faults.fails('decode')) reject(new Error('the registry does not answer'));
        else resolve(jsonCodec.decode(field, need));
      });
    }),
});

const compiled = new Map<string, Pipeline>();

/** Compiled once for all runs: it costs more than many steps of a simulation. */
function compile(datasource: string): Pipeline {
  let pipeline = compiled.get(datasource);
  if (!pipeline) {
    pipeline = pipelineOf({ datasource, columns: [['n', 'Int64', '$.n']], meta: ['__partition', '__offset'] });
    pipeline = { ...pipeline, landing: { ...pipeline.landing, partitionKey: 'k' } };
    compiled.set(datasource, pipeline);
  }
  return pipeline;
}

/** The data sources of a run, as one process has them. */
export const simPipelines = (config: SimConfig, process: SimProcess, faults: SimFaults): readonly Pipeline[] =>
  config.topics.map(({ name }) => ({
    ...compile(name),
    autoOffsetReset: config.reset,
    ...(config.codecNeedsIo ? { valueCodec: askingCodec(process, faults) } : {}),
  }));
