/**
 * What is counted of one day: of a host tenant, or of the whole app. Pure.
 *
 * Counts are added up, of times and ages the latest and greatest stays, so tallies of several processes may be merged in any order. Names
 * are bounded: what does not fit is counted as OTHER. It knows no message.
 */
import { ACTIVITY_NAMES_MAX } from '../activity-limits.ts';

/** Where alarms and the age of the queue are counted: of the whole app. */
export const APP_SCOPE = 'app';
/** What is beyond the bounds: host tenants together, or names together. */
export const OTHER = 'other';

export interface Tally {
  counts: ReadonlyMap<string, number>;
  /** When each of them was last counted, in milliseconds since the epoch; only of alarms. */
  lastAt: ReadonlyMap<string, number>;
  /** By how much the most overdue message was late. */
  oldestDueSeconds: number;
}

/** Of one day; `day` is its date in UTC. */
export interface DayTally {
  /** A host tenant, APP_SCOPE or OTHER. */
  scope: string;
  day: string;
  tally: Tally;
}

export const EMPTY_TALLY: Tally = Object.freeze({ counts: new Map(), lastAt: new Map(), oldestDueSeconds: 0 });

/** One of something, where it happened more than once. */
export function tallyOne(name: string, lastAt?: number): Tally {
  const times = new Map(lastAt === undefined ? [] : [[name, lastAt]]);
  return { counts: new Map([[name, 1]]), lastAt: times, oldestDueSeconds: 0 };
}

export function mergeTallies(one: Tally, other: Tally): Tally {
  const counts = new Map(one.counts);
  const lastAt = new Map(one.lastAt);
  const nameOf = (name: string) => (counts.has(name) || counts.size < ACTIVITY_NAMES_MAX ? name : OTHER);
  for (const [given, count] of other.counts) {
    const name = nameOf(given);
    counts.set(name, (counts.get(name) ?? 0) + count);
    const time = other.lastAt.get(given);
    if (time !== undefined) lastAt.set(name, Math.max(lastAt.get(name) ?? 0, time));
  }
  return { counts, lastAt, oldestDueSeconds: Math.max(one.oldestDueSeconds, other.oldestDueSeconds) };
}

/** The date of a time in UTC. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
