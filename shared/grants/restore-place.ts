/**
 * Gives a connection that has ended, for a reason that others can undo, its place at the refresh timer back, for a trial within a day.
 *
 * The timer keeps such a place itself; an earlier release did not, and left the grant with the time of a renewal that was to come. Such a
 * grant is known by its problem, which has no time. It changes nothing else of the grant, and asks Entra for nothing.
 */
import { hasCode } from '../errors.ts';
import { GRANT_PROBLEM_RETRY_HOURS } from '../limits.ts';
import type { DueStore, Grant, GrantStore, Versioned } from './grant.ts';
import { movePlace } from './move-place.ts';
import { isTriedAgain, retryRefreshAt } from './refresh-schedule.ts';

export interface RestorePlaceDependencies {
  grants: Pick<GrantStore, 'replace'>;
  due: Pick<DueStore, 'add' | 'remove'>;
  now: () => Date;
}

/** No failure of storage comes back; whoever meets the grant next tries again. */
export type RestorePlace = (grant: Versioned<Grant>) => Promise<void>;

export function createRestorePlace({ grants, due, now }: RestorePlaceDependencies): RestorePlace {
  async function restore(grant: Versioned<Grant>): Promise<void> {
    const { sender, generation, refreshDueAt: at, problem } = grant;
    const latest = retryRefreshAt(now(), 1, problem?.code, () => 1);
    if (at > latest) {
      await movePlace({ grants, due }, grant, retryRefreshAt(now(), 1, problem?.code));
      return;
    }
    const overdueHours = (now().getTime() - at.getTime()) / 3_600_000;
    // A due row that is there stays as it is; where a release of now has written the problem, it has kept the row.
    if (!problem?.since || overdueHours >= GRANT_PROBLEM_RETRY_HOURS)
      await due.add({ kind: 'refresh', at, sender, generation });
  }

  return async (grant) => {
    if (grant.status === 'connected' || !isTriedAgain(grant)) return;
    try {
      await restore(grant);
    } catch (error) {
      if (!hasCode(error, 'storage_unavailable', 'storage_access_refused')) throw error;
    }
  };
}
