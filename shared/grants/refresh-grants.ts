/**
 * Keeps idle grants alive: looks at the grants that are due, and at no others.
 *
 * Tokens that a send has refreshed are left alone, but the proofs of names are read again in any case: only this keeps them from
 * growing old. A due row that no longer fits its grant is deleted; a grant that ended for a reason that others can undo keeps its
 * place. The new due row is written before the grant, the old one deleted last, so a grant never loses its place. It sends no mail.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { outcomes } from '../outcomes.ts';
import { TIMER_BATCH_MAX, TIMER_CONCURRENCY_MAX } from '../limits.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import type { DueEntry, DueStore, Grant, GrantStore, Versioned } from './grant.ts';
import type { ConnectedSender } from './inspect-grant.ts';
import { isForOthers, isIdle, isTriedAgain, nextRefreshAt, retryRefreshAt } from './refresh-schedule.ts';
import { createRenewGrant, type RenewGrantDependencies } from './renew-grant.ts';

export interface RefreshReport {
  refreshed: number;
  rescheduled: number;
  ended: number;
  failed: number;
  /** Codes of failures that are not the person's, with their counts. */
  failures: Record<string, number>;
}

export interface RefreshGrantsDependencies extends RenewGrantDependencies {
  grants: GrantStore;
  due: DueStore;
}

/** One run: at most TIMER_BATCH_MAX grants, oldest first. */
export function createRefreshGrants(dependencies: RefreshGrantsDependencies) {
  const { grants, due, now } = dependencies;
  const renewGrant = createRenewGrant(dependencies);

  async function reschedule(entry: DueEntry, at: Date, changes: Partial<Grant>): Promise<void> {
    await due.add({ ...entry, at });
    const { grant } = await grants.read(entry.sender);
    // A refusal that a send has recorded since has brought the place forward.
    const isHere = grant && [entry.at, at].some((time) => time.getTime() === grant.refreshDueAt.getTime());
    if (isHere && isTriedAgain(grant) && grant.generation === entry.generation)
      await grants.replace({ ...grant, ...changes, refreshDueAt: at });
    else await due.remove({ ...entry, at });
    await due.remove(entry);
  }

  async function refreshOne(entry: DueEntry, report: RefreshReport): Promise<void> {
    const found = await grants.read(entry.sender);
    const { grant, tokens } = found;
    if (!isCurrent(grant, entry)) return due.remove(entry);
    const oldest =
      tokens && grant.namesProvenAt && Math.min(grant.namesProvenAt.getTime(), tokens.refreshedAt.getTime());
    if (!grant.problem && oldest !== undefined && !isIdle(new Date(oldest), now())) {
      report.rescheduled += 1;
      return reschedule(entry, nextRefreshAt(new Date(oldest)), {});
    }
    await renew(entry, { ...found, grant }, report);
  }

  async function renew(entry: DueEntry, found: ConnectedSender, report: RefreshReport): Promise<void> {
    const { grant } = found;
    try {
      await renewGrant(found);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return postpone(entry, grant, error, report);
    }
    report.refreshed += 1;
    await reschedule(entry, nextRefreshAt(now()), { refreshFailures: 0 });
  }

  async function postpone(
    entry: DueEntry,
    before: Grant,
    { code }: ConnectorError,
    report: RefreshReport,
  ): Promise<void> {
    const { grant } = await grants.read(entry.sender);
    if (before.status === 'connected' && grant?.status !== 'connected') report.ended += 1;
    else {
      report.failed += 1;
      report.failures[code] = (report.failures[code] ?? 0) + 1;
    }
    if (!grant || !isTriedAgain(grant)) return due.remove(entry);
    const refreshFailures = before.refreshFailures + 1;
    const isMoved = grant.refreshDueAt.getTime() !== entry.at.getTime();
    const problem = grant.problem?.code;
    // An outage says nothing of what stands in the way, so that does not stand for another day.
    const isOutage = problem !== undefined && isForOthers(problem) && outcomes[code].who === 'nobody';
    const retryAt = isOutage ? retryRefreshAt(now(), 1) : retryRefreshAt(now(), refreshFailures, problem);
    const at = isMoved ? grant.refreshDueAt : retryAt;
    await reschedule(entry, at, { refreshFailures });
  }

  return async (): Promise<RefreshReport> => {
    const report: RefreshReport = { refreshed: 0, rescheduled: 0, ended: 0, failed: 0, failures: {} };
    const entries = await due.list('refresh', now(), TIMER_BATCH_MAX);
    await forEachConcurrently(entries, TIMER_CONCURRENCY_MAX, async (entry) => {
      await refreshOne(entry, report).catch((error: unknown) => {
        // Another instance was faster; its due row takes over.
        if (!hasCode(error, 'conflict')) throw error;
      });
    });
    return report;
  };
}

function isCurrent(grant: Versioned<Grant> | undefined, entry: DueEntry): grant is Versioned<Grant> {
  return (
    grant !== undefined &&
    isTriedAgain(grant) &&
    grant.generation === entry.generation &&
    grant.refreshDueAt.getTime() === entry.at.getTime()
  );
}
