import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { IngestStats } from '@proj/kafka-ingest';
import { createLiveView } from '../src/terminal/live-view.js';
import { recordingIo } from './recording-io.js';

const stats = (read: number, lastQuarantineReason = "value 'x' on column 'price' is not Float64"): IngestStats => ({
  unacknowledgedBytes: 0,
  datasources: [
    {
      datasource: 'shop_events',
      messagesRead: read,
      rowsLanded: read - 1,
      rowsQuarantined: 1,
      bytesRead: read * 100,
      batchesLanded: 1,
      insertFailures: 0,
      partitions: 1,
      pausedPartitions: 0,
      lag: 7,
      lastQuarantineReason,
    },
  ],
});

describe('the live view', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('overwrites its previous drawing on a terminal', () => {
    const io = recordingIo({ terminal: true });
    const view = createLiveView(io);
    view.start(() => stats(1000));
    const first = io.errText();
    vi.advanceTimersByTime(500);
    const second = io.errText().slice(first.length);
    const lines = first.trimEnd().split('\n').length;
    expect(second).toMatch(new RegExp(`^\\u001B\\[${lines}A\\u001B\\[0J`));
    expect(second).toContain('shop_events');
    expect(second).toContain("value 'x' on column 'price' is not Float64");
    view.stop();
  });

  it('draws as many lines as it counts, whatever the texts contain, and none wider than the terminal', () => {
    const hostile = '\u001B[2J\n\r\u202E\u2028FORGED';
    const io = recordingIo({ terminal: true });
    const view = createLiveView(io);
    view.start(() => stats(1000, `${'\u0000'.repeat(60)}${hostile}`));
    view.problem(hostile);
    view.say(hostile);
    view.stop();
    const lines = io
      .errText()
      .replaceAll(/\u001B\[\d+A\u001B\[0J/g, '')
      .split('\n');
    expect(lines.filter((line) => line.startsWith('FORGED'))).toEqual([]);
    expect(lines.join('')).not.toMatch(/[\p{Cc}\u2028\u202E]/u);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(120);
    const erased = [...io.errText().matchAll(/\u001B\[(\d+)A/g)].map(([, count]) => Number(count));
    expect(erased).toEqual([3, 4, 4]);
    expect(io.errText()).toContain('\\x1B[2J\\n\\r\\u{202E}\\u{2028}FORGED');
  });

  it('writes plain lines without a terminal', () => {
    const io = recordingIo({ terminal: false });
    const view = createLiveView(io);
    view.start(() => stats(1000));
    vi.advanceTimersByTime(5000);
    expect(io.errText()).toContain('shop_events: 1000 read, 999 landed, 1 quarantined');
    expect(io.errText()).not.toContain('\u001B');
    view.stop();
  });

  it('computes rows per second over the elapsed time', () => {
    const io = recordingIo({ terminal: false });
    const view = createLiveView(io);
    let read = 0;
    view.start(() => stats((read += 5000)));
    vi.advanceTimersByTime(10_000);
    expect(io.errText()).toContain('1000 rows/s');
    view.stop();
  });
});
