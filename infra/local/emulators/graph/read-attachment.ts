/**
 * A file attachment as a mailbox keeps it: its size and SHA-256 in place of its bytes.
 */
import { createHash } from 'node:crypto';
import { GraphError } from './graph-error.ts';
import type { FileAttachment } from './message-type.ts';

export interface AcceptedAttachment {
  name: string;
  contentType: string;
  /** Bytes after decoding. */
  size: number;
  /** Hexadecimal. */
  sha256: string;
  isInline: boolean;
  contentId?: string;
}

/** Reads an attachment; throws 400 without a name or bytes. */
export function readAttachment(attachment: FileAttachment): AcceptedAttachment {
  const { name, contentBytes, contentType, contentId, isInline } = attachment;
  if (!name || contentBytes === undefined || contentBytes === null) {
    throw new GraphError(400, 'ErrorInvalidRequest', 'An attachment needs a name and contentBytes.');
  }
  const content = Buffer.from(contentBytes, 'base64');
  return {
    name,
    contentType: contentType ?? 'application/octet-stream',
    size: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    isInline: isInline ?? false,
    ...(contentId && { contentId }),
  };
}
