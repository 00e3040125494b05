/**
 * Bounds what strangers can make this process ask Entra: so many codes a minute that Entra refuses, and so many at once.
 *
 * For the host leg, where a person has proven nothing yet. What is beyond is refused at once and uses nothing up, so the same
 * address works again a little later. Instances do not know of each other.
 */
import { ConnectorError } from '../errors.ts';
import { SIGN_INS_AT_ONCE_MAX, SIGN_INS_PER_MINUTE } from '../limits.ts';

/** `run` says when it asks Entra. @throws ConnectorError `too_many_sign_ins`; `run` is then never called. */
export type WithinBudget = <Result>(run: (count: () => void) => Promise<Result>) => Promise<Result>;

export function createRedemptionBudget(now: () => Date): WithinBudget {
  let minute = { startedAt: Number.NEGATIVE_INFINITY, count: 0 };
  let running = 0;

  return async (run) => {
    const time = now().getTime();
    const age = time - minute.startedAt;
    // A clock that was set back begins a new minute, too.
    if (age < 0 || age >= 60_000) minute = { startedAt: time, count: 0 };
    if (minute.count >= SIGN_INS_PER_MINUTE) throw tooMany((minute.startedAt + 60_000 - time) / 1000);
    if (running >= SIGN_INS_AT_ONCE_MAX) throw tooMany(1);
    running += 1;
    const own = minute;
    let counted = 0;
    try {
      const result = await run(() => {
        counted = 1;
        own.count += 1;
      });
      own.count -= counted;
      return result;
    } finally {
      running -= 1;
    }
  };
}

function tooMany(retryAfterSeconds: number): ConnectorError {
  return new ConnectorError('too_many_sign_ins', { retryAfterSeconds });
}
