/**
 * Asks Exchange whether a mailbox exists, by posting an empty message, which can send nothing.
 *
 * Exchange Online reads the message and misses its recipients where there is a mailbox, and says 404 with a code of its own where there
 * is none. Any other 400 proves no mailbox: for one on premises Graph cannot read the message at all.
 */
import { HttpFault } from '../http/http-request.ts';
import type { ErrorCode } from '../outcomes.ts';
import { SEND_MAIL_PATH } from './build-send-mail.ts';
import type { CallGraph } from './call-graph.ts';
import { readClaimsChallenge } from './claims-challenge.ts';
import { readGraphError } from './read-graph-error.ts';

/** `refusal`: what a send would be refused for, where that is known; `unauthorized` is the token's, with the JSON of a claims challenge. */
export type MailboxProbe =
  | { kind: 'exists' }
  | { kind: 'missing'; code: string }
  | { kind: 'unclear'; code?: string; refusal?: ErrorCode | undefined; claims?: string | undefined };

/** Never throws a fault of the network. */
export async function probeMailbox(callGraph: CallGraph, accessToken: string): Promise<MailboxProbe> {
  const answer = await callGraph(accessToken, { path: SEND_MAIL_PATH, body: '{"message":{}}' }).catch(
    (error: unknown) => {
      if (!(error instanceof HttpFault)) throw error;
      return undefined;
    },
  );
  if (!answer) return { kind: 'unclear' };
  const { isGraphs, graphCode, code } = readGraphError(answer);
  if (isGraphs && answer.status === 400 && code === 'invalid_recipients') return { kind: 'exists' };
  if (isGraphs && answer.status === 404 && graphCode && code === 'mailbox_not_found')
    return { kind: 'missing', code: graphCode };
  const unclear = { kind: 'unclear' as const, code: graphCode ?? `status ${answer.status}` };
  if (!isGraphs || answer.status >= 500) return unclear;
  const claims = readClaimsChallenge(answer.headers['www-authenticate']);
  return { ...unclear, refusal: answer.status === 401 ? 'unauthorized' : code, claims };
}
