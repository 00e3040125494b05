/**
 * Looks at messages that are due: one still `sending` when its lease has ended becomes `unknown`, an old one is deleted.
 *
 * Leases are measured by the clock of storage. Every step is an ETag write, so two sweeps at once and a sender that comes
 * back late are harmless. It never sends.
 */
import { hasCode } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import { TIMER_BATCH_MAX, TIMER_CONCURRENCY_MAX } from '../limits.ts';
import { repeatBatches } from '../repeat-batches.ts';
import { assertChange, endMessage, leaseEnd, messageStates } from './message-state.ts';
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

/** One run: batches of TIMER_BATCH_MAX messages, until its time is up. */
export function createSweepMessages({ messages, historyDays, now }: SweepMessagesDependencies) {
  async function giveUp(message: VersionedMessage): Promise<void> {
    const at = now();
    const attempts = [...message.attempts, { at, outcome: 'unknown' } as const];
    const result = { status: 'unknown', attempts, error: { code: 'delivery_unknown' } } as const;
    await messages.replace(message, endMessage(message, 'sweep', result, { at, historyDays }));
  }

  async function forget(message: VersionedMessage): Promise<void> {
    assertChange(message.status, 'sweep', 'absent');
    await messages.remove(message);
  }

  async function sweepBatch(report: MessageSweepReport): Promise<boolean> {
    const before = report.unknown + report.deleted;
    const due = await messages.listDue(now(), TIMER_BATCH_MAX);
    await forEachConcurrently(due, TIMER_CONCURRENCY_MAX, async ({ message, changedAt, storageNow }) => {
      const { isTerminal } = messageStates[message.status];
      if (!isTerminal && storageNow < leaseEnd(changedAt)) return;
      try {
        await (isTerminal ? forget(message) : giveUp(message));
        report[isTerminal ? 'deleted' : 'unknown'] += 1;
      } catch (error) {
        // Its sender or another sweep has just written the row.
        if (!hasCode(error, 'conflict')) throw error;
      }
    });
    return due.length >= TIMER_BATCH_MAX && report.unknown + report.deleted > before;
  }

  return async (): Promise<MessageSweepReport> => {
    const report: MessageSweepReport = { unknown: 0, deleted: 0 };
    await repeatBatches(now, () => sweepBatch(report));
    return report;
  };
}
