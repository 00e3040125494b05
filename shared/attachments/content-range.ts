/**
 * Reads `Content-Range` of a request that brings a piece of a file: `bytes {first}-{last}/{total}`, RFC 9110 section 14.4.
 *
 * Whatever else the field says is refused with what is expected: another unit, no range, no total, what contradicts itself, and a piece
 * that is not made of whole cells. It does not know which bytes are there already.
 */
import { CELL_BYTES } from '../attachment-limits.ts';
import { ConnectorError } from '../errors.ts';
import type { ByteRange } from './cells.ts';

export interface Piece extends ByteRange {
  /** Of the whole file. */
  total: number;
}

export const CONTENT_RANGE = 'header:Content-Range';

const form = /^bytes ([0-9]{1,15})-([0-9]{1,15})\/(?:([0-9]{1,15})|\*)$/i;

/** @throws ConnectorError `invalid_request` */
export function parseContentRange(text: string): Piece {
  const [whole, first = '', last = '', totalText] = form.exec(text) ?? [];
  if (whole === undefined) throw refuse(/^bytes \*\//i.test(text) ? NO_RANGE : NO_FORM);
  if (totalText === undefined) throw refuse('does not say how large the whole file is; write its bytes in place of *');
  const [start, end, total] = [Number(first), Number(last) + 1, Number(totalText)];
  const problem = findOrderProblem({ start, end, total }) ?? findCellProblem({ start, end, total });
  if (problem) throw refuse(problem);
  return { start, end, total };
}

const EXAMPLE = `bytes 0-${CELL_BYTES - 1}/${10 * CELL_BYTES}`;
const NO_FORM = `is not of the form bytes {first}-{last}/{total}, such as ${EXAMPLE}`;
const NO_RANGE = `does not say which bytes the body holds; name the first and the last, such as ${EXAMPLE}`;

function findOrderProblem({ start, end, total }: Piece): string | undefined {
  if (end <= start) return 'ends before it begins';
  if (end <= total) return undefined;
  const last = total === 0 ? 'has none' : `ends at byte ${total - 1}`;
  return `ends at byte ${end - 1}, and a file of ${total} bytes ${last}`;
}

function findCellProblem({ start, end, total }: Piece): string | undefined {
  if (start % CELL_BYTES !== 0)
    return `begins at byte ${start}; a piece begins at a multiple of ${CELL_BYTES}, such as ${nearest(start, total - 1).join(' or ')}`;
  if (end !== total && end % CELL_BYTES !== 0) {
    const ends = [...nearest(end, total).filter((one) => one > start && one !== total), total];
    return `ends at byte ${end - 1}; a piece ends before a multiple of ${CELL_BYTES} or with the file, such as at byte ${ends.map((one) => one - 1).join(' or ')}`;
  }
  return undefined;
}

/** The multiples of CELL_BYTES before and after an offset, none above `maximum`. */
function nearest(offset: number, maximum: number): number[] {
  const before = Math.floor(offset / CELL_BYTES) * CELL_BYTES;
  return [before, before + CELL_BYTES].filter((one) => one <= maximum);
}

function refuse(detail: string): ConnectorError {
  return new ConnectorError('invalid_request', { faults: [{ pointer: CONTENT_RANGE, detail }] });
}
