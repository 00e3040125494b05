/**
 * The rules of Exchange for a message that Graph could read: recipients, headers, sender, attachments.
 *
 * Checked in this order: headers, flag, attachments, sender, recipients. Nothing is stored or sent here.
 */
import { createHash } from 'node:crypto';
import type { Account } from './authenticate.ts';
import { GraphError } from './graph-error.ts';
import type { AcceptedAttachment, AcceptedMessage } from './mailboxes.ts';
import type { EmailAddress, FileAttachment, FollowupFlag, Message, Recipient } from './message-type.ts';

const HEADERS_MAX = 5;
const RECIPIENTS_MAX = 500;

export interface AcceptedMessageInput {
  account: Account;
  message: Message;
  saveToSentItems: boolean;
  requestId: string;
  id: string;
  now: Date;
}

/** Builds the stored form of the message; throws 400 and 403 as Graph answers them. */
export function buildAcceptedMessage({ account, message, ...input }: AcceptedMessageInput): AcceptedMessage {
  const internetMessageHeaders = readHeaders(message.internetMessageHeaders);
  const flag = readFlag(message.flag);
  const attachments = (message.attachments ?? []).map(readAttachment);
  refuseOtherSender(account, [message.from, message.sender]);
  const toRecipients = readRecipients(message.toRecipients);
  const ccRecipients = readRecipients(message.ccRecipients);
  const bccRecipients = readRecipients(message.bccRecipients);
  const count = toRecipients.length + ccRecipients.length + bccRecipients.length;
  if (count === 0) throw invalidRecipients("A message can't be sent because it contains no recipients.");
  if (count > RECIPIENTS_MAX) {
    const text = 'The message cannot be sent because it has more recipients than the mailbox allows.';
    throw new GraphError(403, 'ErrorExceededMaxRecipientLimit', text);
  }
  return {
    id: input.id,
    acceptedAt: input.now.toISOString(),
    requestId: input.requestId,
    tenantId: account.tenantId,
    objectId: account.objectId,
    from: { name: account.displayName, address: account.mail },
    toRecipients,
    ccRecipients,
    bccRecipients,
    replyTo: readRecipients(message.replyTo),
    subject: message.subject ?? '',
    body: {
      contentType: message.body?.contentType?.toLowerCase() === 'html' ? 'html' : 'text',
      content: message.body?.content ?? '',
    },
    importance: (message.importance?.toLowerCase() ?? 'normal') as AcceptedMessage['importance'],
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
    saveToSentItems: input.saveToSentItems,
  };
}

function readHeaders(headers: Message['internetMessageHeaders']): AcceptedMessage['internetMessageHeaders'] {
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

function readAttachment(attachment: FileAttachment): AcceptedAttachment {
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

function refuseOtherSender(account: Account, senders: (Recipient | null | undefined)[]): void {
  for (const sender of senders) {
    const address = sender?.emailAddress?.address;
    if (!address || account.addresses.includes(address.toLowerCase())) continue;
    const text =
      'The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account., Cannot submit message.';
    throw new GraphError(403, 'ErrorSendAsDenied', text);
  }
}

function readRecipients(recipients: Recipient[] = []): EmailAddress[] {
  return recipients.map(({ emailAddress }) => {
    const address = emailAddress?.address ?? '';
    if (!/^[^\s@,;<>()[\]"\\]+@[^\s@,;<>()[\]"\\]+\.[^\s@,;<>()[\]"\\.]+$/.test(address)) {
      const shown = address || emailAddress?.name || '';
      throw invalidRecipients(
        `Recipient '${shown}' is not resolved. All recipients must be resolved before a message can be submitted.`,
      );
    }
    return { name: emailAddress?.name ?? address, address };
  });
}

function invalidRecipients(reason: string): GraphError {
  return new GraphError(400, 'ErrorInvalidRecipients', `At least one recipient is not valid., ${reason}`);
}
