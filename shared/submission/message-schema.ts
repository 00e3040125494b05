/**
 * The message of a submission in its one shape: the properties of Graph's message that a caller may set, as closed schemas.
 *
 * They check each field by itself and change nothing. normalise-message.ts makes this shape of what callers write; rules between
 * fields are in submission-rules.ts. As in Graph, null means absent wherever a property may be absent.
 */
import * as z from 'zod';
import { findAddressProblem } from '../address.ts';
import {
  ATTACHMENTS_MAX,
  CATEGORIES_MAX,
  EXTENDED_PROPERTIES_MAX,
  EXTENDED_PROPERTY_VALUE_MAX_CHARACTERS,
  HEADER_VALUE_MAX_CHARACTERS,
  INTERNET_MESSAGE_HEADERS_MAX,
  NAME_MAX_CHARACTERS,
  SUBJECT_MAX_CHARACTERS,
} from '../limits.ts';
import {
  findAttachmentTypeProblem,
  findBase64Problem,
  findContentIdProblem,
  findFileNameProblem,
  findMediaTypeProblem,
  findUploadedFileProblem,
} from './attachment.ts';
import { findExtendedPropertyIdProblem } from './extended-property.ts';
import { findPostedHeaderNameProblem } from './header-name.ts';
import { findEncodingProblem } from './header-text.ts';
import { isLocalDateTime } from './schedule.ts';
import { findLengthProblem, headerText, text, word } from './schema-fields.ts';

const emailAddress = z.strictObject({
  address: text(findAddressProblem, 'Plain address such as ann@fabrikam.com.'),
  name: headerText(NAME_MAX_CHARACTERS, 'Display name.').nullish(),
});
const recipient = z.strictObject({ emailAddress });
const recipients = z.array(recipient).nullish();

const body = z.strictObject({
  contentType: word('HTML or Text, in any case.', 'html', 'text').nullish(),
  content: text(findEncodingProblem, 'The text or HTML.').nullish(),
});

const internetMessageHeader = z.strictObject({
  // Of the headers that have a property, only those are left whose value is wrong (normalise-headers.ts).
  name: text(findPostedHeaderNameProblem, 'Begins with x-; the names that begin with x-guestmail- are reserved.'),
  value: headerText(HEADER_VALUE_MAX_CHARACTERS, 'One line.'),
});

/** With its content, or with the id of an uploaded file: submission-rules.ts. */
const attachment = z.strictObject({
  '@odata.type': text(findAttachmentTypeProblem, '#microsoft.graph.fileAttachment'),
  id: text(findUploadedFileProblem, 'The id of a file that was uploaded with PUT /attachments/{name}.').optional(),
  name: text(findFileNameProblem, 'File name without a path.').optional(),
  contentType: text(findMediaTypeProblem, 'Media type.').nullish(),
  contentBytes: text(findBase64Problem, 'Base64 with padding; may be empty.').optional(),
  isInline: z.boolean().nullish(),
  contentId: text(findContentIdProblem, 'Content-ID without angle brackets.').nullish(),
});

const dateTimeTimeZone = z.strictObject({
  dateTime: text(
    (value) => (isLocalDateTime(value) ? undefined : 'is not a date-time without offset, such as 2026-12-01T06:00:00'),
    'Date-time without offset, such as 2026-12-01T06:00:00.',
  ),
  timeZone: headerText(NAME_MAX_CHARACTERS, 'Time zone such as UTC or W. Europe Standard Time.'),
});

const followupFlag = z.strictObject({
  flagStatus: word('notFlagged, flagged or complete, in any case.', 'notFlagged', 'flagged', 'complete').nullish(),
  startDateTime: dateTimeTimeZone.nullish(),
  dueDateTime: dateTimeTimeZone.nullish(),
  completedDateTime: dateTimeTimeZone.nullish(),
});

const extendedProperty = z.strictObject({
  id: text(findExtendedPropertyIdProblem, 'Such as String {GUID} Name x, Integer {GUID} Id 0x8012 or String 0x1042.'),
  value: text(
    (value) => findLengthProblem(value, EXTENDED_PROPERTY_VALUE_MAX_CHARACTERS) ?? findEncodingProblem(value),
    'The value as text.',
  ),
});

/** The properties of Graph's message that a caller may set. */
export const messageSchema = z.strictObject({
  subject: headerText(SUBJECT_MAX_CHARACTERS, 'One line.').nullish(),
  body: body.nullish(),
  toRecipients: recipients,
  ccRecipients: recipients,
  bccRecipients: recipients,
  replyTo: recipients,
  from: recipient.nullish().describe('Only a proven address of the connected mailbox; it is not sent to Graph.'),
  sender: recipient.nullish().describe('Only a proven address of the connected mailbox; it is not sent to Graph.'),
  importance: word('low, normal or high, in any case.', 'low', 'normal', 'high').nullish(),
  isReadReceiptRequested: z.boolean().nullish(),
  isDeliveryReceiptRequested: z.boolean().nullish(),
  inferenceClassification: word('focused or other, in any case.', 'focused', 'other').nullish(),
  categories: z
    .array(headerText(NAME_MAX_CHARACTERS, 'Name of a category.').min(1, 'is empty'))
    .max(CATEGORIES_MAX, `has more than ${CATEGORIES_MAX} categories`)
    .nullish(),
  flag: followupFlag.nullish(),
  internetMessageHeaders: z
    .array(internetMessageHeader)
    .max(INTERNET_MESSAGE_HEADERS_MAX, `has more than ${INTERNET_MESSAGE_HEADERS_MAX} headers`)
    .nullish(),
  singleValueExtendedProperties: z
    .array(extendedProperty)
    .max(EXTENDED_PROPERTIES_MAX, `has more than ${EXTENDED_PROPERTIES_MAX} properties`)
    .nullish(),
  attachments: z.array(attachment).max(ATTACHMENTS_MAX, `has more than ${ATTACHMENTS_MAX} attachments`).nullish(),
});

/** Every name of a property in a message and its parts. */
export function listSchemaNames(): string[] {
  const parts = [emailAddress, recipient, body, internetMessageHeader, attachment, dateTimeTimeZone, followupFlag];
  return [messageSchema, extendedProperty, ...parts].flatMap(({ shape }) => Object.keys(shape));
}
