/**
 * What an attachment's name, media type, content and content id may be.
 *
 * Every check is linear in the length of its text, because the content may be megabytes. The content is not decoded: base64
 * is checked by its characters, its padding and its unused bits (RFC 4648 sections 3.5 and 4), so that each file has exactly
 * one text. An empty file is allowed. Sizes are not checked here.
 */
import { isAttachmentId } from '../attachment-addresses.ts';
import { NAME_MAX_CHARACTERS } from '../limits.ts';
import { findHeaderTextProblem } from './header-text.ts';
import { findLengthProblem } from './length-problem.ts';

const token = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
/** RFC 9110 section 8.3.1; parameters as tokens or quoted strings. */
const mediaType = new RegExp(`^${token}/${token}(?:[ \\t]*;[ \\t]*${token}=(?:${token}|"[^"\\\\]*"))*$`);

/** `@odata.type` of a file. */
export const FILE_ATTACHMENT = '#microsoft.graph.fileAttachment';

/** What is wrong with the type of an attachment; undefined when nothing is. */
export function findAttachmentTypeProblem(type: string): string | undefined {
  if (type === FILE_ATTACHMENT) return undefined;
  if (type === '#microsoft.graph.itemAttachment')
    return 'is an itemAttachment; only files are sent here, so attach the item as a file, such as .eml or .ics';
  if (type === '#microsoft.graph.referenceAttachment')
    return 'is a referenceAttachment, a link to a file that recipients may not be allowed to open; attach the file itself, or write the link into the body';
  return `is not ${FILE_ATTACHMENT}`;
}

/** What is wrong with the id of an uploaded file; undefined when nothing is. */
export function findUploadedFileProblem(id: string): string | undefined {
  return isAttachmentId(id) ? undefined : 'is not an id that PUT /attachments/{name} gave';
}

/** What is wrong with a file name; undefined when nothing is. */
export function findFileNameProblem(name: string): string | undefined {
  if (name === '') return 'is empty';
  const length = findLengthProblem(name, NAME_MAX_CHARACTERS);
  if (length) return length;
  if (/[/\\]/.test(name)) return 'has a path separator; only the name of the file is accepted';
  if (/^\.{1,2}$/.test(name)) return 'is a folder, not a file';
  return findHeaderTextProblem(name);
}

/** What is wrong with a media type; the empty text counts as absent. */
export function findMediaTypeProblem(type: string): string | undefined {
  const length = findLengthProblem(type, NAME_MAX_CHARACTERS);
  if (length) return length;
  return type === '' || (mediaType.test(type) && !findHeaderTextProblem(type))
    ? undefined
    : 'is not a media type such as application/pdf';
}

/** What is wrong with a content id, written without angle brackets; the empty text counts as absent. */
export function findContentIdProblem(contentId: string): string | undefined {
  const length = findLengthProblem(contentId, NAME_MAX_CHARACTERS);
  if (length) return length;
  return /[^\x21-\x7e]|[<>]/.test(contentId) ? 'has a space, < or > or a character that is not ASCII' : undefined;
}

/** What is wrong with base64 text; undefined when nothing is. */
export function findBase64Problem(text: string): string | undefined {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const digits = text.length - padding;
  const firstOther = text.search(/[^A-Za-z0-9+/]/);
  if (text[firstOther] === ' ')
    return 'is not base64: it has a space, perhaps in place of a + that was lost on the way';
  if (firstOther !== -1 && firstOther < digits) return 'is not base64 (RFC 4648 section 4; no - and _)';
  if (text.length % 4 !== 0) return 'is not base64: its length is not a multiple of 4, or the padding is wrong';
  // The last group leaves 4 bits unused after one byte and 2 bits after two bytes; they must be zero.
  const last = text[digits - 1] ?? '';
  if (padding === 2 && !'AQgw'.includes(last)) return 'is not base64: unused bits are set';
  if (padding === 1 && !'AEIMQUYcgkosw048'.includes(last)) return 'is not base64: unused bits are set';
  return undefined;
}
