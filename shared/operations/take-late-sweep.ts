/**
 * Decides whether this process runs a sweep in place of a timer that is late: one of all instances, once in SWEEP_LATE_SECONDS.
 *
 * It remembers when the sweep can be late at the earliest, so most questions are answered without storage. Before the first
 * sweep of all it gives the timer as long. Ages are by the clock of storage; a row and its ETag decide who runs.
 */
import { hasCode } from '../errors.ts';
import { LATE_SWEEP_LOOK_SECONDS, SWEEP_LATE_SECONDS } from '../limits.ts';
import type { RunTimes } from '../readiness/run-times.ts';

export interface TakeLateSweep {
  /** Whether the sweep may be late, as far as this process remembers. No I/O. */
  isPossible(): boolean;
  /** Whether it is late and this process is to run it. @throws ConnectorError `storage_…` */
  take(): Promise<boolean>;
}

export function createTakeLateSweep({ runTimes, now }: { runTimes: RunTimes; now: () => Date }): TakeLateSweep {
  /** Milliseconds since the epoch, by the clock of this process. */
  let lookedAt = Number.NEGATIVE_INFINITY;
  let pauseSeconds = 0;

  function look(forSeconds: number): void {
    lookedAt = now().getTime();
    pauseSeconds = Math.max(LATE_SWEEP_LOOK_SECONDS, Math.ceil(forSeconds));
  }

  return {
    isPossible() {
      const elapsed = now().getTime() - lookedAt;
      // A clock that was set back must not put off the look.
      return elapsed < 0 || elapsed >= pauseSeconds * 1000;
    },
    async take() {
      look(0);
      const sweep = await runTimes.read('sweep');
      if (sweep && sweep.ageSeconds <= SWEEP_LATE_SECONDS) {
        look(SWEEP_LATE_SECONDS - sweep.ageSeconds);
        return false;
      }
      const taken = await runTimes.read('late-sweep');
      const isTaken = taken !== undefined && taken.ageSeconds <= SWEEP_LATE_SECONDS;
      look(isTaken ? SWEEP_LATE_SECONDS - taken.ageSeconds : SWEEP_LATE_SECONDS);
      if (isTaken) return false;
      try {
        await runTimes.take('late-sweep', now(), taken);
      } catch (error) {
        if (!hasCode(error, 'conflict')) throw error;
        return false;
      }
      return sweep !== undefined || taken !== undefined;
    },
  };
}
