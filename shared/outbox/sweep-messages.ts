/**
 * Looks at messages that are due, batch after batch, and does what each needs (handle-due.ts); those whose history is over go many at
 * once.
 *
 * Two sweeps at once and a sender that comes back late are harmless. It sends nothing itself.
 */
import { hasCode } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import { TIMER_BATCH_MAX, TIMER_CONCURRENCY_MAX } from '../limits.ts';
import { repeatBatches } from '../repeat-batches.ts';
import { createHandleDue, type Handled, type HandleDueDependencies } from './handle-due.ts';
import type { Message, MessageStore } from './message.ts';

/** How many of each; `woken`: queue items put for messages that were due, `looked`: held messages that were looked at again. */
export interface MessageSweepReport extends Record<Handled, number> {
  /** By how much the most overdue queued message is late; 0 where none is by more than QUEUE_GRACE_SECONDS. */
  overdueSeconds: number;
}

export interface SweepMessagesDependencies extends HandleDueDependencies {
  messages: Pick<MessageStore, 'replace' | 'remove' | 'listDue' | 'removeOver'>;
}

/** One run: batches of TIMER_BATCH_MAX messages, until its time is up. */
export function createSweepMessages(dependencies: SweepMessagesDependencies): () => Promise<MessageSweepReport> {
  const { messages, now } = dependencies;
  const handleDue = createHandleDue(dependencies);

  async function sweepBatch(report: MessageSweepReport, refusals: unknown[]): Promise<boolean> {
    const { due, over, refusal } = await messages.listDue(now(), TIMER_BATCH_MAX);
    if (refusal) refusals.push(refusal);
    let done = await messages.removeOver(over);
    report.deleted += done;
    report.overdueSeconds = Math.max(
      report.overdueSeconds,
      ...due.map(({ message }) => overdueSeconds(message, now())),
    );
    await forEachConcurrently(due, TIMER_CONCURRENCY_MAX, async (one) => {
      try {
        const handled = await handleDue(one);
        if (!handled) return;
        report[handled] += 1;
        done += 1;
      } catch (error) {
        // Its sender or another sweep has just written the row.
        if (!hasCode(error, 'conflict')) throw error;
      }
    });
    return due.length + over.length >= TIMER_BATCH_MAX && done > 0;
  }

  return async () => {
    const counts = { unknown: 0, woken: 0, expired: 0, looked: 0, emptied: 0, deleted: 0 };
    const report: MessageSweepReport = { ...counts, overdueSeconds: 0 };
    const refusals: unknown[] = [];
    await repeatBatches(now, () => sweepBatch(report, refusals));
    // Everything else is done; a row that is not ours raises its alarm however much is due beside it.
    if (refusals.length > 0) throw refusals[0];
    return report;
  };
}

/** Of a queued message; one whose time is ahead is not late. */
function overdueSeconds({ status, nextAt }: Message, now: Date): number {
  if (status !== 'queued' || !nextAt) return 0;
  return Math.max(0, Math.floor((now.getTime() - nextAt.getTime()) / 1000));
}
