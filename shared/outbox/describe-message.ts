/**
 * Describes a message for the API: who, when and how it ended, never subject, body or addresses. Pure.
 */
import { outcomes } from '../outcomes.ts';
import type { MessageAnswer } from './message-answer.ts';
import type { Attempt, Message } from './message.ts';
import { describeReplies } from './recipient-replies.ts';

/** The JSON of `GET /messages/{id}`; dates in RFC 3339. */
export function describeMessage(message: Message): MessageAnswer {
  const { id, previousId, status, sender, reference, notBefore, recipientCount, recipients, attempts, error } = message;
  return {
    id,
    ...(previousId && { previousId }),
    status,
    ...(sender && { sender: sender.hostObjectId }),
    ...(reference !== undefined && { reference }),
    createdAt: message.createdAt.toISOString(),
    updatedAt: message.updatedAt.toISOString(),
    expiresAt: message.expiresAt.toISOString(),
    ...(notBefore && { notBefore: notBefore.toISOString() }),
    recipientCount,
    ...(recipients && { recipients: describeReplies(recipients, status) }),
    attempts: attempts.map(describeAttempt),
    ...(error && { error: describeError(error) }),
  };
}

/** `{ code, who, detail, retryable, helpUrl }`, with Graph's own code when there is one. */
export function describeError({ code, graphCode }: NonNullable<Message['error']>): NonNullable<MessageAnswer['error']> {
  const { who, detail, disposition, helpUrl } = outcomes[code];
  const retryable = disposition === 'retry';
  return { code, who, detail, retryable, ...(helpUrl && { helpUrl }), ...(graphCode && { graphCode }) };
}

function describeAttempt({ at, outcome, graphRequestId, code, nextAt }: Attempt): MessageAnswer['attempts'][number] {
  return {
    at: at.toISOString(),
    outcome,
    ...(graphRequestId && { graphRequestId }),
    ...(code && { code }),
    ...(nextAt && { nextAt: nextAt.toISOString() }),
  };
}
