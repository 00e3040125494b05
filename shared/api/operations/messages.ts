/** What is below `/messages`. */
import { IDEMPOTENCY_KEY_MAX_CHARACTERS, PAGE_SIZE_MAX, REFERENCE_MAX_CHARACTERS } from '../../limits.ts';
import { messageStatuses } from '../../outbox/message.ts';
import type { Operations, Parameter } from '../operation.ts';
import { submissionAnswers } from './send.ts';

const id: Parameter = {
  name: 'id',
  in: 'path',
  description: 'The id of the message.',
  schema: { type: 'string', pattern: '^[0-9a-f]{32}$', examples: ['0123456789abcdef0123456789abcdef'] },
};

/** Of every list. */
export const pageParameters: readonly Parameter[] = [
  {
    name: 'top',
    in: 'query',
    description: 'How many at most.',
    schema: { type: 'integer', minimum: 1, maximum: PAGE_SIZE_MAX },
  },
  {
    name: 'cursor',
    in: 'query',
    description: 'From where on: the cursor of an earlier answer.',
    schema: { type: 'string' },
  },
];

const filterParameters: Parameter[] = [
  {
    name: 'sender',
    in: 'query',
    description: 'Only messages of this sender: the object id in the host tenant.',
    schema: { type: 'string', format: 'uuid' },
  },
  {
    name: 'status',
    in: 'query',
    description: 'Only messages in this state.',
    schema: { type: 'string', enum: messageStatuses },
  },
  {
    name: 'reference',
    in: 'query',
    description: 'Only messages with this reference of yours.',
    schema: { type: 'string', maxLength: REFERENCE_MAX_CHARACTERS, examples: ['SI-103042'] },
  },
  {
    name: 'idempotencyKey',
    in: 'query',
    description: 'The newest message of this key; no other parameter goes with it.',
    schema: { type: 'string', maxLength: IDEMPOTENCY_KEY_MAX_CHARACTERS, examples: ['invoice-SI-103042'] },
  },
  {
    name: 'from',
    in: 'query',
    description: 'Only messages submitted at this time or later.',
    schema: { type: 'string', format: 'date-time' },
  },
  {
    name: 'to',
    in: 'query',
    description: 'Only messages submitted before this time.',
    schema: { type: 'string', format: 'date-time' },
  },
];

export const messageOperations: Readonly<
  Record<'messages' | 'changedMessages' | 'message' | 'messageContent' | 'messageCancel' | 'messageResend', Operations>
> = {
  messages: {
    GET: {
      operationId: 'listMessages',
      tag: 'Messages',
      summary: 'List messages',
      description:
        'Lists the messages that this application submitted, newest first. A page may have fewer than top, or none, and still a nextLink.',
      parameters: [...filterParameters, ...pageParameters],
      answers: { 200: { description: 'The messages.', content: { schema: 'MessageList' } } },
      problems: [400],
    },
  },
  changedMessages: {
    GET: {
      operationId: 'listMessageChanges',
      tag: 'Messages',
      summary: 'List message changes',
      description:
        'Tells what became of messages since the cursor was given, oldest change first, each at least once. Without a cursor it begins with the oldest change that is kept.',
      parameters: pageParameters,
      answers: { 200: { description: 'The messages as they are now.', content: { schema: 'MessageChanges' } } },
      problems: [400],
    },
  },
  message: {
    GET: {
      operationId: 'getMessage',
      tag: 'Messages',
      summary: 'Get a message',
      description: 'Tells the state and the history of a message; never its subject, body or recipients.',
      parameters: [id],
      answers: {
        200: {
          description: 'The message is in a state that it does not leave by itself.',
          content: { schema: 'MessageState' },
        },
        202: {
          description: 'The message is queued or being sent; ask again after Retry-After.',
          content: { schema: 'MessageState' },
          headers: ['Location', 'Retry-After'],
        },
      },
      problems: [404],
    },
  },
  messageContent: {
    GET: {
      operationId: 'getMessageContent',
      tag: 'Messages',
      summary: 'Get the content of a message',
      description:
        'Gives what a message says, while that is kept: as long as it waits, and for seven days where it was not sent.',
      parameters: [id],
      answers: {
        200: { description: 'The message in MIME, without blind recipients.', content: { bytes: ['message/rfc822'] } },
      },
      problems: [404, 409],
    },
  },
  messageCancel: {
    POST: {
      operationId: 'cancelMessage',
      tag: 'Messages',
      summary: 'Cancel a message',
      description:
        'Takes back a message that is queued or held. One that a mail server has taken for some becomes sent.',
      parameters: [id],
      answers: { 200: { description: 'The message is cancelled, or sent.', content: { schema: 'MessageState' } } },
      problems: [400, 404, 409, 411, 413],
    },
  },
  messageResend: {
    POST: {
      operationId: 'resendMessage',
      tag: 'Messages',
      summary: 'Send a message again',
      description:
        'Sends a message that is failed, expired, cancelled or unknown as a new one, whose previousId names the old one, while its content is kept.',
      parameters: [id],
      answers: submissionAnswers,
      problems: [400, 404, 409, 411, 413, 429],
    },
  },
};
