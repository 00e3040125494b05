/**
 * Looks at messages that are due, batch after batch, and does what each needs (handle-due.ts); those whose history is over go many at
 * once.
 *
 * Each batch goes on behind the one before, so that nothing that stays due, such as a row that is not ours, keeps anything behind it from
 * its turn.
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

/** One run: batches of TIMER_BATCH_MAX messages to look at, until its time is up. */
export function createSweepMessages(dependencies: SweepMessagesDependencies): () => Promise<MessageSweepReport> {
  const { messages, now } = dependencies;
  const handleDue = createHandleDue(dependencies);

  /** Resolves to the place of the next batch; undefined after the last one. */
  async function sweepBatch(report: MessageSweepReport, refusals: unknown[], after: string | undefined) {
    const { due, over, refusal, next } = await messages.listDue(now(), TIMER_BATCH_MAX, after);
    if (refusal) refusals.push(refusal);
    report.deleted += await messages.removeOver(over);
    report.overdueSeconds = Math.max(
      report.overdueSeconds,
      ...due.map(({ message }) => overdueSeconds(message, now())),
    );
    await forEachConcurrently(due, TIMER_CONCURRENCY_MAX, async (one) => {
      try {
        const handled = await handleDue(one);
        if (handled) report[handled] += 1;
      } catch (error) {
        // Its sender or another sweep has just written the row.
        if (!hasCode(error, 'conflict')) throw error;
      }
    });
    return next;
  }

  return async () => {
    const counts = { unknown: 0, woken: 0, expired: 0, looked: 0, emptied: 0, deleted: 0 };
    const report: MessageSweepReport = { ...counts, overdueSeconds: 0 };
    const refusals: unknown[] = [];
    let place: string | undefined;
    await repeatBatches(now, async () => {
      place = await sweepBatch(report, refusals, place);
      return place !== undefined;
    });
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
