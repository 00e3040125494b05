/**
 * Builds problem details (RFC 9457), the JSON body of every answer that is not success.
 *
 * Sentences come from outcomes.ts, unless an error brings one that is more exact, or faults: many programs show nothing but `detail`,
 * so it says the first of them in words. `type` leads to the code on the page of all codes. A cause is never shown. It sets no
 * header: functions/respond.ts sends the document.
 */
import { describeFaults } from './describe-faults.ts';
import type { ConnectorError } from './errors.ts';
import { outcomes } from './outcomes.ts';
import type { ProblemDocument } from './problem-schema.ts';

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
