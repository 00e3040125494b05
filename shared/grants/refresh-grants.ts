/**
 * Keeps idle grants alive: looks at the grants that are due, and at no others.
 *
 * Tokens that a send has refreshed are left alone, but the proofs of names are read again in any case: only this keeps them from
 * growing old. A due row that no longer fits its grant is deleted; a grant that ended for a reason that others can undo keeps its
 * place. The new due row is written before the grant, the old one deleted
 * last, so a grant never loses its place. It sends no mail.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { GRANT_REFRESH_DAYS, GRANT_REFRESH_JITTER_DAYS, TIMER_BATCH_MAX, TIMER_CONCURRENCY_MAX } from '../limits.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import type { Sender } from '../sender.ts';
import type { Vault } from '../vault/vault.ts';
import { listContested } from './claim-names.ts';
import type { DueEntry, DueStore, Grant, GrantStore, SealedTokens, Versioned } from './grant.ts';
import { isTriedAgain, nextRefreshAt, retryRefreshAt } from './refresh-schedule.ts';
import type { RefreshTokens } from './refresh-tokens.ts';
import type { RenewProofs } from './renew-proofs.ts';
import { openTokens } from './sealed-tokens.ts';

export interface RefreshReport {
  refreshed: number;
  rescheduled: number;
  ended: number;
  failed: number;
  /** Senders with an address that another home tenant contests. */
  contested: Sender[];
  /** Codes of failures that are not the person's, with their counts. */
  failures: Record<string, number>;
}

export interface RefreshGrantsDependencies {
  grants: GrantStore;
  due: DueStore;
  vault: Pick<Vault, 'open'>;
  refreshTokens: RefreshTokens;
  renewProofs: RenewProofs;
  now: () => Date;
}

/** One run: at most TIMER_BATCH_MAX grants, oldest first. */
export function createRefreshGrants(dependencies: RefreshGrantsDependencies) {
  const { grants, due, vault, refreshTokens, renewProofs, now } = dependencies;

  async function reschedule(entry: DueEntry, at: Date, changes: Partial<Grant>): Promise<void> {
    await due.add({ ...entry, at });
    const { grant } = await grants.read(entry.sender);
    if (grant && isTriedAgain(grant) && grant.generation === entry.generation)
      await grants.replace({ ...grant, ...changes, refreshDueAt: at });
    await due.remove(entry);
  }

  async function refreshOne(entry: DueEntry, report: RefreshReport): Promise<void> {
    const { grant, tokens } = await grants.read(entry.sender);
    if (!isCurrent(grant, entry) || !tokens) return due.remove(entry);
    const oldest = grant.namesProvenAt && Math.min(grant.namesProvenAt.getTime(), tokens.refreshedAt.getTime());
    if (!grant.problem && oldest !== undefined && !isOld(oldest, now())) {
      report.rescheduled += 1;
      return reschedule(entry, nextRefreshAt(new Date(oldest)), {});
    }
    await renew(entry, grant, tokens, report);
  }

  async function renew(
    entry: DueEntry,
    grant: Versioned<Grant>,
    tokens: Versioned<SealedTokens>,
    report: RefreshReport,
  ): Promise<void> {
    try {
      if (grant.problem || isOld(tokens.refreshedAt.getTime(), now())) {
        const { refreshedAt } = await refreshTokens(grant, tokens, await openTokens(vault, grant, tokens.sealed));
        // Without a new refresh token the old one still ends when it would have ended.
        if (refreshedAt <= tokens.refreshedAt) throw new ConnectorError('entra_unavailable');
      }
      const { grant: renewed, isClear } = await renewProofs(entry.sender);
      if (listContested(renewed).length > 0) report.contested.push(entry.sender);
      if (!isClear) throw new ConnectorError('graph_unavailable');
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
    const at = isMoved ? grant.refreshDueAt : retryRefreshAt(now(), refreshFailures, grant.problem?.code);
    await reschedule(entry, at, { refreshFailures });
  }

  return async (): Promise<RefreshReport> => {
    const report: RefreshReport = { refreshed: 0, rescheduled: 0, ended: 0, failed: 0, contested: [], failures: {} };
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

/** From milliseconds since 1970. */
function isOld(at: number, now: Date): boolean {
  return now.getTime() - at >= (GRANT_REFRESH_DAYS - GRANT_REFRESH_JITTER_DAYS) * 24 * 3600 * 1000;
}

function isCurrent(grant: Versioned<Grant> | undefined, entry: DueEntry): grant is Versioned<Grant> {
  return (
    grant !== undefined &&
    isTriedAgain(grant) &&
    grant.generation === entry.generation &&
    grant.refreshDueAt.getTime() === entry.at.getTime()
  );
}
