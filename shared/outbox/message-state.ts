/**
 * The states of a message: which change is allowed, who may cause it, and what follows from a state. Pure.
 *
 * A message ends once, and nobody takes a row back that others may have heard of. The one exception is a late proof: `unknown` may still become what the same attempt knows for certain.
 * It reads and writes no rows; a use case asks it before every write, and a change that is not in the table is a bug.
 */
import { SENDING_LEASE_SECONDS } from '../limits.ts';
import type { Message, MessageStatus } from './message.ts';

/**
 * `submit`: the request of a caller. `deliver`: Graph's answer. `sweep`: the lease or the history ended. `settle`: what a
 * process knows about its own attempt, and storage has not recorded yet.
 */
export type Cause = 'submit' | 'deliver' | 'sweep' | 'settle';

/** `absent`: there is no row, and the idempotency key is free. */
export type MessagePlace = MessageStatus | 'absent';

interface Change {
  from: MessagePlace;
  cause: Cause;
  to: readonly MessagePlace[];
}

/** Every change that may be written. */
export const changes: readonly Change[] = Object.freeze([
  { from: 'absent', cause: 'submit', to: ['sending'] },
  { from: 'sending', cause: 'deliver', to: ['sent', 'failed', 'unknown'] },
  { from: 'sending', cause: 'settle', to: ['sent', 'failed', 'unknown'] },
  { from: 'sending', cause: 'sweep', to: ['unknown'] },
  { from: 'unknown', cause: 'settle', to: ['sent', 'failed'] },
  { from: 'unknown', cause: 'sweep', to: ['absent'] },
  { from: 'sent', cause: 'sweep', to: ['absent'] },
  { from: 'failed', cause: 'sweep', to: ['absent'] },
] satisfies Change[]);

/** What follows from each state. */
export const messageStates: Readonly<Record<MessageStatus, MessageState>> = Object.freeze({
  sending: { isTerminal: false, isKeyFree: false },
  sent: { isTerminal: true, isKeyFree: false },
  failed: { isTerminal: true, isKeyFree: true },
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

/** The state in which a submitted message begins: its attempt holds the lease. */
export function startMessage(at: Date): Fields<'status' | 'createdAt' | 'updatedAt' | 'attempts' | 'dueAt'> {
  return { status: 'sending', createdAt: at, updatedAt: at, attempts: [], dueAt: leaseEnd(at) };
}

/** When the attempt that wrote its row at `writtenAt` must have ended. */
export function leaseEnd(writtenAt: Date): Date {
  return new Date(writtenAt.getTime() + SENDING_LEASE_SECONDS * 1000);
}

/**
 * The message with its result. It is due again when its history ends, counted from its submission.
 * @throws Error (a bug) as `assertChange`
 */
export function endMessage(
  message: Message,
  cause: Cause,
  result: Fields<'status' | 'attempts' | 'error'>,
  { at, historyDays }: { at: Date; historyDays: number },
): Message {
  assertChange(message.status, cause, result.status);
  const dueAt = new Date(message.createdAt.getTime() + historyDays * 24 * 3600 * 1000);
  return { ...message, ...result, updatedAt: at, dueAt };
}
