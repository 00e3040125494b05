/**
 * Judges the reply to a request that sends a message, and says what is certain about it.
 *
 * Only 202 is success; a refusal that Graph made before it took the message is definite, if it is Graph's own by its form;
 * everything else is `unknown`, because Graph may have sent and somebody on the way may have answered. Pure.
 * Sources: Graph v1.0 user sendMail, message send, Graph error responses.
 */
import { readRequestId } from './call-graph.ts';
import {
  nameRefused,
  readRefusal,
  refusals,
  type Identified,
  type JudgeOptions,
  type Refused,
  type Unauthorized,
} from './judge-refusal.ts';
import { isAnswer, type Reply } from './reply.ts';

export type SendOutcome =
  | ({ kind: 'sent' } & Identified)
  | Unauthorized
  | Omit<Refused, 'reason'>
  /** `reason` is `status {number}` or what ended the connection. */
  | ({ kind: 'unknown'; graphCode?: string; reason: string; retryAfterSeconds?: number } & Identified);

export type JudgeSend = (reply: Reply, options: Required<Omit<JudgeOptions, 'missing'>>) => SendOutcome;

export const judgeSend: JudgeSend = (reply, { now, request }) => {
  if (!isAnswer(reply))
    return reply.wasSent ? { kind: 'unknown', reason: reply.reason } : { kind: 'refused', code: 'graph_unreachable' };
  const { status, headers } = reply;
  if (status === 202) return { kind: 'sent', ...readRequestId(headers['request-id']) };
  const { isGraphs, code, unauthorized, details } = readRefusal(reply, now);
  if (unauthorized) return unauthorized;
  const refusal = refusals.get(status);
  if (!refusal || !isGraphs) return { kind: 'unknown', reason: `status ${status}`, ...details };
  const known = code ?? refusal;
  return { kind: 'refused', code: known, ...details, ...nameRefused(reply, known, request) };
};
