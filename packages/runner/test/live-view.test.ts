import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { IngestStats } from '@proj/kafka-ingest';
import { createLiveView } from '../src/live-view.js';
import { recordingIo } from './recording-io.js';

const stats = (read: number): IngestStats => ({
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
      lastQuarantineReason: "value 'x' on column 'price' is not Float64",
    },
  ],
});

describe('the live view', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('draws over what it drew before, on a terminal', () => {
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

  it('writes plain lines where there is no terminal', () => {
    const io = recordingIo({ terminal: false });
    const view = createLiveView(io);
    view.start(() => stats(1000));
    vi.advanceTimersByTime(5000);
    expect(io.errText()).toContain('shop_events: 1000 read, 999 landed, 1 quarantined');
    expect(io.errText()).not.toContain('\u001B');
    view.stop();
  });

  it('counts rows per second over the time that passed', () => {
    const io = recordingIo({ terminal: false });
    const view = createLiveView(io);
    let read = 0;
    view.start(() => stats((read += 5000)));
    vi.advanceTimersByTime(10_000);
    expect(io.errText()).toContain('1000 rows/s');
    view.stop();
  });
});
