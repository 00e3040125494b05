/**
 * Takes the bytes of a file in: the whole of it, or its first piece, which makes its row; and every further piece.
 *
 * No byte is stored but sealed. What storage does not take is not told as taken, and may come again: a cell that is put twice is there
 * once. A row is written after its cells, so a first piece that fails leaves no file behind.
 */
import { nameAttachmentBlob } from '../attachment-addresses.ts';
import { CELLS_AT_ONCE_MAX, FILE_SWEEP_GRACE_SECONDS } from '../attachment-limits.ts';
import { ConnectorError } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import type { Attachment, AttachmentStore, CellBlobs, DueAttachments, Uploader } from './attachment.ts';
import { createAttachmentId } from './attachment-id.ts';
import { countCells, listCells, listMissing, rangeOfCell } from './cells.ts';
import { CONTENT_RANGE, type Piece } from './content-range.ts';
import type { FileState, ReadFileState } from './file-state.ts';
import { endOf, type ReadOwnFile } from './read-own-file.ts';
import type { FileDescription, FileIdentity, SealedFiles } from './sealed-files.ts';

/** The piece of the whole is that from 0 to its total. */
export interface UploadedPiece extends Piece {
  /** As many as the piece has. */
  bytes: Uint8Array;
}

export interface Uploads {
  /** Throws as the vault and the stores. */
  start(uploader: Uploader, description: FileDescription, piece: UploadedPiece): Promise<FileState>;
  /** @throws ConnectorError `not_found`, `attachment_complete`, `invalid_request` for another total; else as `start` */
  resume(uploader: Uploader, id: string, piece: UploadedPiece): Promise<FileState>;
}

export interface UploadDependencies {
  store: Pick<AttachmentStore, 'insert'>;
  due: Pick<DueAttachments, 'put'>;
  cells: Pick<CellBlobs, 'commit'>;
  sealedFiles: SealedFiles;
  readOwn: ReadOwnFile;
  readState: ReadFileState;
  now: () => Date;
}

export function createUploads(dependencies: UploadDependencies): Uploads {
  const { store, due, cells, sealedFiles, readOwn, readState, now } = dependencies;

  async function putCells(file: FileIdentity, { start, end, bytes }: UploadedPiece): Promise<void> {
    await forEachConcurrently(listCells({ start, end }), CELLS_AT_ONCE_MAX, async (index) => {
      const cell = rangeOfCell(file.size, index);
      await sealedFiles.putCell(file, index, bytes.subarray(cell.start - start, cell.end - start));
    });
  }

  return {
    async start({ hostTenantId, clientId: callerId }, description, piece) {
      const { start, end, total: size } = piece;
      const file = { id: createAttachmentId(), hostTenantId, callerId, size, createdAt: now() };
      const at = new Date(endOf(file).getTime() + FILE_SWEEP_GRACE_SECONDS * 1000);
      await due.put({ id: file.id, at });
      const [described] = await Promise.all([sealedFiles.sealDescription(file, description), putCells(file, piece)]);
      const missing = listMissing(size, listCells({ start, end }));
      const status = missing.length > 0 ? 'incomplete' : 'complete';
      if (status === 'complete') await cells.commit(nameAttachmentBlob(file), countCells(size));
      const attachment: Attachment = { ...file, status, described };
      await store.insert(attachment);
      return { ...description, attachment, missing };
    },
    async resume(uploader, id, piece) {
      const attachment = await readOwn(uploader, id);
      if (attachment.status === 'complete') throw new ConnectorError('attachment_complete');
      if (piece.total !== attachment.size) {
        const detail = `says that the file has ${piece.total} bytes; its first piece said ${attachment.size}`;
        throw new ConnectorError('invalid_request', { faults: [{ pointer: CONTENT_RANGE, detail }] });
      }
      await putCells(attachment, piece);
      return readState(attachment);
    },
  };
}
