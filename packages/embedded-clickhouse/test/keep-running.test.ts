import { expect, it } from 'vitest';
import type { EmbeddedClickHouse, ServerExit } from '../src/index.js';
import { keepRunning } from '../src/keep-running.js';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that stands still, and a server that ends on request. */
function world() {
  let now = 0;
  const timers = new Map<() => void, number>();
  const started: number[] = [];
  const problems: (string | undefined)[] = [];
  let failing = 0;
  let end: (exit: Partial<ServerExit>) => void = () => undefined;
  let stops = 0;
  const start = async (port: number): Promise<EmbeddedClickHouse> => {
    started.push(port);
    if (failing > 0) {
      failing--;
      throw new Error('the port is taken');
    }
    const exited = new Promise<ServerExit>((resolve) => {
      end = (exit) => resolve({ code: null, signal: 'SIGKILL', expected: false, output: '', ...exit });
    });
    const stop = async (): Promise<void> => {
      stops++;
      end({ expected: true });
    };
    return {
      url: 'http://127.0.0.1:8123/key/default',
      pid: started.length,
      version: '1',
      dataFolder: '/',
      exited,
      stop,
    };
  };
  const clock = {
    now: () => now,
    after(ms: number, callback: () => void) {
      timers.set(callback, now + ms);
      return () => void timers.delete(callback);
    },
  };
  return {
    keep: () => keepRunning({ start, onProblem: (text) => void problems.push(text), clock }),
    started,
    problems,
    stops: () => stops,
    waiting: () => timers.size,
    fail: (times: number) => {
      failing = times;
    },
    die: async (exit: Partial<ServerExit> = {}): Promise<void> => {
      end(exit);
      await settle();
    },
    advance: async (ms: number): Promise<void> => {
      now += ms;
      for (const [callback, at] of timers) if (at <= now) callback();
      await settle();
    },
  };
}

it('a server that ends is started again at once, on the same port', async () => {
  const { keep, die, advance, started, problems } = world();
  const kept = await keep();
  await die({ output: 'out of memory\n' });
  expect(problems).toEqual([
    'The embedded ClickHouse, process 1, was ended by SIGKILL. It said: out of memory Starting it again.',
  ]);
  await advance(0);
  expect(started).toEqual([0, 8123]);
  expect(problems.at(-1)).toBeUndefined();
  expect(kept).toMatchObject({ pid: 2, url: 'http://127.0.0.1:8123/key/default' });
});

it('pauses grow from half a second to half a minute while the server cannot be started', async () => {
  const { keep, die, advance, fail, problems } = world();
  await keep();
  fail(9);
  await die({ signal: null, code: 1 });
  await advance(0);
  const delays = ['0.5', '1', '2', '4', '8', '16', '30', '30', '30'];
  for (const seconds of delays) {
    expect(problems.at(-1)).toBe(
      `The embedded ClickHouse did not start: the port is taken. Starting it again in ${seconds} s.`,
    );
    await advance(Number(seconds) * 1_000);
  }
  expect(problems.at(-1)).toBeUndefined();
});

it('a server that dies young is not started at once the next time, and one that lived for a minute is', async () => {
  const { keep, die, advance, problems } = world();
  await keep();
  await die();
  await advance(0);
  await advance(59_000);
  await die();
  expect(problems.at(-1)).toMatch(/Starting it again in 0\.5 s\.$/);
  await advance(500);
  await advance(60_001);
  await die();
  expect(problems.at(-1)).toMatch(/Starting it again\.$/);
});

it('a stop during a pause ends the waiting and starts nothing', async () => {
  const { keep, die, advance, fail, started, stops, waiting } = world();
  const kept = await keep();
  fail(1);
  await die();
  await advance(0);
  expect(waiting()).toBe(1);
  await kept.stop();
  expect(waiting()).toBe(0);
  await advance(60_000);
  expect(started).toHaveLength(2);
  expect(stops()).toBe(1);
});
