/**
 * Writes what a kept message says as MIME, for the application that posted it; blind recipients are left out.
 *
 * Of a JSON message everything goes along that a header or a part can say; MAPI properties, categories and flags have neither. Lines
 * end in CRLF, and no file or address is read for it. Loaded with the first such request.
 */
import MailComposer from 'nodemailer/lib/mail-composer';
import type { GraphFileAttachment, GraphMessage, GraphRecipient } from '../graph/graph-message.ts';

export interface WrittenMessage {
  message: GraphMessage;
  /** The address in `from`, where the application gave one. */
  from?: string;
  messageId: string;
  date: Date;
}

/** The bytes of the message. */
export function writeMime({ message, from, messageId, date }: WrittenMessage): Promise<Buffer> {
  const { subject = '', body = {}, toRecipients, ccRecipients, replyTo, importance, internetMessageHeaders } = message;
  const isHtml = body.contentType === 'HTML';
  const composer = new MailComposer({
    ...(from !== undefined && { from }),
    to: listAddresses(toRecipients),
    cc: listAddresses(ccRecipients),
    replyTo: listAddresses(replyTo),
    subject,
    messageId,
    date,
    [isHtml ? 'html' : 'text']: body.content ?? '',
    headers: [
      ...(importance ? [{ key: 'Importance', value: importance }] : []),
      ...(internetMessageHeaders?.map(({ name: key, value }) => ({ key, value })) ?? []),
    ],
    attachments: message.attachments?.map(buildAttachment) ?? [],
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function listAddresses(recipients: readonly GraphRecipient[] = []): { name: string; address: string }[] {
  return recipients.map(({ emailAddress: { address, name = '' } }) => ({ address, name }));
}

function buildAttachment({ name, contentType = '', contentBytes, isInline, contentId }: GraphFileAttachment) {
  const content = Buffer.from(contentBytes, 'base64');
  return {
    filename: name,
    content,
    contentType: contentType === '' || isChangedByType(contentType, content) ? 'application/octet-stream' : contentType,
    contentDisposition: isInline ? 'inline' : 'attachment',
    ...(contentId !== undefined && { cid: contentId }),
  };
}

/** RFC 2046 allows neither type in base64, so readers look for parts in the one, and line breaks of the other become CRLF. */
function isChangedByType(type: string, content: Buffer): boolean {
  if (/^multipart\//i.test(type)) return true;
  return /^message\//i.test(type) && /(?<!\r)\n|\r(?!\n)/.test(content.toString('latin1'));
}
