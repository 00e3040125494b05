/**
 * The sealed cells of uploaded files in Blob Storage: a block for each cell, in the container of messages.
 *
 * A block's id is the number of its cell in six digits, in base64, so all ids are of one length, as the service wants it. The first
 * Put Block List makes the blob, and no later one changes it. It neither seals nor opens anything.
 * Source: Blob Storage REST API, "Put Block", "Put Block List", "Get Block List", "Get Blob".
 */
import type { CellBlobs } from '../../attachments/attachment.ts';
import { CELL_BYTES, CELLS_READ_MAX } from '../../attachment-limits.ts';
import { hasCode } from '../../errors.ts';
import { countSealedBytes } from '../../vault/content-stream.ts';
import type { SendToStorage } from '../storage/storage-requests.ts';
import { failureOf, type TableFailure } from '../tables/table-failure.ts';
import { pathOfBlob } from './blob-path.ts';
import { createRepeatBlobRequest } from './repeat-blob-request.ts';

const SEALED_CELL_MAX_BYTES = countSealedBytes(CELL_BYTES);
const READ_MAX_BYTES = CELLS_READ_MAX * SEALED_CELL_MAX_BYTES;
const CELL_NUMBER = /^\d{6}$/;

/** `send`: to the blob service of the data account. */
export function createBlobCells(send: SendToStorage): CellBlobs {
  const repeat = createRepeatBlobRequest(send);

  async function commit(name: string, count: number): Promise<void> {
    const ids = Array.from({ length: count }, (_, index) => `<Latest>${blockId(index)}</Latest>`);
    const body = `<?xml version="1.0" encoding="utf-8"?><BlockList>${ids.join('')}</BlockList>`;
    const headers = { 'Content-Type': 'application/xml', 'If-None-Match': '*' };
    await repeat({ method: 'PUT', path: `${pathOfBlob(name)}?comp=blocklist`, headers, body }).catch(
      (error: unknown) => {
        if (failureIn(error)?.kind !== 'conflict') throw error;
      },
    );
  }

  return {
    async put(name, index, sealed) {
      if (sealed.byteLength > SEALED_CELL_MAX_BYTES) throw new RangeError('A cell is not that long.');
      const path = `${pathOfBlob(name)}?comp=block&blockid=${encodeURIComponent(blockId(index))}`;
      await repeat({ method: 'PUT', path, headers: { 'Content-Type': 'application/octet-stream' }, body: sealed });
    },
    async list(name) {
      const answer = await repeat({ method: 'GET', path: `${pathOfBlob(name)}?comp=blocklist&blocklisttype=all` });
      const [committed = '', uncommitted = ''] = (answer?.body.toString() ?? '').split('<UncommittedBlocks');
      const cells = new Set([...listCellNumbers(committed), ...listCellNumbers(uncommitted)]);
      return {
        cells: [...cells].sort((one, other) => one - other),
        isCommitted: listCellNumbers(committed).length > 0,
      };
    },
    commit,
    async read(name, start, byteCount) {
      if (byteCount > READ_MAX_BYTES) throw new RangeError('So many cells are not read at once.');
      const headers = { 'x-ms-range': `bytes=${start}-${start + byteCount - 1}` };
      const answer = await repeat({ method: 'GET', path: pathOfBlob(name), headers }, byteCount).catch(
        (error: unknown) => {
          // It ends before that.
          if (!failureIn(error)?.message.startsWith('416 ')) throw error;
          return { body: new Uint8Array() };
        },
      );
      return answer?.body;
    },
    async remove(name) {
      const request = { method: 'DELETE', path: pathOfBlob(name) } as const;
      if (await repeat(request)) return;
      // What was only put cannot be deleted, and would be kept for a week: it goes when an empty blob takes its place.
      await commit(name, 0);
      await repeat(request);
    },
  };
}

/** @throws RangeError for a number of more than six digits */
function blockId(index: number): string {
  const digits = String(index).padStart(6, '0');
  if (!CELL_NUMBER.test(digits)) throw new RangeError('A file has no such cell.');
  return Buffer.from(digits).toString('base64');
}

/** Of blocks that are ours. */
function listCellNumbers(xml: string): number[] {
  return [...xml.matchAll(/<Name>([^<]*)<\/Name>/g)]
    .map(([, id = '']) => Buffer.from(id, 'base64').toString('latin1'))
    .filter((digits) => CELL_NUMBER.test(digits))
    .map(Number);
}

/** What the service answered, where that is why it is said to be unavailable. */
function failureIn(error: unknown): TableFailure | undefined {
  if (!hasCode(error, 'storage_unavailable') || !(error.cause instanceof Error)) return undefined;
  return failureOf(error.cause.cause);
}
