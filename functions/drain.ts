/**
 * Lets a process end in order: it takes no more work, and what is under way ends first, for DRAIN_MAX_MILLISECONDS at most.
 *
 * Azure tells the worker only where it does not end it by force, gives it five seconds, and ends it as soon as the hook has
 * ended. What is cut off all the same, the next sweep settles.
 */
import { DRAIN_MAX_MILLISECONDS } from '../shared/limits.ts';
import { waitAtMost } from '../shared/time-limit.ts';

export interface Drain {
  /** Whether the process is to end, and takes nothing more. */
  isEnding(): boolean;
  /** Runs work that `end` waits for. */
  track<Result>(work: () => Promise<Result>): Promise<Result>;
  /** From now on nothing is taken; resolves when nothing is under way, or in time. */
  end(): Promise<void>;
}

/** `last` is done at once and again when nothing is under way, because either may be too late; it must not reject. */
export function createDrain(last: () => Promise<unknown> = async () => undefined): Drain {
  let underWay = 0;
  let isEnding = false;
  const idle = Promise.withResolvers<void>();
  const settle = () => {
    if (isEnding && underWay === 0) idle.resolve();
  };
  return {
    isEnding: () => isEnding,
    async track(work) {
      underWay += 1;
      try {
        return await work();
      } finally {
        underWay -= 1;
        settle();
      }
    },
    end() {
      isEnding = true;
      settle();
      return waitAtMost(
        DRAIN_MAX_MILLISECONDS,
        Promise.all([last(), idle.promise.then(last)]).then(() => undefined),
      );
    },
  };
}
