/** Where the id of an uploaded file comes from: chance, so that nobody guesses one. */
import { randomBytes } from 'node:crypto';
import { formatAttachmentId } from '../attachment-addresses.ts';

/** 128 random bits. */
export function createAttachmentId(): string {
  return formatAttachmentId(randomBytes(16).toString('hex'));
}
