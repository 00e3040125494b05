/**
 * The body of `POST /send`: Graph's `sendMail` body plus who sends, as a closed schema of its one shape (normalise-shape.ts).
 *
 * It checks each field by itself and changes nothing; the message is in message-schema.ts, rules between fields are in
 * submission-rules.ts. As in Graph, null means absent wherever a property may be absent, except for the idempotency key, where it
 * would hide a mistake that sends twice.
 */
import * as z from 'zod';
import { REFERENCE_MAX_CHARACTERS, WAIT_MAX_SECONDS } from '../limits.ts';
import { findSenderProblem } from './find-sender-problem.ts';
import { findIdempotencyKeyProblem } from './idempotency-key.ts';
import { messageSchema } from './message-schema.ts';
import { parseDateTime } from './schedule.ts';
import { headerText, text } from './schema-fields.ts';

const dateTime = text(
  (value) =>
    parseDateTime(value) ? undefined : 'is not an RFC 3339 date-time with an offset, such as 2026-12-01T06:00:00Z',
  'RFC 3339 date-time with an offset, at most 90 days ahead.',
).nullish();

const waitProblem = `is not a whole number from 0 to ${WAIT_MAX_SECONDS}`;
const prefer = z
  .strictObject({
    handling: z.enum(['strict', 'lenient'], 'is not strict or lenient').nullish(),
    wait: z.int(waitProblem).min(0, waitProblem).max(WAIT_MAX_SECONDS, waitProblem).nullish(),
    respondAsync: z.boolean().nullish(),
  })
  .describe('The header Prefer, for clients that cannot set headers.')
  .nullish();

/** The whole body. */
export const submissionSchema = z.strictObject({
  sender: text(findSenderProblem, 'Object id in the host tenant, host UPN, or connected address.'),
  message: messageSchema,
  saveToSentItems: z.boolean().nullish(),
  reference: headerText(REFERENCE_MAX_CHARACTERS, "The caller's own reference.").nullish(),
  notBefore: dateTime,
  expiresAt: dateTime,
  prefer,
  idempotencyKey: text(findIdempotencyKeyProblem, 'For clients that cannot set headers.').optional(),
});

export type SubmissionBody = z.infer<typeof submissionSchema>;
