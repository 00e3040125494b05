/**
 * How a message waits: until its time, with a queue item that wakes it, or until somebody has acted.
 *
 * The row decides when a message is tried; a queue item only wakes whoever looks at the row, and the sweep puts another one when it
 * is late.
 */
import { ConnectorError } from '../errors.ts';
import type { ErrorCode } from '../outcomes.ts';
import {
  HELD_LOOK_SECONDS,
  QUEUE_DELAY_MAX_SECONDS,
  QUEUE_GRACE_SECONDS,
  SWEEP_AHEAD_SECONDS,
} from '../waiting-limits.ts';
import { targetOf } from './binding.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import type { HeldHints } from './held-hints.ts';
import type { Message } from './message.ts';

/** Puts the queue item of a message that is due soon; where that fails, the sweep puts it later. */
export async function enqueue(queue: DeliveryQueue, { id, status, nextAt }: Message, now: Date): Promise<void> {
  if (status !== 'queued' || !nextAt) return;
  const seconds = Math.max(0, Math.ceil((nextAt.getTime() - now.getTime()) / 1000));
  if (seconds > QUEUE_DELAY_MAX_SECONDS) return;
  await queue.enqueue(id, seconds).catch((error: unknown) => {
    if (!(error instanceof ConnectorError)) throw error;
  });
}

/** Deletes the hint of a message that was held and has ended; where that fails, whoever follows it does. */
export async function dropHint(hints: Pick<HeldHints, 'remove'>, message: Message): Promise<void> {
  if (message.status !== 'held') return;
  await hints.remove(targetOf(message), { id: message.id, at: message.createdAt }).catch((error: unknown) => {
    if (!(error instanceof ConnectorError)) throw error;
  });
}

/** How a message waits: until its time, or until somebody has acted. */
export function waiting(
  status: 'queued' | 'held',
  {
    at,
    notBefore,
    nextAt,
    code,
  }: { at: Date; notBefore?: Date | undefined; nextAt?: Date | undefined; code?: ErrorCode | undefined },
): Pick<Message, 'nextAt' | 'dueAt' | 'error'> & { status: 'queued' | 'held' } {
  const error = code && { code };
  if (status === 'held') return { status, dueAt: addSeconds(at, HELD_LOOK_SECONDS), ...(error && { error }) };
  const time = [at, notBefore ?? at, nextAt ?? at].reduce((latest, one) => (one > latest ? one : latest));
  const isFar = time.getTime() - at.getTime() > QUEUE_DELAY_MAX_SECONDS * 1000;
  // What is far ahead has no queue item yet; the sweep puts it when the time is near.
  const dueAt = addSeconds(time, isFar ? -SWEEP_AHEAD_SECONDS : QUEUE_GRACE_SECONDS);
  return { status, nextAt: time, dueAt, ...(error && { error }) };
}

function addSeconds(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000);
}
