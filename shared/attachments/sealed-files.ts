/**
 * Seals what an uploaded file is and says: each cell by itself, and name and media type together, as content (vault/content-stream.ts).
 *
 * The seal names tenant, day of the upload, the digits of the id, the application, and in place of a sender `file {size} {cell}` or
 * `file {size} name`; so a cell opens only in its place of a file of this size. Each has a nonce of its own, also when it is put again.
 */
import { digitsOf, nameAttachmentBlob } from '../attachment-addresses.ts';
import { CELL_BYTES } from '../attachment-limits.ts';
import { ConnectorError } from '../errors.ts';
import { countSealedBytes, type ContentContext } from '../vault/content-stream.ts';
import type { Vault } from '../vault/vault.ts';
import type { Attachment, CellBlobs } from './attachment.ts';
import { rangeOfCell } from './cells.ts';

/** As the application gave them. */
export interface FileDescription {
  name: string;
  contentType: string;
}

export type FileIdentity = Pick<Attachment, 'id' | 'hostTenantId' | 'callerId' | 'size' | 'createdAt'>;

/** All throw as the vault and the store. */
export interface SealedFiles {
  sealDescription(file: FileIdentity, description: FileDescription): Promise<Uint8Array>;
  /** @throws ConnectorError `sealed_record_refused` */
  openDescription(file: Attachment): Promise<FileDescription>;
  putCell(file: FileIdentity, index: number, bytes: Uint8Array): Promise<void>;
  /** So many cells from `first` on, at most CELLS_READ_MAX, one after another. @throws ConnectorError `sealed_record_refused`, also when they are gone */
  readCells(file: FileIdentity, first: number, count: number): AsyncGenerator<Uint8Array, void>;
}

export interface SealedFilesDependencies {
  cells: Pick<CellBlobs, 'put' | 'read'>;
  vault: Pick<Vault, 'sealContent' | 'openContent'>;
}

const SEALED_CELL_BYTES = countSealedBytes(CELL_BYTES);

export function createSealedFiles({ cells, vault }: SealedFilesDependencies): SealedFiles {
  return {
    sealDescription: (file, { name, contentType }) =>
      vault.sealContent(contextOf(file, 'name'), Buffer.from(JSON.stringify({ name, contentType }))),
    async openDescription(file) {
      const text = Buffer.from(await vault.openContent(contextOf(file, 'name'), file.described)).toString();
      const { name, contentType } = JSON.parse(text) as Partial<Record<string, unknown>>;
      if (typeof name !== 'string' || typeof contentType !== 'string') throw refuse('The name of a file is malformed.');
      return { name, contentType };
    },
    async putCell(file, index, bytes) {
      await cells.put(nameAttachmentBlob(file), index, await vault.sealContent(contextOf(file, index), bytes));
    },
    async *readCells(file, first, count) {
      const last = rangeOfCell(file.size, first + count - 1);
      const sealedBytes = (count - 1) * SEALED_CELL_BYTES + countSealedBytes(last.end - last.start);
      const sealed = await cells.read(nameAttachmentBlob(file), first * SEALED_CELL_BYTES, sealedBytes);
      if (!sealed) throw refuse('The content of a file is gone.');
      for (let offset = 0; offset < count; offset += 1) {
        const { start, end } = rangeOfCell(file.size, first + offset);
        const cell = sealed.subarray(offset * SEALED_CELL_BYTES, (offset + 1) * SEALED_CELL_BYTES);
        const bytes = await vault.openContent(contextOf(file, first + offset), cell);
        if (bytes.length !== end - start) throw refuse('A cell of a file has another length.');
        yield bytes;
      }
    },
  };
}

function contextOf(
  { id, hostTenantId, callerId, size, createdAt }: FileIdentity,
  what: number | 'name',
): ContentContext {
  const day = createdAt.toISOString().slice(0, 10);
  return { hostTenantId, day, messageId: digitsOf(id), named: `file ${size} ${what}`, callerId };
}

function refuse(reason: string): ConnectorError {
  return new ConnectorError('sealed_record_refused', { cause: new Error(reason) });
}
