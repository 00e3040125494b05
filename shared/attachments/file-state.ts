/**
 * How far a file is: which bytes are still missing, and for one of which none are, that it is complete.
 *
 * The list of cells in storage is the truth while it is incomplete, so pieces may come in any order, several at once, to any instance.
 * Whoever sees the last cell there commits them and writes so; a process that ends between the two leaves that to the next look.
 */
import { nameAttachmentBlob } from '../attachment-addresses.ts';
import { hasCode } from '../errors.ts';
import type { Attachment, AttachmentStore, CellBlobs, StoredAttachment } from './attachment.ts';
import { countCells, listMissing, type ByteRange } from './cells.ts';
import type { FileDescription, SealedFiles } from './sealed-files.ts';

export interface FileState extends FileDescription {
  attachment: Attachment;
  /** In ascending order; none of a complete file. */
  missing: ByteRange[];
}

export interface FileStateDependencies {
  store: Pick<AttachmentStore, 'read' | 'replace'>;
  cells: Pick<CellBlobs, 'list' | 'commit'>;
  sealedFiles: Pick<SealedFiles, 'openDescription'>;
}

/** Throws as the vault and the stores. */
export type ReadFileState = (attachment: StoredAttachment) => Promise<FileState>;

export function createReadFileState({ store, cells, sealedFiles }: FileStateDependencies): ReadFileState {
  async function findMissing(attachment: StoredAttachment): Promise<ByteRange[]> {
    if (attachment.status === 'complete') return [];
    const name = nameAttachmentBlob(attachment);
    const found = await cells.list(name);
    const missing = listMissing(attachment.size, found.cells);
    if (missing.length > 0) return missing;
    if (!found.isCommitted) await cells.commit(name, countCells(attachment.size));
    await complete(attachment);
    return [];
  }

  async function complete(attachment: StoredAttachment): Promise<void> {
    try {
      await store.replace(attachment, { ...attachment, status: 'complete' });
    } catch (error) {
      // Another piece that saw the last cell was first.
      if (!hasCode(error, 'conflict')) throw error;
      if ((await store.read(attachment.id))?.status !== 'complete') throw error;
    }
  }

  return async (attachment) => {
    const [description, missing] = await Promise.all([
      sealedFiles.openDescription(attachment),
      findMissing(attachment),
    ]);
    return {
      ...description,
      attachment: missing.length > 0 ? attachment : { ...attachment, status: 'complete' },
      missing,
    };
  };
}
