/**
 * The JSON of a message as the API describes it: who, when and how it ended, never subject, body or addresses.
 *
 * The schema is the description. Answers have its type, so nothing runs it to answer a request.
 */
import * as z from 'zod';
import { outcomes, type ErrorCode, type Who } from '../outcomes.ts';
import { attemptOutcomes, messageStatuses } from './message.ts';
import { recipientStates } from './recipient-replies.ts';

const dateTime = z.iso.datetime();
const whoCanAct = ['caller', 'person', 'home_admin', 'host_admin', 'operator', 'nobody'] as const satisfies Who[];

const attempt = z.strictObject({
  at: dateTime.describe('When Microsoft Graph was asked.'),
  outcome: z.enum(attemptOutcomes).describe('What came of it.'),
  graphRequestId: z.string().exactOptional().describe("Microsoft Graph's request-id."),
  code: z.string().exactOptional().describe("Microsoft Graph's code; where Graph was not asked, ours."),
  nextAt: dateTime.exactOptional().describe('When it is tried again.'),
});

const recipient = z.strictObject({
  pointer: z.string().describe('JSON pointer to the recipient in the message as it is kept.'),
  status: z.enum(recipientStates).describe('taken: has it. deferred: is tried again. refused: does not get it.'),
  smtpCode: z.int().exactOptional().describe('Reply of the mail server.'),
});

const error = z.strictObject({
  code: z.enum(Object.keys(outcomes) as ErrorCode[]).describe('Stable; a program decides by it.'),
  who: z.enum(whoCanAct).describe('Who can put it right.'),
  detail: z.string().describe('What happened and what to do, for a person.'),
  retryable: z.boolean().describe('The same message may be taken later, with the same idempotency key.'),
  helpUrl: z.url().exactOptional().describe('Where Microsoft explains what to do.'),
  graphCode: z.string().exactOptional().describe("Microsoft Graph's code."),
});

export const messageAnswerSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .describe('Names the message in every other request.'),
  previousId: z.string().exactOptional().describe('The message in place of which this one is.'),
  status: z.enum(messageStatuses).describe('Only sent means sent.'),
  sender: z
    .guid()
    .exactOptional()
    .describe('Object id in the host tenant; absent while nobody has connected a mailbox under the name.'),
  reference: z.string().exactOptional().describe("The caller's own reference."),
  createdAt: dateTime.describe('When the message was submitted.'),
  updatedAt: dateTime.describe('When its status last changed.'),
  expiresAt: dateTime.describe('It is not sent after this time.'),
  notBefore: dateTime.exactOptional().describe('It is not sent before this time.'),
  recipientCount: z.int().nonnegative().describe('How many recipients it has, copies included.'),
  recipients: z
    .array(recipient)
    .readonly()
    .exactOptional()
    .describe('Each recipient, where a mail server took the message for some and not for others.'),
  attempts: z.array(attempt).readonly().describe('Each try, oldest first.'),
  error: error.exactOptional().describe('Why it was not sent, or not yet.'),
});

/** What the answer is made of. */
export const messageAnswerParts = { attempt, error, recipient };

export type MessageAnswer = z.infer<typeof messageAnswerSchema>;
