/**
 * How long one attempt to prepare a draft goes on: until a moment, with a few seconds of pauses in all.
 *
 * A function that waits is paid for and may be ended, so whoever must wait longer gives up, and the outbox tries again. It neither
 * repeats anything nor counts repetitions.
 */
import { DRAFT_PAUSE_MILLISECONDS, DRAFT_PAUSES_MAX_MILLISECONDS } from '../draft-limits.ts';

export interface Patience {
  /** 0: the time is up. */
  millisecondsLeft(): number;
  /** Waits as long as the answer asked for, else a little longer after each repetition; false, at once, when that is too long. */
  pause(repetition: number, retryAfterSeconds: number | undefined): Promise<boolean>;
}

export interface PatienceDependencies {
  now: () => Date;
  sleep: (milliseconds: number) => Promise<void>;
}

export function createPatience(until: Date, { now, sleep }: PatienceDependencies): Patience {
  let paused = 0;
  const millisecondsLeft = () => Math.max(0, until.getTime() - now().getTime());
  return {
    millisecondsLeft,
    async pause(repetition, retryAfterSeconds) {
      const asked = retryAfterSeconds === undefined ? undefined : retryAfterSeconds * 1_000;
      const pause = asked ?? DRAFT_PAUSE_MILLISECONDS * 2 ** repetition;
      if (paused + pause > DRAFT_PAUSES_MAX_MILLISECONDS || pause >= millisecondsLeft()) return false;
      paused += pause;
      await sleep(pause);
      return true;
    },
  };
}
