/** What clocks of a time zone say. */
export interface TimeZone {
  /**
   * Seconds since 1970-01-01 00:00:00 UTC, of what a clock there shows (seconds since its own
   * 1970-01-01 00:00:00).
   *
   * A time that the clock shows twice, when it is put back, is the first of the two. A time that it
   * never shows, when it is put forward, is taken as if it had been put forward already: in Berlin
   * 02:30 of that night is 01:30.
   */
  toUtc(local: number): number;
  /** What a clock there shows at a time in UTC. */
  toLocal(utc: number): number;
}

const utc: TimeZone = { toUtc: (local) => local, toLocal: (seconds) => seconds };

const zones = new Map<string, TimeZone>([['UTC', utc]]);

/** @returns undefined for a name that this machine's time zone data does not have */
export function timeZone(name: string): TimeZone | undefined {
  const known = zones.get(name);
  if (known) return known;
  const offsetAt = offsetsOf(name);
  if (!offsetAt) return undefined;
  const zone: TimeZone = {
    toLocal: (seconds) => seconds + offsetAt(seconds),
    toUtc(local) {
      // A day before and after, so that a change in between shows whatever the zone's offset is.
      const before = offsetAt(local - 86_400);
      const after = offsetAt(local + 86_400);
      if (before === after) return local - before;
      const first = local - before;
      return offsetAt(first) === before ? first : local - after;
    },
  };
  zones.set(name, zone);
  return zone;
}

const HOUR = 3600;

/** How many hours are cached: dates from every century must not fill the memory. */
const MAX_REMEMBERED = 20_000;

/**
 * Seconds to add to UTC, by time in UTC. `Intl` takes microseconds for that, so each hour is looked
 * up once.
 */
function offsetsOf(name: string): ((utcSeconds: number) => number) | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
  /** NaN: it changes within the hour. */
  const remembered = new Map<number, number>();
  return (utcSeconds) => {
    const hour = Math.floor(utcSeconds / HOUR);
    let offset = remembered.get(hour);
    if (offset === undefined) {
      const begin = lookUp(format, hour * HOUR);
      offset = begin === lookUp(format, hour * HOUR + HOUR - 1) ? begin : NaN;
      if (remembered.size >= MAX_REMEMBERED) remembered.clear();
      remembered.set(hour, offset);
    }
    return Number.isNaN(offset) ? lookUp(format, utcSeconds) : offset;
  };
}

function lookUp(format: Intl.DateTimeFormat, utcSeconds: number): number {
  const field: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(utcSeconds * 1000)) field[type] = value;
  const number = (name: string): number => Number(field[name]);
  const clock = Date.UTC(2000, number('month') - 1, number('day'), number('hour'), number('minute'), number('second'));
  const year = field['era'] === 'BC' ? 1 - number('year') : number('year');
  return new Date(clock).setUTCFullYear(year, number('month') - 1, number('day')) / 1000 - utcSeconds;
}
