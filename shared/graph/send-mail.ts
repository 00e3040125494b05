/**
 * Sends one message and says what is certain about it.
 *
 * Only 202 is success; a refusal that Graph made before it took the message is definite, if it is Graph's own by its form;
 * everything else is `unknown`, because Graph may have sent and somebody on the way may have answered. It never repeats the
 * request.
 * Sources: Graph v1.0 user sendMail, Graph error responses.
 */
import { HttpFault, type HttpAnswer } from '../http/http-request.ts';
import { parseRetryAfter } from '../http/retry-after.ts';
import type { ErrorCode } from '../outcomes.ts';
import { SEND_MAIL_PATH } from './build-send-mail.ts';
import { readRequestId, type CallGraph } from './call-graph.ts';
import { readClaimsChallenge } from './claims-challenge.ts';
import { readGraphError } from './read-graph-error.ts';
import { findRefusedRecipients } from './refused-recipients.ts';

interface Identified {
  /** Graph's `request-id`. */
  requestId?: string;
}

export type SendOutcome =
  | ({ kind: 'sent' } & Identified)
  /** The token was refused before the message was looked at; `claims` is the JSON of a claims challenge. */
  | ({ kind: 'unauthorized'; graphCode?: string; claims?: string } & Identified)
  | ({
      kind: 'refused';
      code: ErrorCode;
      graphCode?: string;
      retryAfterSeconds?: number;
      /** Addresses of the request that the refusal names. */
      refusedRecipients?: readonly string[];
    } & Identified)
  /** `reason` is `status {number}` or what ended the connection. */
  | ({ kind: 'unknown'; graphCode?: string; reason: string; retryAfterSeconds?: number } & Identified);

export interface SendMailRequest {
  accessToken: string;
  /** As buildSendMail makes it. */
  body: string;
  /** W3C Trace Context, passed on when it is well-formed. */
  traceparent?: string | undefined;
}

/** The statuses of a refusal before processing, and what each means without a known code; 401 has an outcome of its own. */
const refusals: ReadonlyMap<number, ErrorCode> = new Map([
  [400, 'message_refused'],
  [403, 'access_denied'],
  [404, 'mailbox_not_found'],
  [413, 'message_too_large'],
  [429, 'mailbox_throttled'],
]);

/** Never throws a fault of the network. `now` measures a `Retry-After` that is a date. */
export async function sendMail(
  callGraph: CallGraph,
  { accessToken, body, traceparent }: SendMailRequest,
  now: () => Date,
): Promise<SendOutcome> {
  const isTrace = traceparent !== undefined && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(traceparent);
  const headers = isTrace ? { traceparent } : {};
  try {
    return judge(await callGraph(accessToken, { path: SEND_MAIL_PATH, body, headers }), body, now());
  } catch (error) {
    if (!(error instanceof HttpFault)) throw error;
    return error.wasSent ? { kind: 'unknown', reason: error.reason } : { kind: 'refused', code: 'graph_unreachable' };
  }
}

function judge(answer: HttpAnswer, body: string, now: Date): SendOutcome {
  const { status, headers } = answer;
  if (status === 202) return { kind: 'sent', ...readRequestId(headers['request-id']) };
  const { isGraphs, requestId, graphCode, code } = readGraphError(answer);
  const named = { ...(graphCode && { graphCode }), ...(requestId !== undefined && { requestId }) };
  if (status === 401 && isGraphs) {
    const claims = readClaimsChallenge(headers['www-authenticate']);
    return { kind: 'unauthorized', ...named, ...(claims && { claims }) };
  }
  const retryAfterSeconds = parseRetryAfter(headers['retry-after'], now);
  const details = { ...named, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
  const refusal = refusals.get(status);
  if (!refusal || !isGraphs) return { kind: 'unknown', reason: `status ${status}`, ...details };
  const refusedRecipients = code === 'invalid_recipients' ? findRefusedRecipients(answer.body, body) : [];
  return {
    kind: 'refused',
    code: code ?? refusal,
    ...details,
    ...(refusedRecipients.length > 0 && { refusedRecipients }),
  };
}
