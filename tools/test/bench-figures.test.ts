import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, percentile } from '../bench/percentile.js';
import { cpuMicrosOf, parsePeakMemoryMB, parseStat, peakMemoryMBOf } from '../bench/proc-stat.js';
import { steadyFigures, type Sample } from '../bench/steady-window.js';

describe('figures of a process', () => {
  it('figures of a process are not shifted by a name with spaces and parentheses', () => {
    const text = '77 (a) S (b) S 12 77 77 0 -1 4194560 1 2 3 4 150 50 7 3 20 0 11 0 12345 1000 200';
    expect(parseStat(text)).toEqual({ parentPid: 12, cpuMicros: (150 + 50 + 7 + 3) * 10_000 });
  });

  it('figures of a process use the peak size, not the current one', () => {
    expect(parsePeakMemoryMB('Name:\tnode\nVmPeak:\t 9999999 kB\nVmHWM:\t  500000 kB\nVmRSS:\t  100 kB\n')).toBe(512);
  });

  it.runIf(process.platform === 'linux')(
    'figures of a process agree with what Node reports about its own process',
    () => {
      const until = performance.now() + 150;
      while (performance.now() < until);
      const { user, system } = process.cpuUsage();
      // Both go on counting, and children of the test runner are not ours: only a lower bound
      // holds exactly.
      expect(cpuMicrosOf([process.pid])).toBeGreaterThanOrEqual((user + system) * 0.8 - 50_000);
      expect(parseStat(readFileSync(`/proc/${process.pid}/stat`, 'utf8')).parentPid).toBe(process.ppid);
      expect(peakMemoryMBOf(process.pid)).toBeGreaterThanOrEqual((process.memoryUsage().rss / 1e6) * 0.5);
    },
  );
});

describe('percentiles', () => {
  it('percentiles are measured values, chosen by the nearest rank', () => {
    const values = [5, 1, 4, 2, 3, 6, 7, 8, 9, 10];
    expect([0.5, 0.99, 0.1, 0.11].map((share) => percentile(values, share))).toEqual([5, 10, 1, 2]);
  });

  it('percentiles leave at least their share of the values at or below', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (all, share) => {
        const found = percentile(all, share);
        expect(all).toContain(found);
        expect(all.filter((one) => one <= found).length).toBeGreaterThanOrEqual(share * all.length - 1e-9);
        expect(all.filter((one) => one < found).length).toBeLessThan(share * all.length + 1e-9);
      }),
    );
  });

  it('percentiles have the mean of the middle two values as their median', () => {
    expect(median([9, 1])).toBe(5);
    expect(median([9, 1, 2])).toBe(2);
  });
});

describe('the steady part of a backlog', () => {
  const perSecond = 50_000;
  const microsPerRow = 8;
  const total = 1_000_000;

  /**
   * Rows land `lump` at a time after a start-up that costs a lot of CPU, then at an even pace; the
   * last wait for 3 s.
   */
  function samples(lump: number): Sample[] {
    const startUpMs = 2_000;
    const found: Sample[] = [];
    for (let atMs = 50; ; atMs += 50) {
      const worked = Math.min(total, (Math.max(0, atMs - startUpMs) * perSecond) / 1_000);
      const ended = atMs > startUpMs + (total / perSecond) * 1_000 + 3_000;
      const rows = ended ? total : Math.min(total - 1_000, Math.floor(worked / lump) * lump);
      found.push({ atMs, rows, cpuMicros: 3_000_000 + worked * microsPerRow });
      if (rows === total) return found;
    }
  }

  it.each([1_000, 50_000, 100_000])('excludes start-up and tail when %i rows land at once', (lump) => {
    const figures = steadyFigures(samples(lump), total);
    expect(figures.rowsPerSecond / perSecond).toBeCloseTo(1, 1);
    expect(figures.cpuMicrosPerRow / microsPerRow).toBeCloseTo(1, 1);
  });

  it('the steady part of a backlog is rejected when all rows land at once', () => {
    expect(() => steadyFigures([{ atMs: 1, rows: total, cpuMicros: 1 }], total)).toThrow('too small');
  });
});
