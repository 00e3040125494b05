/**
 * What a process has counted and not yet written, by day and scope; bounded, whatever happens.
 *
 * A day is that of the moment at which something was counted. It writes nothing.
 */
import { ACTIVITY_TALLIES_MAX } from '../activity-limits.ts';
import { EMPTY_TALLY, mergeTallies, OTHER, APP_SCOPE, type DayTally, type Tally } from './tally.ts';

export interface Counter {
  add(counted: DayTally): void;
  /** All of it; the counter is then empty. */
  take(): DayTally[];
  isEmpty(): boolean;
}

export function createCounter(): Counter {
  let tallies = new Map<string, DayTally>();

  function scopeOf({ scope, day }: Omit<DayTally, 'tally'>): string {
    const isRoom = tallies.size < ACTIVITY_TALLIES_MAX || tallies.has(`${scope} ${day}`) || scope === APP_SCOPE;
    return isRoom ? scope : OTHER;
  }

  return {
    add({ day, tally, ...given }) {
      const scope = scopeOf({ day, ...given });
      const key = `${scope} ${day}`;
      const before: Tally = tallies.get(key)?.tally ?? EMPTY_TALLY;
      tallies.set(key, { scope, day, tally: mergeTallies(before, tally) });
    },
    take() {
      const taken = [...tallies.values()];
      tallies = new Map();
      return taken;
    },
    isEmpty: () => tallies.size === 0,
  };
}
