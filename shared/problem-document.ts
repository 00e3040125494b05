/**
 * Problem details (RFC 9457): the JSON body of every answer that is not success, as a schema and as the function that builds it.
 *
 * Sentences come from outcomes.ts; a cause is never shown. The schema describes answers for readers and tests; it is not run
 * when one is built. It sets no header: functions/respond.ts sends the document.
 */
import * as z from 'zod';
import type { ConnectorError } from './errors.ts';
import { outcomes, type ErrorCode, type Who } from './outcomes.ts';

const errorCodes = Object.keys(outcomes) as ErrorCode[];
const parties = ['caller', 'person', 'home_admin', 'host_admin', 'operator', 'nobody'] as const satisfies Who[];

const fault = z.strictObject({
  pointer: z.string().describe('JSON Pointer (RFC 6901), or header: or query: and a name.'),
  detail: z.string(),
});

/** What an answer with the media type application/problem+json holds. */
export const problemDocumentSchema = z.strictObject({
  type: z.url().or(z.literal('about:blank')).describe('Where to read more, or about:blank.'),
  title: z.string().describe('The code in words.'),
  status: z.int().min(100).max(599).describe('The HTTP status.'),
  detail: z.string().describe('What happened and what to do, in one or two sentences.'),
  code: z.enum(errorCodes).describe('Stable; a program decides by it.'),
  who: z.enum(parties).describe('Who must act.'),
  errors: z.array(fault).exactOptional().describe('Every fault of the request.'),
  upstreamCode: z.string().exactOptional().describe('The code that Microsoft Graph or Microsoft Entra gave.'),
  requestId: z.string().describe('Names the log line; also in X-Request-Id.'),
  consentUrl: z.url().exactOptional().describe('Where the sender connects a mailbox.'),
  appId: z.string().exactOptional().describe('The app that an administrator of the home organisation must allow.'),
  outboundAddresses: z.string().exactOptional().describe('The addresses that this administrator must allow.'),
});

export type ProblemDocument = z.infer<typeof problemDocumentSchema>;

/** Members that only the caller of `buildProblem` knows. */
export type ProblemExtra = Pick<ProblemDocument, 'consentUrl' | 'appId' | 'outboundAddresses'>;

/** The document of a known outcome. */
export function buildProblem(error: ConnectorError, requestId: string, extra: ProblemExtra = {}): ProblemDocument {
  const { code, faults, upstreamCode } = error;
  const { status, who, detail, helpUrl } = outcomes[code];
  return {
    type: helpUrl ?? 'about:blank',
    title: code.replaceAll('_', ' '),
    status,
    detail,
    code,
    who,
    ...(faults.length > 0 && { errors: faults }),
    ...(upstreamCode && { upstreamCode }),
    requestId,
    ...extra,
  };
}
