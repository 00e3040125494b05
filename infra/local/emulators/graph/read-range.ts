/**
 * The range of a `PUT` to an upload session: `Content-Range: bytes {start}-{end}/{total}`, and whether it is the next one.
 */
import type { EmulatedRequest } from '../kit/emulator.ts';
import { GraphError } from './graph-error.ts';
import type { UploadSession } from './upload-sessions.ts';

const RANGE_MAX_BYTES = 4 * 1024 * 1024;

/** Throws 400, 411, 413, and 416 with `nextExpectedRanges` for a range that is not the next. */
export function readRange({ headers, body }: EmulatedRequest, { file, received }: UploadSession): void {
  if (headers['content-length'] === undefined) throw refuse(411, 'The Content-Length header is required.');
  if (body.length > RANGE_MAX_BYTES) throw refuse(413, 'The range exceeds 4 MB.');
  const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
  if (first === undefined) throw refuse(400, 'The Content-Range header is missing or invalid.');
  if (Number(total) !== file.size) throw refuse(400, 'The total of Content-Range is not the size of the file.');
  const isWhole = Number(last) - Number(first) + 1 === body.length && Number(last) < file.size && body.length > 0;
  if (!isWhole) throw refuse(400, 'The Content-Range does not match the bytes of the request.');
  if (Number(first) === received) return;
  const text = `The range is not the one expected: ${received}-.`;
  throw new GraphError(416, 'ErrorInvalidRange', text, {}, { nextExpectedRanges: [String(received)] });
}

function refuse(status: number, text: string): GraphError {
  return new GraphError(status, 'ErrorInvalidRequest', text);
}
