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
  FILE_ATTACHMENT,
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
import { findLengthProblem } from './length-problem.ts';
import { headerText, text, word } from './schema-fields.ts';

const emailAddress = z.strictObject({
  address: text(findAddressProblem, 'Plain address such as mia@contoso.com.', { examples: ['mia@contoso.com'] }),
  name: headerText(NAME_MAX_CHARACTERS, 'Display name.', { examples: ['Mia Hansen'] }).nullish(),
});
const recipient = z.strictObject({ emailAddress });
const recipients = z.array(recipient).nullish();

const body = z.strictObject({
  contentType: word('HTML or Text, in any case.', 'html', 'text').nullish(),
  content: text(findEncodingProblem, 'The text or HTML.').nullish(),
});

const internetMessageHeader = z.strictObject({
  // Of the headers that have a property, only those are left whose value is wrong (normalise-headers.ts).
  name: text(findPostedHeaderNameProblem, 'Begins with x-; the names that begin with x-guestmail- are reserved.', {
    maxLength: NAME_MAX_CHARACTERS,
    examples: ['x-document', 'x-campaign'],
  }),
  value: headerText(HEADER_VALUE_MAX_CHARACTERS, 'One line.', { examples: ['SI-103042'] }),
});

/** With its content, or with the id of an uploaded file: submission-rules.ts. */
const attachment = z.strictObject({
  '@odata.type': text(findAttachmentTypeProblem, 'Only files are sent.', {
    const: FILE_ATTACHMENT,
    default: FILE_ATTACHMENT,
  }),
  id: text(
    findUploadedFileProblem,
    'The id of a file that was uploaded with PUT /attachments/{name}, in place of contentBytes.',
  ).optional(),
  name: text(findFileNameProblem, 'File name without a path.', {
    maxLength: NAME_MAX_CHARACTERS,
    examples: ['Invoice SI-103042.pdf'],
  }).optional(),
  contentType: text(findMediaTypeProblem, 'Media type.', {
    maxLength: NAME_MAX_CHARACTERS,
    examples: ['application/pdf'],
  }).nullish(),
  contentBytes: text(findBase64Problem, 'The file: base64 with padding; may be empty.', {
    contentEncoding: 'base64',
    format: 'byte',
  }).optional(),
  isInline: z.boolean().nullish().describe('Whether the HTML shows the file, by its contentId.'),
  contentId: text(findContentIdProblem, 'Content-ID without angle brackets.', {
    maxLength: NAME_MAX_CHARACTERS,
    examples: ['logo'],
  }).nullish(),
});

const dateTimeTimeZone = z.strictObject({
  dateTime: text(
    (value) => (isLocalDateTime(value) ? undefined : 'is not a date-time without offset, such as 2026-12-01T06:00:00'),
    'Date-time without offset, such as 2026-12-01T06:00:00.',
    { examples: ['2026-12-01T06:00:00'] },
  ),
  timeZone: headerText(NAME_MAX_CHARACTERS, 'Time zone such as UTC or W. Europe Standard Time.', { examples: ['UTC'] }),
});

const followupFlag = z.strictObject({
  flagStatus: word('notFlagged, flagged or complete, in any case.', 'notFlagged', 'flagged', 'complete').nullish(),
  startDateTime: dateTimeTimeZone.nullish().describe('When it begins.'),
  dueDateTime: dateTimeTimeZone.nullish().describe('When it is due; it needs startDateTime.'),
  completedDateTime: dateTimeTimeZone.nullish().describe('When it was done.'),
});

const extendedProperty = z.strictObject({
  id: text(findExtendedPropertyIdProblem, 'Such as String {GUID} Name x, Integer {GUID} Id 0x8012 or String 0x1042.', {
    maxLength: NAME_MAX_CHARACTERS,
    examples: ['String 0x1042'],
  }),
  value: text(
    (value) => findLengthProblem(value, EXTENDED_PROPERTY_VALUE_MAX_CHARACTERS) ?? findEncodingProblem(value),
    'The value as text.',
    { maxLength: EXTENDED_PROPERTY_VALUE_MAX_CHARACTERS },
  ),
});

/** The properties of Graph's message that a caller may set. */
export const messageSchema = z.strictObject({
  subject: headerText(SUBJECT_MAX_CHARACTERS, 'One line.', { examples: ['Invoice SI-103042'] }).nullish(),
  body: body.nullish().describe('What the message says.'),
  toRecipients: recipients.describe('To whom it goes.'),
  ccRecipients: recipients.describe('Who gets a copy.'),
  bccRecipients: recipients.describe('Who gets a copy that the others do not see.'),
  replyTo: recipients.describe('Where replies go.'),
  from: recipient.nullish().describe('Only a proven address of the connected mailbox; it is not sent to Graph.'),
  sender: recipient.nullish().describe('Only a proven address of the connected mailbox; it is not sent to Graph.'),
  importance: word('low, normal or high, in any case.', 'low', 'normal', 'high').nullish(),
  isReadReceiptRequested: z.boolean().nullish().describe('Asks each recipient to confirm that they have read it.'),
  isDeliveryReceiptRequested: z
    .boolean()
    .nullish()
    .describe('Asks the mail servers to confirm that they delivered it.'),
  inferenceClassification: word('focused or other, in any case.', 'focused', 'other').nullish(),
  categories: z
    .array(headerText(NAME_MAX_CHARACTERS, 'Name of a category.', { examples: ['Invoices'] }).min(1, 'is empty'))
    .max(CATEGORIES_MAX, `has more than ${CATEGORIES_MAX} categories`)
    .nullish()
    .describe('Categories of the message in Sent Items.'),
  flag: followupFlag.nullish().describe('A flag for following up.'),
  internetMessageHeaders: z
    .array(internetMessageHeader)
    .max(INTERNET_MESSAGE_HEADERS_MAX, `has more than ${INTERNET_MESSAGE_HEADERS_MAX} headers`)
    .nullish()
    .describe('Headers that begin with x-.'),
  singleValueExtendedProperties: z
    .array(extendedProperty)
    .max(EXTENDED_PROPERTIES_MAX, `has more than ${EXTENDED_PROPERTIES_MAX} properties`)
    .nullish()
    .describe('MAPI properties.'),
  attachments: z
    .array(attachment)
    .max(ATTACHMENTS_MAX, `has more than ${ATTACHMENTS_MAX} attachments`)
    .nullish()
    .describe('Files that go with it.'),
});

/** What a message is made of, each under the name that Graph has for it. */
export const messageParts = {
  emailAddress,
  recipient,
  itemBody: body,
  internetMessageHeader,
  fileAttachment: attachment,
  dateTimeTimeZone,
  followupFlag,
  singleValueExtendedProperty: extendedProperty,
};

/** Every name of a property in a message and its parts. */
export function listSchemaNames(): string[] {
  return [messageSchema, ...Object.values(messageParts)].flatMap(({ shape }) => Object.keys(shape));
}
