/**
 * Splits a MIME message into the tree of its parts, the bytes of each decoded from their transfer encoding.
 *
 * An attached message is one part and not looked into. Bounded in parts and depth. What a part means is for convert-mime.ts.
 */
import { Splitter, type MessageChunk, type MimeNode } from '@zone-eu/mailsplit';
import type { Fault } from '../errors.ts';
import { MIME_DEPTH_MAX, MIME_HEADER_MAX_BYTES, MIME_PARTS_MAX } from '../mime-limits.ts';

export interface MimePart {
  /** In lower case; where the part says nothing `text/plain`, or what RFC 2046 section 5.1.5 says of a digest. */
  type: string;
  /** Parameters of the type, names in lower case. */
  parameters: Readonly<Record<string, string>>;
  isAttachment: boolean;
  /** Decoded; may have a path. */
  fileName?: string;
  /** Without angle brackets. */
  contentId?: string;
  charset?: string;
  /** Empty for a multipart. */
  content: Buffer;
  parts: MimePart[];
}

/** The outermost part, or what is wrong with the message. */
export async function splitParts(mime: Buffer): Promise<{ part: MimePart } | { fault: Fault }> {
  const found = new Map<MimeNode, { part: MimePart; chunks: Buffer[]; depth: number }>();
  const splitter = new Splitter({
    ignoreEmbedded: true,
    maxChildNodes: MIME_PARTS_MAX,
    maxHeadSize: MIME_HEADER_MAX_BYTES,
  });
  splitter.end(mime);
  try {
    for await (const chunk of splitter as AsyncIterable<MimeNode | MessageChunk>) {
      if (chunk.type !== 'node') {
        if (chunk.type === 'body' && chunk.value) found.get(chunk.node)?.chunks.push(chunk.value);
        continue;
      }
      const parent = chunk.parentNode ? found.get(chunk.parentNode) : undefined;
      const depth = (parent?.depth ?? 0) + 1;
      if (depth > MIME_DEPTH_MAX) return faulty(`nests parts more than ${MIME_DEPTH_MAX} deep`);
      const part = readPart(chunk, parent?.part.type);
      parent?.part.parts.push(part);
      found.set(chunk, { part, chunks: [], depth });
    }
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EMAXLEN') throw error;
    return faulty(
      `has more than ${MIME_PARTS_MAX} parts, or a part with a header of more than ${MIME_HEADER_MAX_BYTES} bytes`,
    );
  }
  for (const [node, { part, chunks }] of found) part.content = await decode(node, Buffer.concat(chunks));
  const [root] = found.values();
  return root ? { part: root.part } : faulty('has no parts');
}

function readPart(node: MimeNode, parentType?: string): MimePart {
  const { contentType, disposition, filename, charset } = node;
  const isDigested = parentType === 'multipart/digest' && !(node.headers && node.headers.hasHeader('content-type'));
  const [contentId] = node.headers ? node.headers.get('content-id') : [];
  const id = contentId === undefined ? '' : readContentId(contentId);
  return {
    type: isDigested ? 'message/rfc822' : contentType || 'text/plain',
    parameters: readParameters(node),
    isAttachment: disposition === 'attachment',
    ...(filename && { fileName: filename }),
    ...(id && { contentId: id }),
    ...(charset && { charset: charset.toLowerCase() }),
    content: Buffer.alloc(0),
    parts: [],
  };
}

/** `Content-ID: <logo@contoso>` is `logo@contoso`. */
function readContentId(line: string): string {
  return line
    .slice(line.indexOf(':') + 1)
    .trim()
    .replace(/^<|>$/g, '');
}

/** Of the content type; the library has parsed them, and gives them away under this name alone. */
function readParameters(node: MimeNode): Record<string, string> {
  const { _parsedContentType: parsed } = node as unknown as {
    _parsedContentType?: { params?: Record<string, string> } | false;
  };
  return (parsed && parsed.params) || {};
}

async function decode(node: MimeNode, bytes: Buffer): Promise<Buffer> {
  if (bytes.length === 0) return bytes;
  const decoder = node.getDecoder();
  decoder.end(bytes);
  const chunks: Buffer[] = [];
  for await (const chunk of decoder as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function faulty(detail: string): { fault: Fault } {
  return { fault: { pointer: '', detail } };
}
