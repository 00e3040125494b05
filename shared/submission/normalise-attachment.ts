/**
 * An attachment in the one shape of Graph's `fileAttachment`.
 *
 * Business Central writes a large file as `{"AttachmentItem":{…}}`, files without a name or with separators in it, and an empty
 * GUID as content id; what was read from Graph brings properties along that Graph sets itself. An attachment that is no file keeps only
 * its type, since that is what is wrong with it; so does an `AttachmentItem` of which any type says so. Base64 may have line breaks, but no spaces: one may have been a `+`. The `id` that
 * Graph gave is left out; that of an uploaded file stands for its content.
 */
import { looksLikeAttachmentId } from '../attachment-addresses.ts';
import { extensionOf, normaliseMediaType } from './attachment-media-type.ts';
import { NAME_MAX_CHARACTERS } from '../limits.ts';
import { isJsonObject, withoutUndefined, type JsonObject } from './json-value.ts';
import { normaliseFlag } from './normalise-flag.ts';
import type { PostedPointers } from './posted-pointers.ts';

const FILE = '#microsoft.graph.fileAttachment';
const notFiles = ['#microsoft.graph.itemAttachment', '#microsoft.graph.referenceAttachment'];

/** `index` is its place in the list, from 0; `pointer` where it is there. */
export function normaliseAttachment(given: unknown, index: number, pointer: string, pointers: PostedPointers): unknown {
  if (!isJsonObject(given)) return given;
  const { '@odata.type': type, ...file } = unwrap(given, pointer, pointers);
  const fullType = writeFullType(type);
  if (notFiles.includes(fullType as string)) return { '@odata.type': fullType, name: 'item', contentBytes: '' };
  const { id, size: _size, lastModifiedDateTime: _time, ...rest } = file;
  const { name, contentType, contentBytes, contentId } = rest;
  const isUploaded = typeof id === 'string' && looksLikeAttachmentId(id);
  const mediaType = typeof contentType === 'string' ? normaliseMediaType(contentType, name) : contentType;
  return withoutUndefined({
    '@odata.type': fullType,
    ...rest,
    ...(isUploaded && { id }),
    // What is not said of an uploaded file is as it was uploaded.
    name: isUploaded && isEmpty(name) ? undefined : normaliseFileName(name, index, mediaType),
    contentType: isUploaded && isEmpty(contentType) ? undefined : mediaType,
    contentBytes: isUploaded && isEmpty(contentBytes) ? undefined : normaliseBase64(contentBytes),
    isInline: normaliseFlag(rest['isInline']),
    contentId: typeof contentId === 'string' ? normaliseContentId(contentId) : contentId,
  });
}

function isEmpty(text: unknown): boolean {
  return text === undefined || (typeof text === 'string' && text.trim() === '');
}

function writeFullType(type: unknown): unknown {
  return typeof type === 'string' && type.startsWith('microsoft.') ? `#${type}` : type;
}

/** The properties of an `AttachmentItem` that is alone in its object, with the type it stands for. */
function unwrap(given: JsonObject, pointer: string, pointers: PostedPointers): JsonObject {
  const { '@odata.type': outerType, ...parts } = given;
  const [name, ...others] = Object.keys(parts);
  const item = name?.toLowerCase() === 'attachmentitem' && others.length === 0 ? given[name] : undefined;
  if (name === undefined || !isJsonObject(item)) return given;
  const outer = pointers.toPosted(pointer);
  const posted = `${outer}/${name}`;
  pointers.move(pointer, posted);
  const { attachmentType = 'file', '@odata.type': innerType, ...file } = item;
  const kind = typeof attachmentType === 'string' ? attachmentType.toLowerCase() : '';
  const isKind = ['file', 'item', 'reference'].includes(kind);
  const types: [type: unknown, posted: string][] = [
    [outerType, `${outer}/@odata.type`],
    [innerType, `${posted}/@odata.type`],
  ];
  const [type, typePosted] = types.find(([one]) => one !== undefined && !isFileType(one)) ?? [
    isKind ? `#microsoft.graph.${kind}Attachment` : FILE,
    `${posted}/attachmentType`,
  ];
  pointers.move(`${pointer}/@odata.type`, typePosted, true);
  return { ...file, ...(!isKind && { attachmentType }), '@odata.type': type };
}

/** `attachmentItem` is what describes a file to an upload session. */
function isFileType(type: unknown): boolean {
  return [FILE, '#microsoft.graph.attachmentItem'].includes(writeFullType(type) as string);
}

function normaliseFileName(name: unknown, index: number, mediaType: unknown): unknown {
  if (name !== undefined && typeof name !== 'string') return name;
  if (name === undefined || name.trim() === '')
    return `attachment-${index + 1}${typeof mediaType === 'string' ? extensionOf(mediaType) : ''}`;
  return name.length > NAME_MAX_CHARACTERS ? name : name.replace(/[/\\]/g, '_');
}

function normaliseBase64(contentBytes: unknown): unknown {
  return typeof contentBytes === 'string' ? withoutLineBreaks(contentBytes) : contentBytes;
}

/** Byte by byte, since a text of megabytes may have a line break after each character. */
function withoutLineBreaks(base64: string): string {
  // What is not ASCII is not base64 either, and stays for the schema to refuse.
  if (!/[\r\n]/.test(base64) || /[^\0-\x7f]/.test(base64)) return base64;
  const bytes = Buffer.from(base64, 'latin1');
  let length = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte === 0x0a || byte === 0x0d) continue;
    bytes[length] = byte;
    length += 1;
  }
  return bytes.toString('latin1', 0, length);
}

/** Without `cid:` and angle brackets; undefined for the empty text and the empty GUID. */
function normaliseContentId(given: string): string | undefined {
  const contentId = given.replace(/^(?:cid:)+/i, '').replace(/^<([^<>]*)>$/, '$1');
  if (contentId !== given) return normaliseContentId(contentId);
  return contentId === '' || /^\{?0{8}-(?:0{4}-){3}0{12}\}?$/.test(contentId) ? undefined : contentId;
}
