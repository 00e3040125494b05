/**
 * The media type of an attachment, from the label that a program wrote where it belongs.
 *
 * A label is used if it is a media type once a suffix in brackets (`application/msword(.doc)`), spaces and stray punctuation
 * are cut; else the extension of the file name decides, then a label that is an extension itself (`PDF`, `.Xlsx`), else
 * `application/octet-stream`. What has a control character or is too long stays as it is, for the schema to refuse.
 */
import { findMediaTypeProblem } from './attachment.ts';
import { findHeaderTextProblem } from './header-text.ts';
import { NAME_MAX_CHARACTERS } from '../limits.ts';

const OCTET_STREAM = 'application/octet-stream';
const office = 'application/vnd.openxmlformats-officedocument';

/** By extension; of several extensions of one type the first is the one that is given to a file without a name. */
const mediaTypes: ReadonlyMap<string, string> = new Map([
  ['pdf', 'application/pdf'],
  ['docx', `${office}.wordprocessingml.document`],
  ['xlsx', `${office}.spreadsheetml.sheet`],
  ['pptx', `${office}.presentationml.presentation`],
  ['doc', 'application/msword'],
  ['xls', 'application/vnd.ms-excel'],
  ['ppt', 'application/vnd.ms-powerpoint'],
  ['odt', 'application/vnd.oasis.opendocument.text'],
  ['ods', 'application/vnd.oasis.opendocument.spreadsheet'],
  ['rtf', 'application/rtf'],
  ['txt', 'text/plain'],
  ['csv', 'text/csv'],
  ['html', 'text/html'],
  ['htm', 'text/html'],
  ['ics', 'text/calendar'],
  ['vcf', 'text/vcard'],
  ['xml', 'application/xml'],
  ['json', 'application/json'],
  ['zip', 'application/zip'],
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['bmp', 'image/bmp'],
  ['svg', 'image/svg+xml'],
  ['tif', 'image/tiff'],
  ['tiff', 'image/tiff'],
]);

/** A media type, or the label if it must be refused. */
export function normaliseMediaType(label: string, fileName: unknown): string {
  if (label.length > NAME_MAX_CHARACTERS || findHeaderTextProblem(label)) return label;
  const known = [clean(label), cut(label)].find(isMediaType);
  const name = typeof fileName === 'string' ? fileName : '';
  const extension = /\.([^.]*)$/.exec(name)?.[1] ?? '';
  return known ?? typeOf(extension) ?? typeOf(label.replace(/^[\s.*]+|[\s;,.]+$/g, '')) ?? OCTET_STREAM;
}

/** `.pdf` for `application/pdf`; empty for a type that is not known. */
export function extensionOf(mediaType: string): string {
  const [base = ''] = mediaType.toLowerCase().split(';');
  const found = [...mediaTypes].find(([, type]) => type === base.trim());
  return found ? `.${found[0]}` : '';
}

function typeOf(extension: string): string | undefined {
  return mediaTypes.get(extension.toLowerCase());
}

function isMediaType(text: string): boolean {
  return text !== '' && !text.includes('*') && !findMediaTypeProblem(text);
}

function trim(label: string): string {
  return label.replace(/^[\s'"<.]+|[\s'">;,.]+$/g, '');
}

/** With its parameters as they are. */
function clean(label: string): string {
  const end = label.indexOf(';');
  return end === -1 ? trim(label) : `${trim(label.slice(0, end))}${label.slice(end).trimEnd()}`;
}

/** Type and subtype alone, without what follows a bracket or a semicolon. */
function cut(label: string): string {
  return trim((/^[^(;,]*/.exec(label)?.[0] ?? '').replace(/\s+/g, ''));
}
