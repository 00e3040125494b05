/**
 * Problem details (RFC 9457): the JSON body of every answer that is not success, as a schema and as the function that builds it.
 *
 * Sentences come from outcomes.ts, unless an error brings one that is more exact, or faults: many programs show nothing but `detail`,
 * so it says the first of them in words. `type` leads to the code on the page of all codes. A cause is never shown. The schema
 * describes answers for readers and tests; it is not run when one is built. It sets no header: functions/respond.ts sends the document.
 */
import * as z from 'zod';
import { describeFaults } from './describe-faults.ts';
import type { ConnectorError } from './errors.ts';
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

/** Members that only the caller of `buildProblem` knows. */
export type ProblemExtra = Pick<ProblemDocument, 'consentUrl' | 'appId' | 'outboundAddresses'>;

/** What the document says about the request. */
export interface ProblemContext {
  /** Outside address of the app, with the route prefix. */
  publicUrl: string;
  requestId: string;
}

/** The page of all codes, below the public URL; each code is a fragment there. */
export const ERRORS_PATH = '/docs/errors';

/** The document of a known outcome. */
export function buildProblem(
  error: ConnectorError,
  { publicUrl, requestId }: ProblemContext,
  extra: ProblemExtra = {},
): ProblemDocument {
  const { code, faults, upstreamCode } = error;
  const { status, who, detail, helpUrl } = outcomes[code];
  return {
    type: `${publicUrl}${ERRORS_PATH}#${code}`,
    title: code.replaceAll('_', ' '),
    status,
    detail: error.detail ?? (faults.length > 0 ? `${describeFaults(faults)} ${detail}` : detail),
    code,
    who: error.who ?? who,
    ...(helpUrl && { helpUrl }),
    ...(faults.length > 0 && { errors: faults }),
    ...(upstreamCode && { upstreamCode }),
    requestId,
    ...extra,
  };
}
