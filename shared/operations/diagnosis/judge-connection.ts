/**
 * Judges the connection of a sender: whether there is one, the names that it proves, and what was granted with it. Pure.
 */
import { accountProblemOf } from '../../grants/mailbox-problem.ts';
import { reconsentBy } from '../../grants/refresh-schedule.ts';
import type { StepName } from './step-names.ts';
import type { Facts } from './facts.ts';
import type { Judged } from './judged.ts';

/** Sending goes on without it, but for what does not fit into one request. */
const LARGE_MAIL_SCOPE = 'Mail.ReadWrite';

/** `problem`: of the connection, where there is one. */
export function judgeGrant({ grant, refreshedAt }: Facts, problem: Judged | undefined): Judged {
  if (!grant) return { state: 'failed', problem: { code: 'consent_required' }, found: { status: 'never_connected' } };
  const { status, connectedAt } = grant;
  const isConnected = status === 'connected';
  const found = {
    status,
    connectedAt: connectedAt.toISOString(),
    ...(refreshedAt && { refreshedAt: refreshedAt.toISOString() }),
    ...(refreshedAt && isConnected && { reconsentBy: reconsentBy(refreshedAt).toISOString() }),
  };
  if (!isConnected) {
    const recorded = status === 'disconnected' ? undefined : accountProblemOf(grant);
    return { state: 'failed', problem: recorded ?? { code: 'consent_required' }, found };
  }
  return problem ? { ...problem, found } : { state: 'ok', finding: 'connected', found };
}

/** `needsToken`: the step for which there is no token, whose names could not be opened with it. */
export function judgeNames({ grant, names }: Facts, needsToken: StepName | undefined): Judged {
  if (!grant) return { state: 'skipped', skippedFor: 'grant' };
  if (names.length === 0 && needsToken === 'token') return { state: 'skipped', skippedFor: 'token' };
  const contested = grant.names.filter(({ contestedBy }) => contestedBy).map(({ value }) => value);
  const aged = grant.names.map(({ value }) => value).filter((one) => !names.includes(one) && !contested.includes(one));
  const found = {
    proven: [...names],
    ...(contested.length > 0 && { contested }),
    ...(aged.length > 0 && { aged }),
    ...(grant.namesProvenAt && { provenAt: grant.namesProvenAt.toISOString() }),
  };
  if (contested.length > 0) return { state: 'warning', finding: 'contested', found };
  if (aged.length > 0) return { state: 'warning', finding: 'aged', found };
  return names.length > 0 ? { state: 'ok', finding: 'proven', found } : { state: 'warning', finding: 'unnamed', found };
}

export function judgePermission({ grant }: Facts): Judged {
  if (!grant) return { state: 'skipped', skippedFor: 'grant' };
  const { scopes: granted, wants: missing = [] } = grant;
  const found = { granted: [...granted], ...(missing.length > 0 && { missing }) };
  if (missing.length === 0) return { state: 'ok', finding: 'granted', found };
  const isOnlyLarge = missing.every((scope) => scope === LARGE_MAIL_SCOPE);
  return isOnlyLarge
    ? { state: 'warning', finding: 'small', found }
    : { state: 'failed', problem: { code: 'scope_missing' }, found };
}
