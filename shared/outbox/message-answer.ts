/**
 * The JSON of a message as the API describes it: who, when and how it ended, never subject, body or addresses.
 *
 * The schema is the description. Answers have its type, so nothing runs it to answer a request.
 */
import * as z from 'zod';
import { outcomes, type ErrorCode, type Who } from '../outcomes.ts';
import { attemptOutcomes, messageStatuses } from './message.ts';

const dateTime = z.iso.datetime();
const whoCanAct = ['caller', 'person', 'home_admin', 'host_admin', 'operator', 'nobody'] as const satisfies Who[];

const attempt = z.strictObject({
  at: dateTime,
  outcome: z.enum(attemptOutcomes),
  graphRequestId: z.string().exactOptional().describe("Microsoft Graph's request-id."),
  code: z.string().exactOptional().describe("Microsoft Graph's code; where Graph was not asked, ours."),
  nextAt: dateTime.exactOptional().describe('When it is tried again.'),
});

const error = z.strictObject({
  code: z.enum(Object.keys(outcomes) as ErrorCode[]),
  who: z.enum(whoCanAct).describe('Who can put it right.'),
  detail: z.string().describe('What happened and what to do, for a person.'),
  retryable: z.boolean().describe('The same message may be taken later, with the same idempotency key.'),
  helpUrl: z.url().exactOptional(),
  graphCode: z.string().exactOptional().describe("Microsoft Graph's code."),
});

export const messageAnswerSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{32}$/),
  previousId: z.string().exactOptional().describe('The message in place of which this one is.'),
  status: z.enum(messageStatuses),
  sender: z
    .guid()
    .exactOptional()
    .describe('Object id in the host tenant; absent while nobody has connected a mailbox under the name.'),
  reference: z.string().exactOptional().describe("The caller's own reference."),
  createdAt: dateTime,
  updatedAt: dateTime,
  expiresAt: dateTime,
  notBefore: dateTime.exactOptional(),
  recipientCount: z.int().nonnegative(),
  attempts: z.array(attempt).readonly(),
  error: error.exactOptional(),
});

export type MessageAnswer = z.infer<typeof messageAnswerSchema>;
