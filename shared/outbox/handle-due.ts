/**
 * Does what is due of one message: a lost sender's becomes `unknown`, one that waits is woken, looked at or expires, and of one that has
 * ended first the content is deleted and then everything.
 *
 * Every step is an ETag write. Leases, and how long Exchange may still be sending a draft, are measured by the clock of storage.
 */
import { DRAFT_SETTLE_SECONDS, QUEUE_GRACE_SECONDS } from '../waiting-limits.ts';
import type { DeliverWaiting } from './deliver-waiting.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import { createExpire } from './expire.ts';
import type { HeldHints } from './held-hints.ts';
import type { MessageContents } from './message-content.ts';
import {
  assertChange,
  emptyMessage,
  endMessage,
  historyEnd,
  leaseEnd,
  messageStates,
  parkMessage,
} from './message-state.ts';
import type { SettleDraft } from './settle-draft.ts';
import type { DueMessage, MessageStore, VersionedMessage } from './message.ts';
import { addAttempt } from './retry-schedule.ts';
import { enqueue, waiting } from './waiting.ts';

export interface HandleDueDependencies {
  messages: Pick<MessageStore, 'replace' | 'remove'>;
  contents: Pick<MessageContents, 'drop'>;
  queue: DeliveryQueue;
  hints: Pick<HeldHints, 'remove'>;
  deliverWaiting: Pick<DeliverWaiting, 'look'>;
  settleDraft: SettleDraft;
  historyDays: number;
  now: () => Date;
}

/** What was done; the names are those of the sweep's report. */
export type Handled = 'unknown' | 'woken' | 'expired' | 'looked' | 'emptied' | 'deleted';

/** Undefined: its lease has not ended, or its draft may still be on its way. @throws ConnectorError `conflict` when somebody else has just written it; else as the stores */
export type HandleDue = (due: DueMessage) => Promise<Handled | undefined>;

export function createHandleDue(dependencies: HandleDueDependencies): HandleDue {
  const { messages, contents, queue, deliverWaiting, settleDraft, historyDays, now } = dependencies;
  const expire = createExpire(dependencies);

  async function giveUp(message: VersionedMessage): Promise<void> {
    const at = now();
    const attempts = addAttempt(message.attempts, { at, outcome: 'unknown' });
    const result = { status: 'unknown', attempts, error: { code: 'delivery_unknown' } } as const;
    await messages.replace(message, endMessage(message, 'sweep', result, { at, historyDays }));
  }

  /** Nothing was sent, and the draft is deleted: before the next attempt, or by the sweep. */
  async function takeBack(message: VersionedMessage): Promise<void> {
    const at = now();
    const error = { code: 'draft_changed' } as const;
    const attempts = addAttempt(message.attempts, { at, outcome: 'refused', code: error.code });
    const wait = waiting('queued', { at, notBefore: message.notBefore, code: error.code });
    const next = message.content
      ? parkMessage(message, 'sweep', { ...wait, attempts }, at)
      : endMessage(message, 'sweep', { status: 'failed', attempts, error }, { at, historyDays });
    await enqueue(queue, await messages.replace(message, next), at);
  }

  /** Another queue item: the first was lost, or its time is near only now. */
  async function wake(message: VersionedMessage): Promise<void> {
    const at = now();
    assertChange(message.status, 'sweep', message.status);
    const time = message.nextAt && message.nextAt > at ? message.nextAt : at;
    const dueAt = new Date(Math.min(time.getTime() + QUEUE_GRACE_SECONDS * 1000, message.expiresAt.getTime()));
    const written = await messages.replace(message, { ...message, dueAt });
    await enqueue(queue, { ...written, nextAt: time }, at);
  }

  /** The content goes first, and with its history everything. */
  async function clear(message: VersionedMessage): Promise<Handled> {
    await contents.drop(message);
    if (message.content && historyEnd(message, historyDays) > now()) {
      assertChange(message.status, 'sweep', message.status);
      await messages.replace(message, emptyMessage(message, historyDays));
      return 'emptied';
    }
    assertChange(message.status, 'sweep', 'absent');
    await messages.remove(message);
    return 'deleted';
  }

  return async ({ message, writtenAt, storageNow }) => {
    const { status, expiresAt } = message;
    if (status === 'sending') {
      if (storageNow < leaseEnd(writtenAt)) return undefined;
      if (message.draft?.state === 'open') {
        await takeBack(message);
        return 'woken';
      }
      await giveUp(message);
      return 'unknown';
    }
    if (messageStates[status].isTerminal && message.draft) {
      if (storageNow.getTime() - writtenAt.getTime() < DRAFT_SETTLE_SECONDS * 1000) return undefined;
      await settleDraft(message);
      return 'looked';
    }
    if (messageStates[status].isTerminal) return clear(message);
    if (expiresAt <= now()) {
      await expire(message, 'sweep');
      return 'expired';
    }
    if (status === 'queued') {
      await wake(message);
      return 'woken';
    }
    await deliverWaiting.look(message);
    return 'looked';
  };
}
