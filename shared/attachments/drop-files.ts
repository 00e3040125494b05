/**
 * Deletes files whose message no longer needs them: the bytes first, then the row. What cannot be deleted now the sweep finds.
 */
import { nameAttachmentBlob } from '../attachment-addresses.ts';
import { FILES_AT_ONCE_MAX } from '../attachment-limits.ts';
import { ConnectorError } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import type { AttachmentStore, CellBlobs } from './attachment.ts';

/** Those that `messageId` has taken; others stay. */
export type DropFiles = (ids: readonly string[], messageId: string) => Promise<void>;

export interface DropFilesDependencies {
  store: Pick<AttachmentStore, 'read' | 'remove'>;
  cells: Pick<CellBlobs, 'remove'>;
}

export function createDropFiles({ store, cells }: DropFilesDependencies): DropFiles {
  async function drop(id: string, messageId: string): Promise<void> {
    const attachment = await store.read(id);
    if (attachment?.usedBy !== messageId) return;
    await cells.remove(nameAttachmentBlob(attachment));
    await store.remove(attachment);
  }

  return (ids, messageId) =>
    forEachConcurrently(ids, FILES_AT_ONCE_MAX, (id) =>
      drop(id, messageId).catch((error: unknown) => {
        if (!(error instanceof ConnectorError)) throw error;
      }),
    );
}
