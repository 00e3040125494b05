/**
 * Deletes files that no message has taken within a day, and those whose message is not there, or needs them no more.
 *
 * It reads what is due and nothing else. A file that its message still needs is looked at again every day, because whoever deletes what
 * the message says leaves its files; for the last time when its content key is destroyed, and nothing can open it. The row goes first, by
 * its ETag, so that a message which takes the file at this moment keeps all of it; bytes without a row are left to the lifecycle rule of
 * the container.
 */
import { nameAttachmentBlob } from '../attachment-addresses.ts';
import { FILE_LOOK_SECONDS } from '../attachment-limits.ts';
import { CONTENT_KEY_DAYS } from '../content-limits.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import { TIMER_BATCH_MAX, TIMER_CONCURRENCY_MAX } from '../limits.ts';
import { repeatBatches } from '../repeat-batches.ts';
import type {
  AttachmentStore,
  CellBlobs,
  DueAttachment,
  DueAttachments,
  ReadUse,
  StoredAttachment,
} from './attachment.ts';

export interface SweepFilesDependencies {
  store: Pick<AttachmentStore, 'read' | 'remove'>;
  due: DueAttachments;
  cells: Pick<CellBlobs, 'remove'>;
  readUse: ReadUse;
  now: () => Date;
}

/** One run, until its time is up; resolves to how many files were deleted. Throws the first failure, after the whole batch. */
export function createSweepFiles(dependencies: SweepFilesDependencies): () => Promise<number> {
  const { store, due, cells, readUse, now } = dependencies;

  async function isNeeded({ usedBy, createdAt }: StoredAttachment): Promise<boolean> {
    return usedBy !== undefined && lastLook(createdAt) > now() && (await readUse(usedBy)) === 'needed';
  }

  async function sweep({ id, at }: DueAttachment): Promise<boolean> {
    const attachment = await store.read(id);
    if (!attachment) return false;
    if (await isNeeded(attachment)) {
      await due.put({ id, at: nextLook(at, now(), lastLook(attachment.createdAt)) });
      return false;
    }
    if (!(await store.remove(attachment))) throw new ConnectorError('conflict');
    await cells.remove(nameAttachmentBlob(attachment));
    return true;
  }

  return async () => {
    let deleted = 0;
    await repeatBatches(now, async () => {
      const entries = await due.list(now(), TIMER_BATCH_MAX);
      let done = 0;
      await forEachConcurrently(entries, TIMER_CONCURRENCY_MAX, async (entry) => {
        try {
          if (await sweep(entry)) deleted += 1;
        } catch (error) {
          // A message is taking it.
          if (hasCode(error, 'conflict')) return;
          throw error;
        }
        await due.remove(entry);
        done += 1;
      });
      return entries.length >= TIMER_BATCH_MAX && done > 0;
    });
    return deleted;
  };
}

/** The same for two sweeps at once, so that a file has one entry. */
function nextLook(at: Date, now: Date, last: Date): Date {
  const step = FILE_LOOK_SECONDS * 1000;
  const steps = Math.floor((now.getTime() - at.getTime()) / step) + 1;
  return new Date(Math.min(at.getTime() + steps * step, last.getTime()));
}

/** The content key of its day is destroyed by then. */
function lastLook(createdAt: Date): Date {
  return new Date(createdAt.getTime() + (CONTENT_KEY_DAYS + 1) * 24 * 3_600_000);
}
