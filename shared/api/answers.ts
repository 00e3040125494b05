/**
 * The answers that are made of the documents of other rooms: lists, feeds, and the state of a message with what goes beside it.
 *
 * Schemas for the description of the API and for tests; nothing runs them to answer a request.
 */
import * as z from 'zod';
import { senderDocumentSchema } from '../grants/sender-schema.ts';
import { messageAnswerParts, messageAnswerSchema } from '../outbox/message-answer.ts';
import { faultSchema, problemDocumentSchema } from '../problem-schema.ts';

const { consentUrl, appId, outboundAddresses, errors } = problemDocumentSchema.shape;
const { code, who, retryable, helpUrl, graphCode } = messageAnswerParts.error.shape;

/** A message in every answer. */
export const messageStateSchema = messageAnswerSchema.extend({
  consentUrl,
  appId,
  outboundAddresses,
  detail: z
    .string()
    .exactOptional()
    .describe('In the answer to a submission: what happened, with its faults in words.'),
  errors: z.array(faultSchema).exactOptional().describe('The places of the request that have to do with it.'),
});

/**
 * A message that will not be sent, as the answer to the request that would have sent it: what its error says, which one that expired or
 * was cancelled in the meantime may not have.
 */
export const failedMessageSchema = messageStateSchema.extend({
  code: code.exactOptional(),
  who: who.exactOptional(),
  detail: z.string().exactOptional().meta({
    description: 'What happened and what to do, for a person.',
    'x-ms-primary-error-message': true,
  }),
  retryable: retryable.exactOptional(),
  helpUrl,
  graphCode,
  errors,
});

const nextLink = z.url().exactOptional().describe('The next page; absent on the last one.');
const cursor = z.string().describe('Keep it, and ask with it next time.');

export const messageListSchema = z.strictObject({ value: z.array(messageStateSchema), nextLink });
export const messageChangesSchema = z.strictObject({ value: z.array(messageStateSchema), cursor, nextLink });

/** As the delta queries of Graph tell what is gone. */
export const removedSchema = z.strictObject({ reason: z.enum(['deleted']) });

/** One shape for a sender and for one who was erased, because clients cannot tell two shapes apart. */
export const senderChangeSchema = senderDocumentSchema.partial().extend({
  id: senderDocumentSchema.shape.id,
  '@removed': removedSchema.exactOptional().describe('The sender was erased; nothing but the id is known.'),
});

export const senderListSchema = z.strictObject({ value: z.array(senderDocumentSchema), nextLink });
export const senderChangesSchema = z.strictObject({ value: z.array(senderChangeSchema), cursor, nextLink });

export const healthSchema = z.strictObject({ status: z.literal('alive') });
