/**
 * Looks at messages whose time has come: a `sending` one whose lease ended becomes `unknown`, an old one is deleted.
 *
 * Leases are measured by the clock of storage. Every step is an ETag write, so two sweeps at once and a sender that comes
 * back late are harmless. It never sends.
 */
import { hasCode } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import { SENDING_LEASE_SECONDS, TIMER_BATCH_MAX, TIMER_CONCURRENCY_MAX } from '../limits.ts';
import { endMessage } from './end-message.ts';
import type { MessageStore, VersionedMessage } from './message.ts';

export interface MessageSweepReport {
  unknown: number;
  deleted: number;
}

export interface SweepMessagesDependencies {
  messages: MessageStore;
  historyDays: number;
  now: () => Date;
}

/** One run: at most TIMER_BATCH_MAX messages. */
export function createSweepMessages({ messages, historyDays, now }: SweepMessagesDependencies) {
  async function giveUp(message: VersionedMessage): Promise<void> {
    const at = now();
    const attempts = [...message.attempts, { at, outcome: 'unknown' } as const];
    const result = { status: 'unknown', attempts, error: { code: 'delivery_unknown' } } as const;
    await messages.replace(message, endMessage(message, result, { at, historyDays }));
  }

  return async (): Promise<MessageSweepReport> => {
    const report: MessageSweepReport = { unknown: 0, deleted: 0 };
    const due = await messages.listDue(now(), TIMER_BATCH_MAX);
    await forEachConcurrently(due, TIMER_CONCURRENCY_MAX, async ({ message, changedAt, storageNow }) => {
      const hasLease = storageNow.getTime() < changedAt.getTime() + SENDING_LEASE_SECONDS * 1000;
      if (message.status === 'sending' && hasLease) return;
      try {
        if (message.status === 'sending') {
          await giveUp(message);
          report.unknown += 1;
        } else {
          await messages.remove(message);
          report.deleted += 1;
        }
      } catch (error) {
        // Its sender or another sweep has just written the row.
        if (!hasCode(error, 'conflict')) throw error;
      }
    });
    return report;
  };
}
