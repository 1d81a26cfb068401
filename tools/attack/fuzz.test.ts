import { expect, it } from 'vitest';
import { fuzz } from './fuzz/fuzz.js';
import { modulePathOf, targetNames, type TargetName } from './targets.js';

/** The same few inputs in every run; `npm run attack` tries many more, and new ones each time. */
const SEED = 20261201;
const counts: Readonly<Record<TargetName, number>> = {
  parser: 600,
  types: 10_000,
  expressions: 1_200,
  paths: 10_000,
  json: 10_000,
  avro: 4_000,
  protobuf: 1_500,
  'json-schema': 8_000,
  'clickhouse-answers': 150,
  'registry-answers': 150,
};

/**
 * Long enough for a busy machine: on an idle one, none takes more than a few seconds.
 */
const TIMEOUT_MS = 300_000;

it.each(targetNames)(
  'no input that is tried harms %s',
  async (name) => {
    const { found, tried, accepted, rejected } = await fuzz({
      modulePath: modulePathOf(name),
      seed: SEED,
      count: counts[name],
      maxProbes: 40,
    });
    const findings = found.map(
      (one) => `${one.finding.kind}: ${one.finding.message}\n${JSON.stringify(one.minimised.toString('latin1'))}`,
    );
    expect(findings).toEqual([]);
    expect(tried).toBe(counts[name]);
    // Unless both happen, nothing much was tried.
    expect(Math.min(accepted, rejected)).toBeGreaterThan(2);
  },
  TIMEOUT_MS,
);
