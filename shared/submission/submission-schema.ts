/**
 * The body of `POST /send`: Graph's `sendMail` body plus who sends, as a closed schema.
 *
 * It checks each field by itself and changes nothing; rules between fields are in submission-rules.ts, and
 * normalise-message.ts builds the message that is sent. As in Graph, null means absent wherever a property may be absent,
 * except for the idempotency key, where it would hide a mistake that sends twice.
 */
import * as z from 'zod';
import { findAddressProblem } from '../address.ts';
import {
  ATTACHMENTS_MAX,
  HEADER_VALUE_MAX_CHARACTERS,
  INTERNET_MESSAGE_HEADERS_MAX,
  NAME_MAX_CHARACTERS,
  REFERENCE_MAX_CHARACTERS,
  SUBJECT_MAX_CHARACTERS,
} from '../limits.ts';
import { parseSenderReference } from '../sender.ts';
import { findBase64Problem, findContentIdProblem, findFileNameProblem, findMediaTypeProblem } from './attachment.ts';
import { findEncodingProblem, findHeaderTextProblem } from './header-text.ts';
import { findIdempotencyKeyProblem } from './idempotency-key.ts';
import { parseDateTime } from './schedule.ts';

const SENDER_MAX_CHARACTERS = 320;
/** The connector writes these names itself. */
const RESERVED_HEADER_PREFIX = 'x-guestmail-';

/** A string whose check says what is wrong with it, or undefined. */
function text(findProblem: (value: string) => string | undefined, description: string) {
  return z
    .string()
    .check((payload) => {
      const problem = findProblem(payload.value);
      if (problem) payload.issues.push({ code: 'custom', message: problem, input: payload.value });
    })
    .describe(description);
}

function headerText(maximum: number, description: string) {
  return text((value) => findLengthProblem(value, maximum) ?? findHeaderTextProblem(value), description);
}

function findLengthProblem(value: string, maximum: number): string | undefined {
  return value.length > maximum ? `is longer than ${maximum} characters` : undefined;
}

/** One of these words in any case. */
function word(description: string, ...words: string[]) {
  return text(
    (value) => (words.includes(value.toLowerCase()) ? undefined : `is not ${words.join(' or ')}`),
    description,
  );
}

const recipient = z.strictObject({
  emailAddress: z.strictObject({
    address: text(findAddressProblem, 'Plain address such as ann@fabrikam.com.'),
    name: headerText(NAME_MAX_CHARACTERS, 'Display name.').nullish(),
  }),
});
const recipients = z.array(recipient).nullish();

const internetMessageHeader = z.strictObject({
  name: text(findHeaderNameProblem, 'Begins with x-; the names that begin with x-guestmail- are reserved.'),
  value: headerText(HEADER_VALUE_MAX_CHARACTERS, 'One line.'),
});

const attachment = z.strictObject({
  '@odata.type': z.literal('#microsoft.graph.fileAttachment', {
    error: ({ input }) => (input === undefined ? 'is missing' : 'is not #microsoft.graph.fileAttachment'),
  }),
  name: text(findFileNameProblem, 'File name without a path.'),
  contentType: text(findMediaTypeProblem, 'Media type.').nullish(),
  contentBytes: text(findBase64Problem, 'Base64 with padding; may be empty.'),
  isInline: z.boolean().nullish(),
  contentId: text(findContentIdProblem, 'Content-ID without angle brackets.').nullish(),
});

/** The properties of Graph's message that a caller may set. */
export const messageSchema = z.strictObject({
  subject: headerText(SUBJECT_MAX_CHARACTERS, 'One line.').nullish(),
  body: z
    .strictObject({
      contentType: word('HTML or Text, in any case.', 'html', 'text').nullish(),
      content: text(findEncodingProblem, 'The text or HTML.').nullish(),
    })
    .nullish(),
  toRecipients: recipients,
  ccRecipients: recipients,
  bccRecipients: recipients,
  replyTo: recipients,
  from: recipient.nullish().describe('Only a proven address of the connected mailbox; it is not sent to Graph.'),
  sender: recipient.nullish().describe('Only a proven address of the connected mailbox; it is not sent to Graph.'),
  importance: word('low, normal or high, in any case.', 'low', 'normal', 'high').nullish(),
  internetMessageHeaders: z
    .array(internetMessageHeader)
    .max(INTERNET_MESSAGE_HEADERS_MAX, `has more than ${INTERNET_MESSAGE_HEADERS_MAX} headers`)
    .nullish(),
  attachments: z.array(attachment).max(ATTACHMENTS_MAX, `has more than ${ATTACHMENTS_MAX} attachments`).nullish(),
});

const dateTime = text(
  (value) =>
    parseDateTime(value) ? undefined : 'is not an RFC 3339 date-time with an offset, such as 2026-12-01T06:00:00Z',
  'RFC 3339 date-time with an offset, at most 90 days ahead.',
).nullish();

/** The whole body. */
export const submissionSchema = z.strictObject({
  sender: text(findSenderProblem, 'Object id in the host tenant, host UPN, or connected address.'),
  message: messageSchema,
  saveToSentItems: z.boolean().nullish(),
  reference: headerText(REFERENCE_MAX_CHARACTERS, "The caller's own reference.").nullish(),
  notBefore: dateTime,
  expiresAt: dateTime,
  idempotencyKey: text(findIdempotencyKeyProblem, 'For clients that cannot set headers.').optional(),
});

export type SubmissionBody = z.infer<typeof submissionSchema>;

function findSenderProblem(sender: string): string | undefined {
  const problem = findLengthProblem(sender, SENDER_MAX_CHARACTERS) ?? findHeaderTextProblem(sender);
  if (problem) return problem;
  return parseSenderReference(sender) ? undefined : 'is not an object id, a host UPN or an address';
}

function findHeaderNameProblem(name: string): string | undefined {
  if (name.length > NAME_MAX_CHARACTERS) return `is longer than ${NAME_MAX_CHARACTERS} characters`;
  if (!/^x-[a-z0-9!#$%&'*+.^_`|~-]+$/i.test(name)) return 'is not a header name that begins with x-';
  return name.toLowerCase().startsWith(RESERVED_HEADER_PREFIX) ? 'is reserved for the connector' : undefined;
}
