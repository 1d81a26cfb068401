import { expect, it } from 'vitest';
import { ConsumeGate } from '../src/kafka/consume-gate.js';

it('actions run one at a time, in order, and a failed one does not hold up the next', async () => {
  const gate = new ConsumeGate();
  const steps: string[] = [];
  let endConsume: () => void = () => undefined;
  const consume = gate.alone(async () => {
    steps.push('consume begins');
    await new Promise<void>((resolve) => (endConsume = resolve));
    steps.push('consume ends');
  });
  const seek = gate.alone(() => {
    steps.push('seek');
    throw new Error('not assigned');
  });
  const assign = gate.alone(() => steps.push('assign'));
  seek.catch(() => undefined);
  await new Promise((resolve) => setImmediate(resolve));
  expect(steps).toEqual(['consume begins']);
  endConsume();
  await expect(seek).rejects.toThrow('not assigned');
  await Promise.all([consume, assign, gate.idle()]);
  expect(steps).toEqual(['consume begins', 'consume ends', 'seek', 'assign']);
});
