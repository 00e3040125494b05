/**
 * Opens a file for the message that has taken it, to be read range by range: never whole in memory.
 *
 * The last cell is opened first, so no byte leaves of a file that was cut; every other cell is verified before its bytes are handed out.
 */
import { CELLS_READ_MAX } from '../attachment-limits.ts';
import { ConnectorError } from '../errors.ts';
import type { AttachmentStore } from './attachment.ts';
import { countCells, listCells, rangeOfCell } from './cells.ts';
import type { FileDescription, SealedFiles } from './sealed-files.ts';

export interface OpenedFile extends FileDescription {
  size: number;
  /**
   * The bytes from `start` up to `end`, that one excluded; one range at a time. Memory: as many, those of CELLS_READ_MAX sealed cells and of
   * two opened ones. The cell in which a range ends is kept for the next one, which begins there.
   * @throws RangeError for bytes that the file does not have; ConnectorError `sealed_record_refused`, `storage_…`
   */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** @throws ConnectorError `sealed_record_refused` for a file that is gone, incomplete, or not that message's; else as the vault and the stores */
export type OpenFile = (id: string, messageId: string) => Promise<OpenedFile>;

export interface OpenFileDependencies {
  store: Pick<AttachmentStore, 'read'>;
  sealedFiles: SealedFiles;
}

export function createOpenFile({ store, sealedFiles }: OpenFileDependencies): OpenFile {
  return async (id, messageId) => {
    const attachment = await store.read(id);
    if (attachment?.usedBy !== messageId || attachment.status !== 'complete')
      throw new ConnectorError('sealed_record_refused', {
        cause: new Error('A message names a file that is gone, or not its own.'),
      });
    const { size } = attachment;
    const description = await sealedFiles.openDescription(attachment);
    const last = countCells(size) - 1;
    await sealedFiles.readCells(attachment, last, 1).next();
    let kept: { index: number; opened: Uint8Array } | undefined;
    return {
      ...description,
      size,
      async read(start, end) {
        if (!(start >= 0 && start <= end && end <= size)) throw new RangeError('The file has no such bytes.');
        const bytes = new Uint8Array(end - start);
        const copy = (index: number, opened: Uint8Array) => {
          const cell = rangeOfCell(size, index);
          const wanted = opened.subarray(Math.max(0, start - cell.start), end - cell.start);
          bytes.set(wanted, Math.max(cell.start, start) - start);
        };
        const needed = start === end ? [] : listCells({ start, end });
        if (kept && kept.index === needed[0]) {
          copy(kept.index, kept.opened);
          needed.shift();
        }
        for (let run = needed.splice(0, CELLS_READ_MAX); run.length > 0; run = needed.splice(0, CELLS_READ_MAX)) {
          let [index = 0] = run;
          for await (const opened of sealedFiles.readCells(attachment, index, run.length)) {
            copy(index, opened);
            kept = { index, opened };
            index += 1;
          }
        }
        return bytes;
      },
    };
  };
}
