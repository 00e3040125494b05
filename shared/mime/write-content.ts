/**
 * What a kept message says as MIME: the bytes that were posted, where it came so, and else written from its JSON. Blind recipients
 * are left out of both, and so are uploaded files, which are never whole in memory. What reads and writes MIME is loaded when first needed.
 */
import type { GraphMessage } from '../graph/graph-message.ts';

export interface KeptContent {
  /** As buildSendMail writes it. */
  body: string;
  /** In base64. */
  mime?: string;
  from?: string;
}

export async function writeContent(
  { body, mime, from }: KeptContent,
  { id, createdAt }: { id: string; createdAt: Date },
): Promise<Buffer> {
  if (mime !== undefined) {
    const { removeFields } = await import('./read-mime.ts');
    return removeFields(Buffer.from(mime, 'base64'), 'bcc');
  }
  const { writeMime } = await import('./write-mime.ts');
  const { message } = JSON.parse(body) as { message: GraphMessage };
  // A name that leads nowhere (RFC 2606), so that it is nobody's.
  const messageId = `<${id}@guestmail.invalid>`;
  return writeMime({ message, ...(from !== undefined && { from }), messageId, date: createdAt });
}
