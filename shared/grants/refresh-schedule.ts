/**
 * When the refresh timer looks at a grant next, and at which grants. Pure but for the jitter, which spreads grants connected
 * together.
 */
import { outcomes, type ErrorCode } from '../outcomes.ts';
import {
  CONNECT_CHECK_SECONDS,
  GRANT_PROBLEM_RETRY_HOURS,
  GRANT_REFRESH_DAYS,
  GRANT_REFRESH_JITTER_DAYS,
  GRANT_REFRESH_RETRY_HOURS,
  REFRESH_TOKEN_IDLE_DAYS,
} from '../limits.ts';
import type { Sender } from '../sender.ts';
import type { DueEntry, Grant } from './grant.ts';
import { isSuspended } from './home-account.ts';

const hourMilliseconds = 3600 * 1000;

/** GRANT_REFRESH_DAYS after the last refresh, up to GRANT_REFRESH_JITTER_DAYS earlier. */
export function nextRefreshAt(refreshedAt: Date, random: () => number = Math.random): Date {
  const days = GRANT_REFRESH_DAYS - random() * GRANT_REFRESH_JITTER_DAYS;
  return new Date(refreshedAt.getTime() + days * 24 * hourMilliseconds);
}

/** When Entra forgets a refresh token that it gave then, unless it is used before. */
export function reconsentBy(refreshedAt: Date): Date {
  return new Date(refreshedAt.getTime() + REFRESH_TOKEN_IDLE_DAYS * 24 * hourMilliseconds);
}

/** Whether what was last renewed then is old enough to be renewed by the timer. */
export function isIdle(renewedAt: Date, now: Date): boolean {
  const days = (now.getTime() - renewedAt.getTime()) / (24 * hourMilliseconds);
  return days >= GRANT_REFRESH_DAYS - GRANT_REFRESH_JITTER_DAYS;
}

/**
 * After a failure: GRANT_PROBLEM_RETRY_HOURS where somebody must act; else 1 h, 2 h, 4 h, … at most GRANT_REFRESH_RETRY_HOURS. Up to
 * a tenth later. `code` is what stands in the way.
 */
export function retryRefreshAt(
  now: Date,
  failures: number,
  code?: ErrorCode,
  random: () => number = Math.random,
): Date {
  const backoff = Math.min(2 ** Math.max(0, Math.min(failures, 16) - 1), GRANT_REFRESH_RETRY_HOURS);
  const hours = code && isForOthers(code) ? GRANT_PROBLEM_RETRY_HOURS : backoff;
  return new Date(now.getTime() + hours * (1 + random() / 10) * hourMilliseconds);
}

/** Connected, or ended for a reason that others than the person can undo; never one that a sign-in has contradicted. */
export function isTriedAgain(grant: Pick<Grant, 'status' | 'problem'>): boolean {
  const { status, problem } = grant;
  if (isSuspended(grant)) return false;
  if (status === 'reconsent_required') return problem !== undefined && isForOthers(problem.code);
  return status === 'connected';
}

/**
 * Whether the timer asks Entra within the time of a retry for what others have to put right. A place that is further ahead is that of a
 * renewal, and one that has passed is no answer any more.
 */
export function isRetryAhead({ refreshDueAt }: Pick<Grant, 'refreshDueAt'>, code: ErrorCode, now: Date): boolean {
  return isForOthers(code) && refreshDueAt > now && refreshDueAt <= retryRefreshAt(now, 1, code, () => 1);
}

/** An administrator can also give back a permission that was withdrawn, and let the app into the host tenant again. */
export function isForOthers(code: ErrorCode): boolean {
  if (code === 'consent_withdrawn' || code === 'host_tenant_refused') return true;
  return ['home_admin', 'host_admin'].includes(outcomes[code].who);
}

/** Lets the sweep delete what an erasure left of the index of messages; of no generation. */
export function indexCheck(sender: Sender, now: Date): DueEntry {
  return { ...connectCheck(sender, 0, now), kind: 'index' };
}

/** Lets the sweep look whether what began with this generation was finished. */
export function connectCheck(sender: Sender, generation: number, now: Date): DueEntry {
  return { kind: 'connect', at: new Date(now.getTime() + CONNECT_CHECK_SECONDS * 1000), sender, generation };
}
