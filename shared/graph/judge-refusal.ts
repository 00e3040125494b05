/**
 * Judges a reply that is no success to a request that sends nothing: refused tokens, refusals for good, and what may be tried again.
 *
 * What Graph itself says counts; whatever else comes, or does not come, proves nothing, and nothing is lost by trying again. Whether
 * the request was carried out all the same is for whoever made it: `graph_unavailable` leaves that open, every other code excludes it.
 * Source: Graph error responses.
 */
import { parseRetryAfter } from '../http/retry-after.ts';
import type { HttpAnswer } from '../http/http-request.ts';
import type { ErrorCode } from '../outcomes.ts';
import { readClaimsChallenge } from './claims-challenge.ts';
import { readGraphError } from './read-graph-error.ts';
import { findRefusedRecipients } from './refused-recipients.ts';
import { isAnswer, type Reply } from './reply.ts';

export interface Identified {
  /** Graph's `request-id`. */
  requestId?: string;
}

/** The token was refused before the request was looked at; `claims` is the JSON of a claims challenge. */
export type Unauthorized = { kind: 'unauthorized'; graphCode?: string; claims?: string } & Identified;

export type Refused = {
  kind: 'refused';
  code: ErrorCode;
  graphCode?: string;
  /** Where no code of Graph says it: `status {number}`, what ended the connection, or what of ours stopped it. */
  reason?: string;
  retryAfterSeconds?: number;
  /** Addresses of the request that the refusal names. */
  refusedRecipients?: readonly string[];
} & Identified;

/** The statuses of a refusal before processing, and what each means without a known code; 401 has an outcome of its own. */
export const refusals: ReadonlyMap<number, ErrorCode> = new Map([
  [400, 'message_refused'],
  [403, 'access_denied'],
  [404, 'mailbox_not_found'],
  [413, 'message_too_large'],
  [429, 'mailbox_throttled'],
]);

export interface JudgeOptions {
  /** Measures a `Retry-After` that is a date. */
  now: Date;
  /** What a 404 without a known code means, where it is not the mailbox that is missing. */
  missing?: ErrorCode;
  /** What was said in the request, as buildSendMail makes it; asked for only when Graph refuses recipients. */
  request?: () => string;
}

export type JudgeRefusal = (reply: Reply, options: JudgeOptions) => Unauthorized | Refused;

/** Of a reply that is not what the request was made for. */
export const judgeRefusal: JudgeRefusal = (reply, { now, missing, request }) => {
  if (!isAnswer(reply))
    return { kind: 'refused', code: reply.wasSent ? 'graph_unavailable' : 'graph_unreachable', reason: reply.reason };
  const { status } = reply;
  const { isGraphs, code, unauthorized, details } = readRefusal(reply, now);
  if (unauthorized) return unauthorized;
  const known = code ?? (status === 404 && missing ? missing : refusals.get(status));
  if (!isGraphs || !known)
    return { kind: 'refused', code: 'graph_unavailable', reason: `status ${status}`, ...details };
  return { kind: 'refused', code: known, ...details, ...(request && nameRefused(reply, known, request)) };
};

/** What an answer that is no success says by itself. */
export function readRefusal({ status, headers, body }: HttpAnswer, now: Date) {
  const { isGraphs, requestId, graphCode, code } = readGraphError({ headers, body });
  const named = { ...(graphCode && { graphCode }), ...(requestId !== undefined && { requestId }) };
  const claims = readClaimsChallenge(headers['www-authenticate']);
  const unauthorized: Unauthorized = { kind: 'unauthorized', ...named, ...(claims && { claims }) };
  const retryAfterSeconds = parseRetryAfter(headers['retry-after'], now);
  return {
    isGraphs,
    code,
    unauthorized: status === 401 && isGraphs ? unauthorized : undefined,
    details: { ...named, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) },
  };
}

/** The recipients of ours that Graph refuses, where it says so. */
export function nameRefused(
  { body }: Pick<HttpAnswer, 'body'>,
  code: ErrorCode,
  request: () => string,
): Pick<Refused, 'refusedRecipients'> {
  const refusedRecipients = code === 'invalid_recipients' ? findRefusedRecipients(body, request()) : [];
  return refusedRecipients.length > 0 ? { refusedRecipients } : {};
}
