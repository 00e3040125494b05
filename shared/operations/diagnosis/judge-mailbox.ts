/**
 * Judges what Exchange says of the mailbox, and what is sent through it at the moment. Pure.
 */
import { mailboxProblemOf } from '../../grants/mailbox-problem.ts';
import { EMPTY_LOAD, takeSlot, type MailboxLoad } from '../../outbox/mailbox-load.ts';
import { pruneBuckets } from '../../outbox/rate-window.ts';
import { outcomes } from '../../outcomes.ts';
import { MAILBOX_RATE_BUCKET_SECONDS } from '../../waiting-limits.ts';
import type { Found } from './diagnosis-answer.ts';
import type { Facts, JudgeOptions } from './facts.ts';
import type { Judged } from './judged.ts';

/** Of the newest messages, those that are on their way or wait for somebody. */
const waitingStatuses: readonly string[] = ['queued', 'sending', 'held'];

export function isPaused({ load }: Pick<Facts, 'load'>, now: Date): boolean {
  return 'value' in load && (load.value?.pausedUntil ?? 0) > now.getTime();
}

export function judgeLimits(
  facts: Pick<Facts, 'load' | 'tenant' | 'history'>,
  { messagesPerMinute, now }: JudgeOptions,
): Judged {
  const { load, tenant } = facts;
  if ('refusal' in load) return { state: 'failed', problem: load.refusal };
  const known = load.value ?? EMPTY_LOAD;
  const tenantLimit = 'value' in tenant ? tenant.value?.limits?.messagesPerMinute : undefined;
  const found = {
    messagesPerMinute,
    triedInLastMinute: countTried(known, messagesPerMinute, now),
    ...(tenantLimit !== undefined && { tenantMessagesPerMinute: tenantLimit }),
    ...countWaiting(facts),
  };
  const next = takeSlot(known, { permitId: 'next', bytes: 0, isForced: false, messagesPerMinute }, now);
  if ('load' in next) return { state: 'ok', finding: 'free', found };
  const told = { state: 'warning' as const, found: { ...found, until: new Date(next.opensAt).toISOString() } };
  return isPaused(facts, now) ? { ...told, problem: { code: 'mailbox_throttled' } } : { ...told, finding: 'full' };
}

function countTried({ sends }: MailboxLoad, max: number, now: Date): number {
  const window = { lengthSeconds: 60, bucketSeconds: MAILBOX_RATE_BUCKET_SECONDS, max };
  return pruneBuckets(sends, window, now).reduce((sum, [, size]) => sum + size, 0);
}

function countWaiting({ history }: Pick<Facts, 'history'>): Pick<Found, 'newest' | 'waiting'> {
  if (!('value' in history) || !history.value) return {};
  const { latest } = history.value;
  return { newest: latest.length, waiting: latest.filter(({ status }) => waitingStatuses.includes(status)).length };
}

/** Of a mailbox that was asked, or is paused. */
export function judgeMailbox({ probe, grant }: Facts): Judged {
  if (!probe) return { state: 'skipped', skippedFor: 'limits' };
  if ('refusal' in probe) return { state: 'failed', problem: probe.refusal };
  const { kind, code: upstreamCode, refusal } = probe.value;
  const said = { ...(upstreamCode !== undefined && { upstreamCode }) };
  const recorded = grant && mailboxProblemOf(grant);
  if (kind === 'missing') return { state: 'failed', problem: { code: 'mailbox_not_found', ...said } };
  if (kind === 'unclear') {
    // Twice, each with another token: a send would end the connection for it.
    if (refusal === 'unauthorized') return { state: 'failed', problem: { code: 'access_denied', ...said } };
    if (refusal) {
      const isPassing = outcomes[refusal].who === 'nobody';
      const problem = recorded?.code === refusal ? { ...recorded, ...said } : { code: refusal, ...said };
      return { state: isPassing ? 'warning' : 'failed', problem };
    }
    // No answer of Graph's own.
    if (upstreamCode === undefined || upstreamCode.startsWith('status '))
      return { state: 'failed', problem: { code: 'graph_unavailable', ...said } };
    return { state: 'warning', finding: 'unclear', ...said };
  }
  // A send said so, and only a send can take it back; that the mailbox is gone this answer does.
  if (recorded && recorded.code !== 'mailbox_not_found') return { state: 'warning', problem: recorded };
  return { state: 'ok', finding: 'exists' };
}
