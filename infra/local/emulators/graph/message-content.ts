/**
 * What a message says, as a mailbox keeps it: the same for a draft and for a message that was accepted.
 *
 * Headers, flag and attachments are checked in this order. Sender and recipients are not: a draft may have any, or none.
 */
import type { Account } from './authenticate.ts';
import { GraphError } from './graph-error.ts';
import type { EmailAddress, FollowupFlag, Message, Recipient } from './message-type.ts';
import { readAttachment, type AcceptedAttachment } from './read-attachment.ts';

const HEADERS_MAX = 5;

export interface MessageContent {
  from: EmailAddress;
  toRecipients: EmailAddress[];
  ccRecipients: EmailAddress[];
  bccRecipients: EmailAddress[];
  replyTo: EmailAddress[];
  subject: string;
  body: { contentType: 'text' | 'html'; content: string };
  importance: 'low' | 'normal' | 'high';
  isReadReceiptRequested: boolean;
  isDeliveryReceiptRequested: boolean;
  categories: string[];
  /** As they were sent. */
  inferenceClassification?: string;
  flag?: FollowupFlag;
  internetMessageHeaders: { name: string; value: string }[];
  singleValueExtendedProperties: { id: string; value: string }[];
  attachments: AcceptedAttachment[];
}

/** Reads a message; throws 400 as Graph answers it. */
export function readMessageContent(account: Account, message: Message): MessageContent {
  const internetMessageHeaders = readHeaders(message.internetMessageHeaders);
  const flag = readFlag(message.flag);
  const attachments = (message.attachments ?? []).map(readAttachment);
  return {
    from: { name: account.displayName, address: account.mail },
    toRecipients: readRecipients(message.toRecipients),
    ccRecipients: readRecipients(message.ccRecipients),
    bccRecipients: readRecipients(message.bccRecipients),
    replyTo: readRecipients(message.replyTo),
    subject: message.subject ?? '',
    body: {
      contentType: message.body?.contentType?.toLowerCase() === 'html' ? 'html' : 'text',
      content: message.body?.content ?? '',
    },
    importance: (message.importance?.toLowerCase() ?? 'normal') as MessageContent['importance'],
    isReadReceiptRequested: message.isReadReceiptRequested ?? false,
    isDeliveryReceiptRequested: message.isDeliveryReceiptRequested ?? false,
    categories: (message.categories ?? []).map(String),
    ...(message.inferenceClassification && { inferenceClassification: message.inferenceClassification }),
    ...(flag && { flag }),
    internetMessageHeaders,
    singleValueExtendedProperties: (message.singleValueExtendedProperties ?? []).map((one) => ({
      id: one.id ?? '',
      value: one.value ?? '',
    })),
    attachments,
  };
}

/** What the limit of a mailbox counts: bytes of text and of attachments, as they are. */
export function measureContent({ subject, body, attachments }: MessageContent): number {
  const text = Buffer.byteLength(subject) + Buffer.byteLength(body.content);
  return attachments.reduce((sum, { size }) => sum + size, text);
}

function readHeaders(headers: Message['internetMessageHeaders']): MessageContent['internetMessageHeaders'] {
  if (!headers) return [];
  if (headers.length === 0 || headers.length > HEADERS_MAX) {
    const text = `The number of internet message headers is invalid. It should be less or equal to ${HEADERS_MAX}.`;
    throw new GraphError(400, 'InvalidInternetMessageHeaderCollection', text);
  }
  return headers.map(({ name, value }) => {
    if (!/^x-[\w-]+$/i.test(name ?? '')) {
      const text = `The internet message header name '${name ?? ''}' should start with 'x-' or 'X-'.`;
      throw new GraphError(400, 'InvalidInternetMessageHeader', text);
    }
    if (/[\r\n]/.test(value ?? '')) {
      throw new GraphError(400, 'InvalidInternetMessageHeader', 'The internet message header value is invalid.');
    }
    return { name: name ?? '', value: value ?? '' };
  });
}

/** A due date needs a start date. Source: Graph v1.0 resource type followupFlag. */
function readFlag(flag: Message['flag']): FollowupFlag | undefined {
  if (flag?.dueDateTime && !flag.startDateTime)
    throw new GraphError(400, 'ErrorInvalidRequest', 'The start date of a flag is required when its due date is set.');
  return flag ?? undefined;
}

function readRecipients(recipients: Recipient[] = []): EmailAddress[] {
  return recipients.map(({ emailAddress }) => {
    const address = emailAddress?.address ?? '';
    return { name: emailAddress?.name ?? address, address };
  });
}
