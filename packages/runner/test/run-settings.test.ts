import { describe, expect, it } from 'vitest';
import type { Pipeline } from '@proj/kafka-ingest';
import { instanceName } from '../src/project/instance-name.js';
import { limitedPipelines, runSettings, type RunFlags } from '../src/project/run-settings.js';
import { UsageError } from '../src/usage-error.js';

const none: RunFlags = {
  batchAge: { of: {} },
  batchRows: { of: {} },
  batchBytes: { of: {} },
  memory: undefined,
  stopTimeout: undefined,
  instance: 'me',
};
const project = { folder: '/shop', datasources: ['orders', 'events'] };

describe('the settings of a run', () => {
  it('come from the command line, then from the environment, one by one', () => {
    const env = { KAFKA_INGEST_BATCH_AGE: '2s,orders=1s', KAFKA_INGEST_BATCH_ROWS: '7', KAFKA_INGEST_MEMORY: '200MB' };
    const flags = { ...none, batchAge: { of: { orders: 50, events: 60 } }, memory: 300_000_000 };
    const settings = runSettings(flags, env, project);
    expect(settings).toMatchObject({
      batches: { maxAgeMs: 2_000, maxRows: 7 },
      memoryBytes: 300_000_000,
      stopMs: 9_000,
      instance: 'me',
    });
    const pipelines = ['orders', 'other'].map((datasource) => ({ datasource }) as Pipeline);
    expect(limitedPipelines(pipelines, settings)).toEqual([
      { datasource: 'orders', batches: { maxAgeMs: 50 } },
      { datasource: 'other' },
    ]);
  });

  it('treat an empty variable as unset, and name a variable with a wrong value', () => {
    expect(runSettings(none, { KAFKA_INGEST_STOP_TIMEOUT: '' }, project).stopMs).toBe(9_000);
    const wrong = { KAFKA_INGEST_STOP_TIMEOUT: 'soon' };
    expect(() => runSettings(none, wrong, project)).toThrow(UsageError);
    expect(() => runSettings(none, wrong, project)).toThrow(
      'KAFKA_INGEST_STOP_TIMEOUT takes a value such as 9s, not "soon".',
    );
  });

  it('refuse a limit for a data source that does not read from Kafka, and suggest one that does', () => {
    const flags = { ...none, batchRows: { of: { order: 5 } } };
    expect(() => runSettings(flags, {}, project)).toThrow(
      'A batch limit names the data source order, which does not read from Kafka here.',
    );
    expect(() => runSettings({ ...none, batchRows: { of: { toString: 5 } } }, {}, project)).toThrow('toString');
  });
});

describe('the name of a runner in its groups', () => {
  it('is the same after a restart, and another one for another project or host', () => {
    expect(instanceName('auto', '/shop', 'kafka-ingest-0')).toMatch(/^kafka-ingest-0-[0-9a-f]{8}$/);
    expect(instanceName('auto', '/shop', 'h')).toBe(instanceName('auto', '/shop', 'h'));
    expect(instanceName('auto', '/shop', 'h')).not.toBe(instanceName('auto', '/bar', 'h'));
    expect(instanceName('auto', '/shop', 'h')).not.toBe(instanceName('auto', '/shop', 'i'));
  });

  it('is left out unless it is asked for, and where none is stable: in a container with a random name', () => {
    expect(instanceName('auto', '/shop', '3f9c2a7b01de')).toBeUndefined();
    expect(instanceName(undefined, '/shop', 'h')).toBeUndefined();
  });

  it('may be given, without characters that need escaping', () => {
    expect(instanceName('runner-7.eu_1', '/shop', 'h')).toBe('runner-7.eu_1');
    expect(() => instanceName('a b', '/shop', 'h')).toThrow('not "a b".');
    expect(() => instanceName('x'.repeat(201), '/shop', 'h')).toThrow();
  });
});
