/**
 * What the headers and the address of an upload say: which bytes of how large a file come, how it is called and what it is.
 *
 * Every refusal says what is expected. It reads no body, and does not know what is there already.
 */
import type { HttpRequest } from '@azure/functions';
import { CELL_BYTES } from '../shared/attachment-limits.ts';
import { parseContentRange, CONTENT_RANGE, type Piece } from '../shared/attachments/content-range.ts';
import type { FileDescription } from '../shared/attachments/sealed-files.ts';
import { formatBytes } from '../shared/body-too-large.ts';
import { ConnectorError, type Fault } from '../shared/errors.ts';
import { findFileNameProblem, findMediaTypeProblem } from '../shared/submission/attachment.ts';
import { normaliseMediaType } from '../shared/submission/attachment-media-type.ts';

type Headers = HttpRequest['headers'];

export interface UploadLimits {
  /** Of a file: MESSAGE_SIZE_MAX_MB. */
  messageBytes: number;
  /** Of the body of one request. */
  requestBytes: number;
}

/** `isPiece`: the request says that it brings a part, which may be all there is. */
export interface Upload extends Piece {
  isPiece: boolean;
}

/** @throws ConnectorError `unsupported_media_type`, `length_required`, `invalid_request`, `request_too_large` */
export function readUpload(headers: Headers, { messageBytes, requestBytes }: UploadLimits): Upload {
  if (headers.get('content-encoding') !== null) {
    const faults = [{ pointer: 'header:Content-Encoding', detail: 'is not accepted' }];
    const detail = 'Send the bytes of the file as they are, without Content-Encoding.';
    throw new ConnectorError('unsupported_media_type', { faults, detail });
  }
  const declared = headers.get('content-length') ?? '';
  if (headers.has('transfer-encoding') || !/^\d{1,15}$/.test(declared)) throw new ConnectorError('length_required');
  const bytes = Number(declared);
  const range = headers.get('content-range');
  const piece = range === null ? { start: 0, end: bytes, total: bytes } : parseContentRange(range);
  if (piece.total > messageBytes) {
    const pointer = range === null ? '' : CONTENT_RANGE;
    const says = range === null ? 'has' : 'says that the file has';
    throw tooLarge(pointer, `${says} ${formatBytes(piece.total)}; this connector accepts ${formatBytes(messageBytes)}`);
  }
  if (bytes > requestBytes) throw tooLarge('', describePieces(bytes, requestBytes));
  if (piece.end - piece.start !== bytes)
    throw refuse([
      { pointer: CONTENT_RANGE, detail: `names ${formatBytes(piece.end - piece.start)}, and the body has ${bytes}` },
    ]);
  return { ...piece, isPiece: range !== null };
}

function describePieces(bytes: number, requestBytes: number): string {
  const pieceBytes = Math.floor(requestBytes / CELL_BYTES) * CELL_BYTES;
  const how =
    pieceBytes > 0 ? `; send the file in pieces of at most ${formatBytes(pieceBytes)}, with Content-Range` : '';
  return `has ${formatBytes(bytes)}; one request may bring ${formatBytes(requestBytes)}${how}`;
}

/** `name` as the host decoded it from the address. @throws ConnectorError `invalid_request` with all faults */
export function readDescription(name: string, headers: Headers): FileDescription {
  const contentType = normaliseMediaType(headers.get('content-type') ?? '', name);
  const nameProblem = findEscapeProblem(name) ?? findFileNameProblem(name);
  const typeProblem = findMediaTypeProblem(contentType);
  const faults: Fault[] = [
    ...(nameProblem ? [{ pointer: 'path:name', detail: nameProblem }] : []),
    ...(typeProblem ? [{ pointer: 'header:Content-Type', detail: typeProblem }] : []),
  ];
  if (faults.length > 0) throw refuse(faults);
  return { name, contentType };
}

/** A host leaves `%2F`, and what is not UTF-8, as it is; a name that contains such a text cannot be told from it. */
function findEscapeProblem(name: string): string | undefined {
  if (/%2f/i.test(name)) return 'has a path separator; only the name of the file is accepted';
  try {
    decodeURIComponent(name.replace(/%(?![0-9a-f]{2})/gi, '%25'));
    return undefined;
  } catch {
    return 'is not percent-encoded UTF-8';
  }
}

function tooLarge(pointer: string, detail: string): ConnectorError {
  return new ConnectorError('request_too_large', { faults: [{ pointer, detail }] });
}

function refuse(faults: Fault[]): ConnectorError {
  return new ConnectorError('invalid_request', { faults });
}
