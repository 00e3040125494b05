/**
 * The body of `POST /send`: Graph's `sendMail` body plus who sends, as a closed schema of its one shape (normalise-shape.ts).
 *
 * It checks each field by itself and changes nothing; the message is in message-schema.ts, rules between fields are in
 * submission-rules.ts. As in Graph, null means absent wherever a property may be absent, except for the idempotency key, where it
 * would hide a mistake that sends twice.
 */
import * as z from 'zod';
import { ENVIRONMENT_TYPE_PROBLEM, environmentTypes } from '../environment.ts';
import {
  IDEMPOTENCY_KEY_MAX_CHARACTERS,
  REFERENCE_MAX_CHARACTERS,
  SCHEDULE_MAX_DAYS,
  WAIT_MAX_SECONDS,
} from '../limits.ts';
import { findSenderProblem } from './find-sender-problem.ts';
import { findIdempotencyKeyProblem } from './idempotency-key.ts';
import { messageSchema } from './message-schema.ts';
import { parseDateTime } from './schedule.ts';
import { headerText, text } from './schema-fields.ts';

const dateTime = text(
  (value) =>
    parseDateTime(value) ? undefined : 'is not an RFC 3339 date-time with an offset, such as 2026-12-01T06:00:00Z',
  `RFC 3339 date-time with an offset, at most ${SCHEDULE_MAX_DAYS} days ahead.`,
  { format: 'date-time' },
);

const waitProblem = `is not a whole number from 0 to ${WAIT_MAX_SECONDS}`;
/** Whether the message may be kept for later. */
export const handlingSchema = z.enum(['strict', 'lenient'], 'is not strict or lenient');

/** What the header Prefer says. */
export const preferencesSchema = z.strictObject({
  handling: handlingSchema.nullish().describe('strict: the message is sent now or refused, and never kept.'),
  wait: z
    .int(waitProblem)
    .min(0, waitProblem)
    .max(WAIT_MAX_SECONDS, waitProblem)
    .nullish()
    .describe('How many seconds the message may wait for its turn at the mailbox before it is queued.'),
  respondAsync: z.boolean().nullish().describe('The message is kept and answered at once, and sent by itself.'),
});

/** The whole body. */
export const submissionSchema = z.strictObject({
  sender: text(
    findSenderProblem,
    'Who sends: object id or UPN in the host tenant, UPN in the home tenant, or an address of the connected mailbox.',
    { examples: ['ann@fabrikam.com', 'c0000000-0000-4000-8000-0000000000a1'] },
  ),
  message: messageSchema.describe('What is sent.'),
  saveToSentItems: z.boolean().nullish().describe('Whether the message appears in Sent Items; absent means yes.'),
  reference: headerText(REFERENCE_MAX_CHARACTERS, 'Your own reference, such as the number of the document.', {
    examples: ['SI-103042'],
  }).nullish(),
  notBefore: dateTime.nullish().describe(`The message is not sent before this time. ${dateTime.description}`),
  expiresAt: dateTime.nullish().describe(`The message is not sent after this time. ${dateTime.description}`),
  environment: z
    .strictObject({
      type: z.enum(environmentTypes, ENVIRONMENT_TYPE_PROBLEM),
      name: headerText(REFERENCE_MAX_CHARACTERS, 'Its name.'),
    })
    .nullish()
    .describe('From where in the ERP it comes.'),
  prefer: preferencesSchema.nullish().describe('How the message is handled.'),
  idempotencyKey: text(
    findIdempotencyKeyProblem,
    'Makes repetitions safe: one key and body are one message. The header Idempotency-Key, for clients that cannot set headers.',
    { maxLength: IDEMPOTENCY_KEY_MAX_CHARACTERS, examples: ['invoice-SI-103042'] },
  ).optional(),
});

export type SubmissionBody = z.infer<typeof submissionSchema>;
