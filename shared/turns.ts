/**
 * Lets a limited number of things happen at once and the others wait, in the order in which they came.
 *
 * A place is taken by a function and given back under the same function. It sets no time limit: whoever tires of waiting
 * leaves.
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
