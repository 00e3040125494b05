/**
 * An attachment in the one shape of Graph's `fileAttachment`.
 *
 * Business Central writes a large file as `{"AttachmentItem":{…}}`, files without a name or with separators in it, and an empty
 * GUID as content id; what was read from Graph brings properties along that Graph sets itself. An attachment that is no file keeps only
 * its type, since that is what is wrong with it. Base64 may have line breaks, but no spaces: one may have been a `+`.
 */
import { extensionOf, normaliseMediaType } from './attachment-media-type.ts';
import { isJsonObject, withoutUndefined, type JsonObject } from './json-value.ts';
import { normaliseFlag } from './normalise-flag.ts';
import type { PostedPointers } from './posted-pointers.ts';

const FILE = '#microsoft.graph.fileAttachment';
const notFiles = ['#microsoft.graph.itemAttachment', '#microsoft.graph.referenceAttachment'];

/** `index` is its place in the list, from 0; `pointer` where it is there. */
export function normaliseAttachment(given: unknown, index: number, pointer: string, pointers: PostedPointers): unknown {
  if (!isJsonObject(given)) return given;
  const { '@odata.type': type, ...file } = unwrap(given, pointer, pointers);
  const fullType = typeof type === 'string' && type.startsWith('microsoft.') ? `#${type}` : type;
  if (notFiles.includes(fullType as string)) return { '@odata.type': fullType, name: 'item', contentBytes: '' };
  const { id: _id, size: _size, lastModifiedDateTime: _time, ...rest } = file;
  const { name, contentType, contentBytes, contentId } = rest;
  const mediaType = typeof contentType === 'string' ? normaliseMediaType(contentType, name) : contentType;
  return withoutUndefined({
    '@odata.type': fullType,
    ...rest,
    name: normaliseFileName(name, index, mediaType),
    contentType: mediaType,
    contentBytes: typeof contentBytes === 'string' ? withoutLineBreaks(contentBytes) : contentBytes,
    isInline: normaliseFlag(rest['isInline']),
    contentId: typeof contentId === 'string' ? normaliseContentId(contentId) : contentId,
  });
}

/** The properties of an `AttachmentItem` that is alone in its object, with the type it stands for. */
function unwrap(given: JsonObject, pointer: string, pointers: PostedPointers): JsonObject {
  const [name, ...others] = Object.keys(given).filter((one) => one !== '@odata.type');
  const item = name?.toLowerCase() === 'attachmentitem' && others.length === 0 ? given[name] : undefined;
  if (name === undefined || !isJsonObject(item)) return given;
  const posted = `${pointers.toPosted(pointer)}/${name}`;
  pointers.move(pointer, posted);
  const { attachmentType = 'file', ...file } = item;
  const kind = typeof attachmentType === 'string' ? attachmentType.toLowerCase() : '';
  if (!['file', 'item', 'reference'].includes(kind)) return { ...item, '@odata.type': FILE };
  pointers.move(`${pointer}/@odata.type`, `${posted}/attachmentType`, true);
  return { ...file, '@odata.type': `#microsoft.graph.${kind}Attachment` };
}

function normaliseFileName(name: unknown, index: number, mediaType: unknown): unknown {
  if (name !== undefined && typeof name !== 'string') return name;
  if (name === undefined || name.trim() === '')
    return `attachment-${index + 1}${typeof mediaType === 'string' ? extensionOf(mediaType) : ''}`;
  return name.replace(/[/\\]/g, '_');
}

function withoutLineBreaks(base64: string): string {
  return /[\r\n]/.test(base64) ? base64.replace(/[\r\n]+/g, '') : base64;
}

/** Without `cid:` and angle brackets; undefined for the empty text and the empty GUID. */
function normaliseContentId(given: string): string | undefined {
  const contentId = given.replace(/^(?:cid:)+/i, '').replace(/^<([^<>]*)>$/, '$1');
  if (contentId !== given) return normaliseContentId(contentId);
  return contentId === '' || /^\{?0{8}-(?:0{4}-){3}0{12}\}?$/.test(contentId) ? undefined : contentId;
}
