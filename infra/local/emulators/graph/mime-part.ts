/**
 * One part of a MIME message: header fields, the parts within, and the bytes that its transfer encoding holds.
 *
 * Text is kept as one character per byte until it is decoded. RFC 5322 fields (unfolded), RFC 2045 parameters with the
 * percent form of RFC 2231, RFC 2046 multiparts to a bounded depth. It knows no addresses and no encoded words.
 */
import { GraphError } from './graph-error.ts';

const DEPTH_MAX = 20;

export interface MimePart {
  /** In order, as they were sent, in UTF-8. */
  headers: { name: string; value: string }[];
  /** One character per byte. */
  body: string;
}

/** Splits head and body; throws 400 `ErrorMimeContentInvalid` for a line that is no field. */
export function parsePart(bytes: string): MimePart {
  const end = /^\r?\n|\r?\n\r?\n/.exec(bytes);
  const head = end ? bytes.slice(0, end.index) : bytes;
  const headers = [];
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    if (line === '' && end?.index === 0) break;
    const [, name, value = ''] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
    if (!name) throw new GraphError(400, 'ErrorMimeContentInvalid', 'The MIME content is invalid.');
    headers.push({ name, value: decodeText(Buffer.from(value.trim(), 'latin1'), 'utf-8') });
  }
  return { headers, body: end ? bytes.slice(end.index + end[0].length) : '' };
}

/** A field's value, '' when it is absent; the last one counts. */
export function readField({ headers }: MimePart, name: string): string {
  return headers.findLast((one) => one.name.toLowerCase() === name)?.value ?? '';
}

/** A field before its first semicolon, in lower case. */
export function readToken(part: MimePart, name: string): string {
  return (readField(part, name).split(';')[0] ?? '').trim().toLowerCase();
}

/** A parameter of a field such as Content-Type. */
export function readParameter(part: MimePart, field: string, name: string): string | undefined {
  const value = readField(part, field);
  const [, charset = '', encoded] = new RegExp(`;\\s*${name}\\*=([^';]*)'[^';]*'([^;\\s]*)`, 'i').exec(value) ?? [];
  if (encoded !== undefined) {
    const bytes = encoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    return decodeText(Buffer.from(bytes, 'latin1'), charset);
  }
  const [, quoted, plain] = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]*))`, 'i').exec(value) ?? [];
  return quoted?.replace(/\\(.)/g, '$1') ?? plain;
}

/** The parts that hold no parts, in order. */
export function listLeaves(part: MimePart, depth = 0): MimePart[] {
  const boundary = readParameter(part, 'content-type', 'boundary');
  if (!readToken(part, 'content-type').startsWith('multipart/') || !boundary) return [part];
  if (depth >= DEPTH_MAX) throw new GraphError(400, 'ErrorMimeContentInvalid', 'The MIME content is invalid.');
  const line = new RegExp(`(?:^|\\r?\\n)--${boundary.replace(/[^\w]/g, '\\$&')}(--)?[ \\t]*(?=\\r?\\n|$)`, 'g');
  const marks = [...part.body.matchAll(line)];
  const last = marks.findIndex(([, isLast]) => isLast);
  const opening = last < 0 ? marks : marks.slice(0, last);
  return opening.flatMap(({ index, 0: mark }, position) => {
    const inner = part.body.slice(index + mark.length, marks[position + 1]?.index).replace(/^\r?\n/, '');
    return listLeaves(parsePart(inner), depth + 1);
  });
}

/** The bytes of a part. */
export function decodeBody(part: MimePart): Buffer {
  const encoding = readToken(part, 'content-transfer-encoding');
  if (encoding === 'base64') return Buffer.from(part.body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(part.body, 'latin1');
  const bytes = part.body
    .replace(/[ \t]*=[ \t]*\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

/** Text in a character set; one that is unknown is read as UTF-8. */
export function decodeText(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset || 'utf-8').decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}
