/**
 * The table of the webhooks that the connector sends, by the name of the event, and how the description says them.
 *
 * Each is a POST as Standard Webhooks has it, whose answer counts by its status alone. There is none yet.
 */
import type { SchemaName } from './components.ts';

export interface Webhook {
  operationId: string;
  summary: string;
  description: string;
  schema: SchemaName;
}

export const webhooks: Readonly<Record<string, Webhook>> = {};

/** Names the scheme in the document. */
export const WEBHOOK_SIGNATURE = 'webhookSignature';

export const webhookSignatureScheme = {
  type: 'apiKey',
  in: 'header',
  name: 'webhook-signature',
  description: 'Standard Webhooks: HMAC-SHA256 of webhook-id, webhook-timestamp and the body.',
} as const;

const parameters = [
  { name: 'webhook-id', description: 'The same each time the event is told.', schema: { type: 'string' } },
  { name: 'webhook-timestamp', description: 'When it was told, in seconds.', schema: { type: 'integer' } },
].map((parameter) => ({ ...parameter, in: 'header', required: true }));

/** The member `webhooks` of an OpenAPI document; `schemas` is where references look for them. */
export function writeWebhooks(rows: Readonly<Record<string, Webhook>>, schemas: string): object {
  const write = ({ schema, ...words }: Webhook) => ({
    post: {
      ...words,
      tags: ['Webhooks'],
      parameters,
      requestBody: { required: true, content: { 'application/json': { schema: { $ref: `${schemas}${schema}` } } } },
      responses: {
        204: { description: 'Taken. Any other 2xx is the same.' },
        410: { description: 'Nothing is told any more.' },
        default: { description: 'It is told again later.' },
      },
      security: [{ [WEBHOOK_SIGNATURE]: [] }],
    },
  });
  return Object.fromEntries(Object.entries(rows).map(([event, webhook]) => [event, write(webhook)]));
}
