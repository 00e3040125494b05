/**
 * Writes of a message that waits why it goes on waiting, or that it has ended without being sent.
 */
import { PAUSED_LOOK_SECONDS } from '../configuration-limits.ts';
import type { ConnectorError } from '../errors.ts';
import type { ErrorCode } from '../outcomes.ts';
import type { Sender } from '../sender.ts';
import { bindTo, targetOf } from './binding.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import { createExpire } from './expire.ts';
import { fateOf } from './fate.ts';
import type { HeldHints } from './held-hints.ts';
import { dueWhileKept, endMessage, parkMessage } from './message-state.ts';
import type { HomeAccount, Message, MessageStore, VersionedMessage } from './message.ts';
import { addAttempt, nextAttemptAt, nextLookAt } from './retry-schedule.ts';
import { enqueue, waiting } from './waiting.ts';

/** Each resolves to the message as it is now. @throws ConnectorError `conflict`, or as the stores */
export interface KeepWaiting {
  /** It was refused before Graph was asked. */
  refuse(message: VersionedMessage, error: ConnectorError): Promise<Message>;
  /** The mailbox is at its limit: later, and no attempt. */
  defer(message: VersionedMessage, retryAt: Date): Promise<Message>;
  /** Its host tenant is paused: looked at again later, as it is, and no attempt. */
  pause(message: VersionedMessage): Promise<Message>;
  /** What held it is gone: it leaves as this account. */
  requeue(message: VersionedMessage, grant: { sender: Sender } & HomeAccount): Promise<Message>;
  expire(message: VersionedMessage): Promise<Message>;
}

export interface KeepWaitingDependencies {
  historyDays: number;
  messages: Pick<MessageStore, 'replace'>;
  queue: DeliveryQueue;
  hints: Pick<HeldHints, 'put' | 'remove'>;
  now: () => Date;
  /** From 0 to 1. */
  random?: () => number;
}

export function createKeepWaiting(dependencies: KeepWaitingDependencies): KeepWaiting {
  const { historyDays, messages, queue, hints, now, random = Math.random } = dependencies;
  const expire = createExpire(dependencies);

  async function put(message: VersionedMessage, next: Message): Promise<Message> {
    if (next.status === 'held') await hints.put(targetOf(next), { id: next.id, at: next.createdAt });
    const written = await messages.replace(message, next);
    await enqueue(queue, written, now());
    return written;
  }

  function fail(message: VersionedMessage, code: ErrorCode, at: Date): Message {
    const attempts = addAttempt(message.attempts, { at, outcome: 'refused', code });
    return endMessage(message, 'deliver', { status: 'failed', attempts, error: { code } }, { at, historyDays });
  }

  return {
    async refuse(message, { code, retryAfterSeconds }) {
      const at = now();
      const fate = fateOf(code);
      if (fate === 'failed') return put(message, fail(message, code, at));
      const nextAt = nextAttemptAt(at, message.attempts.length + 1, retryAfterSeconds, random);
      const attempt = { at, outcome: 'refused', code, ...(fate === 'queued' && { nextAt }) } as const;
      // Held again for the same reason is no news.
      const isSame = message.status === 'held' && message.error?.code === code;
      const wait = waiting(fate, { at, notBefore: message.notBefore, nextAt, code });
      if (isSame) return put(message, dueWhileKept({ ...message, dueAt: wait.dueAt }));
      const attempts = addAttempt(message.attempts, attempt);
      return put(message, parkMessage(message, 'deliver', { ...wait, attempts }, at));
    },
    async defer(message, retryAt) {
      const { attempts, deferrals = 0, notBefore } = message;
      const wait = waiting('queued', { at: now(), notBefore, nextAt: retryAt });
      return put(message, parkMessage(message, 'deliver', { ...wait, attempts, deferrals: deferrals + 1 }, now()));
    },
    async pause(message) {
      const { attempts, deferrals, notBefore, status } = message;
      const lookAt = nextLookAt(now(), PAUSED_LOOK_SECONDS, random);
      if (status === 'held') return put(message, dueWhileKept({ ...message, dueAt: lookAt }));
      const wait = waiting('queued', { at: now(), notBefore, nextAt: lookAt, code: 'tenant_paused' });
      return put(
        message,
        parkMessage(message, 'deliver', { ...wait, attempts, ...(deferrals && { deferrals }) }, now()),
      );
    },
    async requeue(message, grant) {
      const { attempts, notBefore } = message;
      const wait = waiting('queued', { at: now(), notBefore });
      return put(message, parkMessage(bindTo(message, grant), 'release', { ...wait, attempts }, now()));
    },
    expire: (message) => expire(message, 'deliver'),
  };
}
