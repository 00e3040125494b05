/**
 * Names that Microsoft Graph knows in a message: those that a submission passes on are in message-schema.ts, the others here.
 *
 * A name of Graph that is null says nothing and is left out; one that has a value and is not passed on is a fault of its own,
 * because leaving it out would send another message than the one that was meant. Source: Graph v1.0 resource types message, outlookItem,
 * attachment, fileAttachment, itemAttachment, referenceAttachment, attachmentItem.
 */
import { listSchemaNames } from './message-schema.ts';

const notPassedOn =
  'id changeKey createdDateTime lastModifiedDateTime receivedDateTime sentDateTime hasAttachments internetMessageId bodyPreview ' +
  'uniqueBody parentFolderId conversationId conversationIndex isRead isDraft webLink extensions multiValueExtendedProperties ' +
  'size contentLocation attachmentType item sourceUrl providerType permission isFolder thumbnailUrl previewUrl';

const names = new Set([...notPassedOn.split(' '), ...listSchemaNames()]);

/** Whether Graph has a property of this name in a message or a part of one. */
export function isGraphName(name: string): boolean {
  return names.has(name);
}
