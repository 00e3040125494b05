/**
 * Problem details (RFC 9457) as a schema, for descriptions, tests and types. It is not run when an answer is built, and no
 * start loads it.
 */
import * as z from 'zod';
import { outcomes, type ErrorCode, type Who } from './outcomes.ts';

const errorCodes = Object.keys(outcomes) as ErrorCode[];
const parties = ['caller', 'person', 'home_admin', 'host_admin', 'operator', 'nobody'] as const satisfies Who[];

/** One fault of a request. */
export const faultSchema = z.strictObject({
  pointer: z.string().describe('JSON Pointer (RFC 6901), or header: or query: and a name.'),
  detail: z.string().describe('What is wrong there, as the end of a sentence.'),
});

/** What an answer with the media type application/problem+json holds. */
export const problemDocumentSchema = z.strictObject({
  type: z.url().describe('Where the code is explained.'),
  title: z.string().describe('The code in words.'),
  status: z.int().min(100).max(599).describe('The HTTP status.'),
  detail: z.string().meta({
    description: 'What happened and what to do, in one or two sentences.',
    'x-ms-primary-error-message': true,
  }),
  code: z.enum(errorCodes).describe('Stable; a program decides by it.'),
  who: z.enum(parties).describe('Who must act.'),
  helpUrl: z.url().exactOptional().describe('Where Microsoft explains what to do.'),
  errors: z.array(faultSchema).exactOptional().describe('Every fault of the request.'),
  upstreamCode: z.string().exactOptional().describe('The code that Microsoft Graph or Microsoft Entra gave.'),
  requestId: z.string().describe('Names the log line; also in X-Request-Id.'),
  consentUrl: z.url().exactOptional().describe('Where the sender connects a mailbox.'),
  appId: z.string().exactOptional().describe('The app that an administrator of the home organisation must allow.'),
  outboundAddresses: z.string().exactOptional().describe('The addresses that this administrator must allow.'),
});

export type ProblemDocument = z.infer<typeof problemDocumentSchema>;
