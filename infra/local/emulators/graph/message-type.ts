/**
 * The `message` resource, its attachments and the parameters of actions, as types and as what a checked body holds.
 *
 * Properties that Graph fills itself are accepted and ignored, as Graph does; attachments are files, since items and
 * references cannot be part of a sent message here. Source: Graph v1.0 resource types message and fileAttachment.
 */
import {
  binary,
  collection,
  complex,
  dateTime,
  enumeration,
  flag,
  integer,
  opaque,
  text,
  unreadable,
  type ODataType,
} from './odata-types.ts';

type Optional<T> = { [Name in keyof T]?: T[Name] | null };

export interface EmailAddress {
  name: string;
  address: string;
}
export interface Recipient {
  emailAddress?: Optional<EmailAddress> | null;
}
export interface FileAttachment {
  name?: string | null;
  contentType?: string | null;
  contentBytes?: string | null;
  contentId?: string | null;
  isInline?: boolean | null;
}

export interface FollowupFlag {
  flagStatus?: string | null;
  startDateTime?: object | null;
  dueDateTime?: object | null;
  completedDateTime?: object | null;
}

/** A message that passed MESSAGE. */
export interface Message {
  internetMessageId?: string | null;
  subject?: string | null;
  body?: { contentType?: string | null; content?: string | null } | null;
  importance?: string | null;
  from?: Recipient | null;
  sender?: Recipient | null;
  toRecipients?: Recipient[];
  ccRecipients?: Recipient[];
  bccRecipients?: Recipient[];
  replyTo?: Recipient[];
  internetMessageHeaders?: { name?: string | null; value?: string | null }[];
  inferenceClassification?: string | null;
  isReadReceiptRequested?: boolean | null;
  isDeliveryReceiptRequested?: boolean | null;
  categories?: (string | null)[];
  flag?: FollowupFlag | null;
  singleValueExtendedProperties?: { id?: string | null; value?: string | null }[];
  attachments?: FileAttachment[];
}

const recipient = complex('microsoft.graph.recipient', {
  emailAddress: complex('microsoft.graph.emailAddress', { name: text, address: text }),
});

const itemBody = complex('microsoft.graph.itemBody', {
  contentType: enumeration('microsoft.graph.bodyType', ['text', 'html']),
  content: text,
});

const dateTimeTimeZone = complex('microsoft.graph.dateTimeTimeZone', { dateTime: text, timeZone: text });

const followupFlag = complex('microsoft.graph.followupFlag', {
  flagStatus: enumeration('microsoft.graph.followupFlagStatus', ['notflagged', 'complete', 'flagged']),
  startDateTime: dateTimeTimeZone,
  dueDateTime: dateTimeTimeZone,
  completedDateTime: dateTimeTimeZone,
});

const FILE_ATTACHMENT = 'microsoft.graph.fileAttachment';
const fileAttachment = complex(FILE_ATTACHMENT, {
  id: text,
  name: text,
  contentType: text,
  contentBytes: binary,
  contentId: text,
  contentLocation: text,
  isInline: flag,
  size: integer,
  lastModifiedDateTime: dateTime,
});

const attachment: ODataType = (value, name) => {
  const type = (value as Record<string, unknown> | null)?.['@odata.type'];
  if (type !== `#${FILE_ATTACHMENT}`) {
    throw unreadable(
      type === undefined
        ? "The property 'contentBytes' does not exist on type 'microsoft.graph.attachment'. Make sure to only use property names that are defined by the type or mark the type as open type."
        : `The type ${JSON.stringify(type)} cannot be part of a message that is sent.`,
    );
  }
  fileAttachment(value, name);
};

const message = complex('microsoft.graph.message', {
  id: text,
  subject: text,
  body: itemBody,
  bodyPreview: text,
  uniqueBody: itemBody,
  importance: enumeration('microsoft.graph.importance', ['low', 'normal', 'high']),
  inferenceClassification: enumeration('microsoft.graph.inferenceClassificationType', ['focused', 'other']),
  from: recipient,
  sender: recipient,
  toRecipients: collection(recipient),
  ccRecipients: collection(recipient),
  bccRecipients: collection(recipient),
  replyTo: collection(recipient),
  categories: collection(text),
  internetMessageId: text,
  internetMessageHeaders: collection(complex('microsoft.graph.internetMessageHeader', { name: text, value: text })),
  attachments: collection(attachment),
  singleValueExtendedProperties: collection(
    complex('microsoft.graph.singleValueLegacyExtendedProperty', { id: text, value: text }),
  ),
  multiValueExtendedProperties: collection(opaque),
  flag: followupFlag,
  conversationId: text,
  conversationIndex: binary,
  parentFolderId: text,
  changeKey: text,
  webLink: text,
  hasAttachments: flag,
  isDraft: flag,
  isRead: flag,
  isDeliveryReceiptRequested: flag,
  isReadReceiptRequested: flag,
  createdDateTime: dateTime,
  lastModifiedDateTime: dateTime,
  receivedDateTime: dateTime,
  sentDateTime: dateTime,
});

const parameters = complex('sendMail parameters', { message, saveToSentItems: flag });

const attachmentItem = complex('microsoft.graph.attachmentItem', {
  attachmentType: enumeration('microsoft.graph.attachmentType', ['file', 'item', 'reference']),
  name: text,
  size: integer,
  contentType: text,
  contentId: text,
  isInline: flag,
});

/** What an upload session is created for. */
export interface AttachmentItem {
  attachmentType?: string | null;
  name?: string | null;
  size?: number | null;
  contentType?: string | null;
  contentId?: string | null;
  isInline?: boolean | null;
}

/** Checks a message that becomes a draft. */
export function parseMessage(body: unknown): Message {
  if (body === null) throw unreadable('The request body is empty.');
  message(body, 'message');
  return body as Message;
}

/** Checks an attachment that is added to a draft. */
export function parseFileAttachment(body: unknown): FileAttachment {
  attachment(body, 'attachment');
  return body as FileAttachment;
}

/** Checks the body of the createUploadSession action. */
export function parseAttachmentItem(body: unknown): AttachmentItem {
  complex('createUploadSession parameters', { AttachmentItem: attachmentItem })(body, 'parameters');
  const given = (body as { AttachmentItem?: AttachmentItem | null } | null)?.AttachmentItem;
  if (!given) throw unreadable("The parameter 'AttachmentItem' is required.");
  return given;
}

/** Checks the body of the sendMail action. */
export function parseSendMailParameters(body: unknown): { message: Message; saveToSentItems: boolean } {
  if (body === null) throw unreadable('The request body is empty.');
  parameters(body, 'parameters');
  const given = body as { message?: Message | null; saveToSentItems?: boolean | null };
  if (!given.message) throw unreadable("The parameter 'message' is required.");
  return { message: given.message, saveToSentItems: given.saveToSentItems ?? true };
}
