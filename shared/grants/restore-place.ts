/**
 * Gives a connection that has ended, for a reason that others can undo, its place at the refresh timer back.
 *
 * The timer keeps such a place itself; a release that did not left grants without one, which nobody would try again. Whoever meets a
 * grant at which the timer has not looked for long puts it back. It changes nothing of the grant.
 */
import { hasCode } from '../errors.ts';
import { GRANT_PROBLEM_RETRY_HOURS } from '../limits.ts';
import type { DueStore, Grant } from './grant.ts';
import { isTriedAgain } from './refresh-schedule.ts';

export interface RestorePlaceDependencies {
  due: Pick<DueStore, 'add'>;
  now: () => Date;
}

/** No failure of storage comes back; whoever meets the grant next tries again. */
export type RestorePlace = (grant: Grant) => Promise<void>;

export function createRestorePlace({ due, now }: RestorePlaceDependencies): RestorePlace {
  return async (grant) => {
    const { sender, generation, refreshDueAt: at, status } = grant;
    const overdueHours = (now().getTime() - at.getTime()) / 3_600_000;
    if (status === 'connected' || !isTriedAgain(grant) || overdueHours < GRANT_PROBLEM_RETRY_HOURS) return;
    try {
      await due.add({ kind: 'refresh', at, sender, generation });
    } catch (error) {
      if (!hasCode(error, 'storage_unavailable', 'storage_access_refused')) throw error;
    }
  };
}
