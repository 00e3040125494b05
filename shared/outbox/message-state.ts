/**
 * The states of a message: which change is allowed, who may cause it, and what follows from a state. Pure.
 *
 * A message ends once, and nobody takes a row back that others may have heard of. The one exception is a late proof: `unknown` may still become what the same attempt knows for certain.
 * What a mail server has taken for somebody was sent: no end of it frees its key, because the next message of the key goes to all.
 * It reads and writes no rows; a use case asks it before every write, and a change that is not in the table is a bug.
 */
import { CONTENT_KEPT_DAYS } from '../content-limits.ts';
import { SENDING_LEASE_SECONDS } from '../limits.ts';
import { DRAFT_SETTLE_SECONDS } from '../waiting-limits.ts';
import type { Message, MessageDraft, MessageStatus } from './message.ts';
import { hasPending, hasTaken } from './recipient-replies.ts';

/**
 * `submit`: the request of a caller. `deliver`: an attempt and what came of it. `release`: the sender connected, what stood in
 * the way is gone, or an administrator has it tried now. `cancel`: somebody took it back. `sweep`: lease, expiry or history ended. `settle`: what a process knows about its
 * own attempt, and storage has not recorded yet.
 */
export type Cause = 'submit' | 'deliver' | 'release' | 'cancel' | 'sweep' | 'settle';

/** `absent`: there is no row, and the idempotency key is free. */
export type MessagePlace = MessageStatus | 'absent';

interface Change {
  from: MessagePlace;
  cause: Cause;
  to: readonly MessagePlace[];
}

/**
 * Every change that may be written, and of a message that somebody has, `sent` in place of an end that frees its key (endOf). A row that
 * keeps its state, such as a queued one that is put off, changes nothing here.
 */
export const changes: readonly Change[] = Object.freeze([
  { from: 'absent', cause: 'submit', to: ['sending', 'queued', 'held'] },
  { from: 'queued', cause: 'deliver', to: ['sending', 'queued', 'held', 'failed', 'expired'] },
  { from: 'queued', cause: 'sweep', to: ['queued', 'expired'] },
  // Its time is now, because an administrator says so.
  { from: 'queued', cause: 'release', to: ['queued'] },
  { from: 'queued', cause: 'cancel', to: ['cancelled'] },
  { from: 'queued', cause: 'settle', to: ['failed'] },
  { from: 'held', cause: 'release', to: ['queued'] },
  { from: 'held', cause: 'deliver', to: ['queued', 'held', 'failed', 'expired'] },
  { from: 'held', cause: 'sweep', to: ['held', 'expired'] },
  { from: 'held', cause: 'cancel', to: ['cancelled'] },
  { from: 'held', cause: 'settle', to: ['failed'] },
  { from: 'sending', cause: 'deliver', to: ['sent', 'failed', 'unknown', 'queued', 'held'] },
  { from: 'sending', cause: 'settle', to: ['sent', 'failed', 'unknown', 'queued', 'held'] },
  { from: 'sending', cause: 'sweep', to: ['unknown', 'queued', 'failed'] },
  { from: 'unknown', cause: 'settle', to: ['sent', 'failed'] },
  // Its draft is no draft any more.
  { from: 'unknown', cause: 'sweep', to: ['sent'] },
  ...(['sent', 'failed', 'expired', 'cancelled', 'unknown'] as const).map((from): Change => ({
    from,
    cause: 'sweep',
    to: ['absent', from],
  })),
] satisfies Change[]);

/** What follows from each state. */
export const messageStates: Readonly<Record<MessageStatus, MessageState>> = Object.freeze({
  queued: { isTerminal: false, isKeyFree: false },
  held: { isTerminal: false, isKeyFree: false },
  sending: { isTerminal: false, isKeyFree: false },
  sent: { isTerminal: true, isKeyFree: false },
  failed: { isTerminal: true, isKeyFree: true },
  expired: { isTerminal: true, isKeyFree: true },
  cancelled: { isTerminal: true, isKeyFree: true },
  unknown: { isTerminal: true, isKeyFree: false },
});

export interface MessageState {
  /** No more attempts are made. */
  isTerminal: boolean;
  /** The next submission with the same idempotency key starts a new message; otherwise it gets this one. */
  isKeyFree: boolean;
}

type Fields<Names extends keyof Message> = Pick<Message, Names>;

/** @throws Error (a bug) unless `cause` may change a message that is `from` to `to` */
export function assertChange(from: MessagePlace, cause: Cause, to: MessagePlace): void {
  if (changes.some((change) => change.from === from && change.cause === cause && change.to.includes(to))) return;
  throw new Error(`A message that is ${from} must not become ${to} by ${cause}.`);
}

/** The state in which a message begins whose submission also sends it: its attempt holds the lease. */
export function startMessage(at: Date): Fields<'status' | 'createdAt' | 'updatedAt' | 'attempts' | 'dueAt'> {
  return { status: 'sending', createdAt: at, updatedAt: at, attempts: [], dueAt: leaseEnd(at) };
}

/** When the attempt that wrote its row at `writtenAt` must have ended. */
export function leaseEnd(writtenAt: Date): Date {
  return addSeconds(writtenAt, SENDING_LEASE_SECONDS);
}

/** What an attempt begins with that makes a draft: from now on one may be there. */
export const PLANNED_DRAFT: MessageDraft = Object.freeze({ state: 'open' });

/** A message as an attempt takes it on, without a draft of an earlier one. @throws Error (a bug) as `assertChange` */
export function takeMessage(message: Message, attemptId: string, at: Date, draft?: MessageDraft): Message {
  assertChange(message.status, 'deliver', 'sending');
  const { mac: _mac, error: _error, nextAt: _nextAt, draft: _draft, ...kept } = message;
  return { ...kept, ...(draft && { draft }), status: 'sending', attemptId, updatedAt: at, dueAt: leaseEnd(at) };
}

/**
 * A message that waits, and until when; the sweep looks at it at `dueAt`, or when it expires. Where a mail server has refused everybody,
 * all are asked anew.
 * @throws Error (a bug) as `assertChange`, and for one that somebody has and nobody is still to get
 */
export function parkMessage(
  message: Message,
  cause: Cause,
  next: Fields<'attempts' | 'nextAt' | 'error' | 'deferrals'> & { status: 'queued' | 'held'; dueAt: Date },
  at: Date,
): Message {
  assertChange(message.status, cause, next.status);
  const { mac: _mac, error: _error, nextAt: _nextAt, deferrals: _deferrals, recipients, ...kept } = message;
  const isPending = hasPending(recipients);
  if (hasTaken(recipients) && !isPending) throw new Error('A message that nobody is still to get must not wait.');
  return dueWhileKept({
    ...kept,
    ...(recipients && isPending && { recipients }),
    ...next,
    updatedAt: at,
    changedAt: at,
  });
}

/** A message that waits, looked at when it expires at the latest. */
export function dueWhileKept(message: Message): Message {
  return { ...message, dueAt: earliest(message.dueAt, message.expiresAt) };
}

/** How a message ends: one that somebody has was sent, whatever became of the others, of whom `recipients` tells. */
function endOf({ recipients }: Fields<'recipients'>, status: MessageStatus): MessageStatus {
  return hasTaken(recipients) && messageStates[status].isKeyFree ? 'sent' : status;
}

/**
 * The message with its result, as endOf says. Content goes with `sent`, at the sweep's next look where it waited for others, and is kept
 * for CONTENT_KEPT_DAYS beside any other end; then, and when its history ends, counted from this end, the sweep looks at the message again;
 * and soon where it has left a draft.
 * @throws Error (a bug) as `assertChange`
 */
export function endMessage(
  message: Message,
  cause: Cause,
  result: Fields<'status' | 'attempts' | 'error'>,
  { at, historyDays }: { at: Date; historyDays: number },
): Message {
  assertChange(message.status, cause, result.status);
  const { mac: _mac, error: _error, nextAt: _nextAt, deferrals: _deferrals, ...kept } = message;
  const status = endOf(message, result.status);
  // The answer to a submission tells what came of it; of everything else an application reads in its feed.
  const isTold = message.named === undefined && cause === 'deliver';
  const ended = { ...kept, ...result, updatedAt: at, ...(!isTold && { changedAt: at }) };
  if (status !== result.status) {
    const { error: _unsent, ...sent } = { ...dueAfterEnd(ended, historyDays), status };
    return sent.content ? { ...sent, dueAt: at } : sent;
  }
  return dueAfterEnd(status === 'sent' ? withoutContent(ended) : ended, historyDays);
}

/** A message that has ended, looked at when there is something to do about it: its draft, its content, its history. */
export function dueAfterEnd(ended: Message, historyDays: number): Message {
  const { updatedAt, content, draft } = ended;
  const times = [historyEnd(ended, historyDays)];
  if (content) times.push(addSeconds(updatedAt, CONTENT_KEPT_DAYS * 86_400));
  if (draft) times.push(addSeconds(updatedAt, DRAFT_SETTLE_SECONDS));
  return { ...ended, dueAt: earliest(...times) };
}

/** The message without what it says. */
export function withoutContent<Some extends Message>(message: Some): Omit<Some, 'content' | 'contentBytes'> {
  const { content: _content, contentBytes: _bytes, ...kept } = message;
  return kept;
}

/** A message that has ended and whose content goes before its history; the sweep looks at it next when that is over, or at its draft. */
export function emptyMessage(ended: Message, historyDays: number): Message {
  return dueAfterEnd(withoutContent(ended), historyDays);
}

/** When the history of a message that has ended is over. */
export function historyEnd({ updatedAt, keptUntil }: Fields<'updatedAt' | 'keptUntil'>, historyDays: number): Date {
  const end = addSeconds(updatedAt, historyDays * 86_400);
  return keptUntil && keptUntil > end ? keptUntil : end;
}

/** The first message of a key, which is kept until the history of the newest one must be over. */
export function keepForKey(
  first: Message,
  resubmissions: number,
  newest: Fields<'expiresAt'>,
  historyDays: number,
): Message {
  const { mac: _mac, ...kept } = first;
  const until = addSeconds(newest.expiresAt, (historyDays + 1) * 86_400);
  const next = { ...kept, resubmissions, keptUntil: until };
  // One that still has content or a draft is looked at before that, and then again.
  return messageStates[first.status].isTerminal && !first.content && !first.draft ? { ...next, dueAt: until } : next;
}

function earliest(...times: Date[]): Date {
  return new Date(Math.min(...times.map((time) => time.getTime())));
}

function addSeconds(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000);
}
