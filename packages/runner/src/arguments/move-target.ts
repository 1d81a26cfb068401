import type { MoveTarget } from '@proj/kafka-ingest';
import type { Flag } from './flag.js';
import { WrongArguments } from './wrong-arguments.js';

/** Where to move offsets, as it is typed: a place, or a time that depends on when it is asked. */
export type TypedTarget = MoveTarget | { readonly agoMs: number };

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?))?(Z|[+-]\d{2}:?\d{2})?$/;

/** `earliest`, `latest`, an offset, an ISO time, or how long ago: `30m`. */
export const moveTarget = (placeholder: string, summary: string): Flag<TypedTarget | undefined> => ({
  placeholder,
  summary,
  completes: ['earliest', 'latest'],
  read(given, name) {
    if (given === undefined) return undefined;
    const typed = given === true ? '' : given.trim();
    if (typed === 'earliest' || typed === 'latest') return typed;
    if (/^\d+$/.test(typed) && Number.isSafeInteger(Number(typed))) return { offset: Number(typed) };
    const [, amount, unit = ''] = /^(\d+)([smhd])$/.exec(typed) ?? [];
    if (amount !== undefined) return { agoMs: Number(amount) * (UNITS[unit] ?? 0) };
    const timeMs = timeOf(typed);
    if (timeMs !== undefined) return { timeMs };
    throw new WrongArguments(
      `${name} takes earliest, latest, an offset, a time such as 2026-01-31T10:00Z, or how long ago, such as 30m or 7d, not "${typed}".`,
    );
  },
});

/** In ms since 1970. A time without a zone is UTC, whatever the zone of this machine. */
function timeOf(typed: string): number | undefined {
  const [, day, time = '00:00', zone = 'Z'] = TIME.exec(typed) ?? [];
  if (day === undefined) return undefined;
  const timeMs = Date.parse(`${day}T${time}${zone}`);
  // Some days exist only for the parser: 30 February becomes 2 March.
  const isDay = new Date(`${day}T00:00Z`).toJSON()?.startsWith(day);
  return isDay && timeMs >= 0 ? timeMs : undefined;
}
