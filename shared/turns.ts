/**
 * Lets a limited number of things happen at once and the others wait, in the order in which they came.
 *
 * `enter` takes a place for a function, `leave` gives it back. It sets no time limit: a waiter that gives up calls `leave`.
 */
export interface Turns {
  /** Calls `begin` at once, or when a place is free. */
  enter(begin: () => void): void;
  /** Gives up the place, or the wait for one; the next one begins. */
  leave(begin: () => void): void;
}

/** At most `max` at once. */
export function createTurns(max: number): Turns {
  const active = new Set<() => void>();
  const waiting = new Set<() => void>();
  return {
    enter(begin) {
      if (active.size >= max) {
        waiting.add(begin);
        return;
      }
      active.add(begin);
      begin();
    },
    leave(begin) {
      waiting.delete(begin);
      if (!active.delete(begin)) return;
      const [next] = waiting;
      if (!next) return;
      waiting.delete(next);
      active.add(next);
      next();
    },
  };
}
