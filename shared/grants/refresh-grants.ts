/**
 * Keeps idle grants alive: looks at the grants that are due, and at no others.
 *
 * A due row that no longer fits its grant is deleted; a grant that was refreshed by a send is only rescheduled. The new due
 * row is written before the grant, the old one deleted last, so a grant never loses its place. It sends no mail.
 */
import { outcomes } from '../outcomes.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import { GRANT_REFRESH_DAYS, GRANT_REFRESH_JITTER_DAYS, TIMER_BATCH_MAX, TIMER_CONCURRENCY_MAX } from '../limits.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import type { DueEntry, DueStore, Grant, GrantStore, Versioned } from './grant.ts';
import type { OpenGrant } from './open-grant.ts';
import { nextRefreshAt, retryRefreshAt } from './refresh-schedule.ts';
import type { RefreshTokens } from './refresh-tokens.ts';

export interface RefreshReport {
  refreshed: number;
  rescheduled: number;
  ended: number;
  failed: number;
  /** Codes of failures that are not the person's, with their counts. */
  failures: Record<string, number>;
}

export interface RefreshGrantsDependencies {
  grants: GrantStore;
  due: DueStore;
  openGrant: OpenGrant;
  refreshTokens: RefreshTokens;
  now: () => Date;
}

/** One run: at most TIMER_BATCH_MAX grants, oldest first. */
export function createRefreshGrants({ grants, due, openGrant, refreshTokens, now }: RefreshGrantsDependencies) {
  async function reschedule(entry: DueEntry, at: Date, changes: Partial<Grant>): Promise<void> {
    await due.add({ ...entry, at });
    const { grant } = await grants.read(entry.sender);
    if (grant?.status === 'connected' && grant.generation === entry.generation)
      await grants.replace({ ...grant, ...changes, refreshDueAt: at });
    await due.remove(entry);
  }

  async function refreshOne(entry: DueEntry, report: RefreshReport): Promise<void> {
    const found = await grants.read(entry.sender);
    const { grant, tokens } = found;
    if (!isCurrent(grant, entry)) return due.remove(entry);
    const idleMilliseconds = now().getTime() - (tokens?.refreshedAt.getTime() ?? 0);
    if (tokens && idleMilliseconds < (GRANT_REFRESH_DAYS - GRANT_REFRESH_JITTER_DAYS) * 24 * 3600 * 1000) {
      report.rescheduled += 1;
      return reschedule(entry, nextRefreshAt(tokens.refreshedAt), {});
    }
    await renew(entry, { ...found, grant }, report);
  }

  async function renew(
    entry: DueEntry,
    found: Parameters<OpenGrant>[0] & { grant: Versioned<Grant> },
    report: RefreshReport,
  ): Promise<void> {
    const { grant } = found;
    try {
      const { tokens, opened } = await openGrant(found);
      await refreshTokens(grant, tokens, opened);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return postpone(entry, grant, error, report);
    }
    report.refreshed += 1;
    await reschedule(entry, nextRefreshAt(now()), { refreshFailures: 0 });
  }

  async function postpone(
    entry: DueEntry,
    grant: Grant,
    { code }: ConnectorError,
    report: RefreshReport,
  ): Promise<void> {
    if (outcomes[code].disposition === 'reconsent') {
      report.ended += 1;
      return due.remove(entry);
    }
    report.failed += 1;
    report.failures[code] = (report.failures[code] ?? 0) + 1;
    const refreshFailures = grant.refreshFailures + 1;
    await reschedule(entry, retryRefreshAt(now(), refreshFailures), { refreshFailures });
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
    grant?.status === 'connected' &&
    grant.generation === entry.generation &&
    grant.refreshDueAt.getTime() === entry.at.getTime()
  );
}
