import { expect, it } from 'vitest';
import { Arrivals } from '../src/kafka/arrivals.js';
import { Sleeper } from '../src/kafka/sleeper.js';
import { manualClock } from '../src/testing.js';

function setUp() {
  const clock = manualClock();
  const arrivals = new Arrivals(new Sleeper(clock));
  const steps: string[] = [];
  const wait = (name: string): void => void arrivals.wait(100).then(() => steps.push(name));
  return { clock, arrivals, steps, wait };
}

it('a wait ends when something arrives, and otherwise after its time', async () => {
  const { clock, arrivals, steps, wait } = setUp();
  arrivals.reset();
  wait('woken');
  await clock.advance(50);
  expect(steps).toEqual([]);
  arrivals.arrived();
  await clock.advance(0);
  expect(steps).toEqual(['woken']);
  arrivals.reset();
  wait('timed out');
  await clock.advance(99);
  expect(steps).toEqual(['woken']);
  await clock.advance(1);
  expect(steps).toEqual(['woken', 'timed out']);
});

it('what arrives while the queue is being emptied is not waited for', async () => {
  const { clock, arrivals, steps, wait } = setUp();
  arrivals.reset();
  arrivals.arrived();
  wait('at once');
  await clock.advance(0);
  expect(steps).toEqual(['at once']);
});

it('an arrival ends only one wait, even if the queue is never emptied', async () => {
  const { clock, arrivals, steps, wait } = setUp();
  arrivals.arrived();
  wait('at once');
  await clock.advance(0);
  wait('later');
  await clock.advance(99);
  expect(steps).toEqual(['at once']);
  await clock.advance(1);
  expect(steps).toEqual(['at once', 'later']);
});
