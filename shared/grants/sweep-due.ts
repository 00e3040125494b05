/**
 * Works off the due rows of one kind, in batches of TIMER_BATCH_MAX, until none is left or the time of the run is up.
 *
 * A due row goes when its work is done; it stays for the next run where a row it is about is being changed at this moment, or fails.
 */
import { hasCode } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import { TIMER_BATCH_MAX, TIMER_CONCURRENCY_MAX } from '../limits.ts';
import { repeatBatches } from '../repeat-batches.ts';
import type { DueEntry, DueStore } from './grant.ts';

/** `sweep` says whether something was put right; resolves to how many were. Throws the first failure, after the whole batch. */
export async function sweepDue(
  { due, now }: { due: Pick<DueStore, 'list' | 'remove'>; now: () => Date },
  kind: DueEntry['kind'],
  sweep: (entry: DueEntry) => Promise<boolean>,
): Promise<number> {
  let repaired = 0;
  await repeatBatches(now, async () => {
    let seen = 0;
    const entries = await due.list(kind, now(), TIMER_BATCH_MAX);
    await forEachConcurrently(entries, TIMER_CONCURRENCY_MAX, async (entry) => {
      try {
        if (await sweep(entry)) repaired += 1;
      } catch (error) {
        if (hasCode(error, 'conflict')) return;
        throw error;
      }
      await due.remove(entry);
      seen += 1;
    });
    return seen > 0 && entries.length >= TIMER_BATCH_MAX;
  });
  return repaired;
}
