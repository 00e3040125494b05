/**
 * The header of a MIME message as its lines: where each field begins and ends in the bytes, and what it is called. Pure.
 *
 * Strict where two readers could see different fields: every line is a field or continues one, line breaks are all CRLF or all LF, and
 * no continuation is blank. Linear in the length of the header. It decodes no value and does not look at the body.
 * Source: RFC 5322 section 2.2; spaces before the colon are those of section 4.5.
 */
import type { Fault } from '../errors.ts';
import { NAME_MAX_CHARACTERS } from '../limits.ts';
import { formatJsonPointer } from '../submission/json-pointer.ts';
import { MIME_FIELDS_MAX, MIME_HEADER_MAX_BYTES } from '../mime-limits.ts';

export interface HeaderField {
  /** As written. */
  name: string;
  /** In lower case. */
  key: string;
  /** With its line break. */
  bytes: Buffer;
  /** What follows the colon, without the last line break. */
  value: Buffer;
}

export interface HeaderBlock {
  fields: HeaderField[];
  /** From the blank line on; empty where there is none. */
  rest: Buffer;
  newline: '\r\n' | '\n';
}

const LINE_FEED = 0x0a;

/** The pointer to a field, such as `/headers/Subject`. */
export function pointerTo(name: string): string {
  return formatJsonPointer(['headers', name]);
}

/** The header, or what is wrong with it. */
export function splitHeaderBlock(
  mime: Buffer,
  maxBytes = MIME_HEADER_MAX_BYTES,
): { block: HeaderBlock } | { fault: Fault } {
  const starts: number[] = [];
  const newline = lineBreakAt(mime, mime.indexOf(LINE_FEED));
  let [at, line] = [0, 0];
  while (at < mime.length) {
    const found = mime.indexOf(LINE_FEED, at);
    const end = found === -1 ? mime.length : found + 1;
    line += 1;
    if (found !== -1 && lineBreakAt(mime, found) !== newline)
      return faulty(`has a line ${line} in its header that ends in another line break than the first`);
    if (end > maxBytes) return faulty(`has a header of more than ${maxBytes} bytes`);
    const text = mime.toString('latin1', at, end).replace(/\r?\n$/, '');
    if (text === '') break;
    if (/[\r\0]/.test(text)) return faulty(`has a line ${line} with a control character in its header`);
    if (!/^[ \t]/.test(text)) starts.push(at);
    else if (starts.length === 0 || text.trim() === '') return faulty(`has a line ${line} that is no header`);
    if (starts.length > MIME_FIELDS_MAX) return faulty(`has more than ${MIME_FIELDS_MAX} header fields`);
    at = end;
  }
  const fields: HeaderField[] = [];
  for (const [index, start] of starts.entries()) {
    const field = readField(mime.subarray(start, starts[index + 1] ?? at));
    if (!field) return faulty(`has a header field ${index + 1} without a name and a colon`);
    fields.push(field);
  }
  return { block: { fields, rest: mime.subarray(at), newline } };
}

/** CRLF where there is none. */
function lineBreakAt(mime: Buffer, lineFeed: number): HeaderBlock['newline'] {
  return lineFeed === -1 || mime[lineFeed - 1] === 0x0d ? '\r\n' : '\n';
}

function readField(bytes: Buffer): HeaderField | undefined {
  const colon = bytes.indexOf(0x3a);
  // A name is far shorter; a longer text is not looked at.
  if (colon > NAME_MAX_CHARACTERS) return undefined;
  const name = bytes.toString('latin1', 0, Math.max(colon, 0)).replace(/[ \t]+$/, '');
  if (!/^[!-9;-~]+$/.test(name)) return undefined;
  const end = bytes.at(-1) !== LINE_FEED ? bytes.length : bytes.at(-2) === 0x0d ? bytes.length - 2 : bytes.length - 1;
  return { name, key: name.toLowerCase(), bytes, value: bytes.subarray(colon + 1, end) };
}

function faulty(detail: string): { fault: Fault } {
  return { fault: { pointer: '', detail } };
}
