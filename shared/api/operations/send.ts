/** `POST /send`. */
import { environmentHeaders } from '../../environment.ts';
import { IDEMPOTENCY_KEY_MAX_CHARACTERS } from '../../limits.ts';
import type { Answer, Operations, Parameter } from '../operation.ts';

/** Of every request that submits a message. */
export const submissionAnswers: Readonly<Record<200 | 202 | 422, Answer>> = {
  200: {
    description: 'The message is sent: Exchange accepted it.',
    content: { schema: 'MessageState' },
    headers: ['Idempotency-Replayed', 'Preference-Applied'],
  },
  202: {
    description:
      'The message is kept. queued: it is sent by itself. held: it is sent once somebody has acted, which error and consentUrl say. unknown: it may have been sent; a person looks in Sent Items. Do not send it again.',
    content: { schema: 'MessageState' },
    headers: ['Location', 'Retry-After', 'Idempotency-Replayed', 'Preference-Applied'],
  },
  422: {
    description: 'The message exists and is not sent. Where retryable is true, the same request may succeed later.',
    content: { schema: 'FailedMessage' },
    headers: ['Idempotency-Replayed'],
  },
};

const parameters: Parameter[] = [
  {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'Makes repetitions safe: one key and body are one message. The body has idempotencyKey for the same.',
    schema: {
      type: 'string',
      pattern: '^[!-+\\--~]+$',
      maxLength: IDEMPOTENCY_KEY_MAX_CHARACTERS,
      examples: ['invoice-SI-103042'],
    },
    isInBody: true,
  },
  {
    name: 'Prefer',
    in: 'header',
    description:
      'RFC 7240: respond-async, wait=N, handling=strict or handling=lenient. The body has prefer for the same.',
    schema: { type: 'string', examples: ['handling=strict', 'respond-async', 'wait=20'] },
    isInBody: true,
  },
  {
    name: environmentHeaders.type,
    in: 'header',
    description:
      'The type of the environment of the ERP, beside its name. The operator may list those that may send. The body has environment for both.',
    schema: { type: 'string', examples: ['Production', 'Sandbox'] },
    isInBody: true,
  },
  {
    name: environmentHeaders.name,
    in: 'header',
    description: 'The name of the environment of the ERP, beside its type.',
    schema: { type: 'string', examples: ['Production'] },
    isInBody: true,
  },
  {
    name: 'traceparent',
    in: 'header',
    description: 'W3C Trace Context; it goes on to Microsoft Graph.',
    schema: { type: 'string', examples: ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'] },
    isInBody: true,
  },
];

export const sendOperations: Readonly<Record<'send', Operations>> = {
  send: {
    POST: {
      operationId: 'sendMessage',
      tag: 'Messages',
      summary: 'Send a message',
      description:
        "Sends a message from the sender's own mailbox. The body is that of Microsoft Graph's sendMail, and who sends. If the sender has not connected a mailbox yet, the message is held until they do.",
      parameters,
      body: {
        schema: 'Submission',
        isRequired: true,
        description: 'The message, and who sends it.',
        example: {
          sender: 'ann@fabrikam.com',
          message: {
            subject: 'Invoice SI-103042',
            body: { contentType: 'html', content: '<p>Please find the invoice attached.</p>' },
            toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
          },
          reference: 'SI-103042',
          idempotencyKey: 'invoice-SI-103042',
        },
        mime: true,
      },
      answers: submissionAnswers,
      problems: [400, 409, 411, 413, 415, 429],
    },
  },
};
