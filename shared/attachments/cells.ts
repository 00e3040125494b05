/**
 * The arithmetic of cells and pieces. A file is cut into cells of CELL_BYTES, of which the last is as long as what is left; an empty file
 * is one empty cell. A piece is what one request brings: whole cells. Pure.
 */
import { CELL_BYTES } from '../attachment-limits.ts';

/** Bytes from `start` up to `end`, that one excluded. */
export interface ByteRange {
  start: number;
  end: number;
}

export function countCells(size: number): number {
  return Math.max(1, Math.ceil(size / CELL_BYTES));
}

/** Where a cell begins and ends in a file of this size. */
export function rangeOfCell(size: number, index: number): ByteRange {
  return { start: index * CELL_BYTES, end: Math.min(size, (index + 1) * CELL_BYTES) };
}

/** The cells that hold any of these bytes; of no bytes, the one at which they would begin. */
export function listCells({ start, end }: ByteRange): number[] {
  const first = Math.floor(start / CELL_BYTES);
  const count = Math.max(1, Math.ceil(end / CELL_BYTES) - first);
  return Array.from({ length: count }, (_, index) => first + index);
}

/** Whether these bytes are whole cells of a file of this size. */
export function isWholeCells({ start, end }: ByteRange, size: number): boolean {
  const isEnd = end === size || end % CELL_BYTES === 0;
  return start % CELL_BYTES === 0 && isEnd && start <= end && end <= size;
}

/** The bytes of cells that are not there, in ascending order, each range as long as it can be; none for a file that is whole. */
export function listMissing(size: number, present: Iterable<number>): ByteRange[] {
  const known = new Set(present);
  const missing: ByteRange[] = [];
  for (let index = 0; index < countCells(size); index += 1) {
    if (known.has(index)) continue;
    const { start, end } = rangeOfCell(size, index);
    const last = missing.at(-1);
    if (last?.end === start) last.end = end;
    else missing.push({ start, end });
  }
  return missing;
}
