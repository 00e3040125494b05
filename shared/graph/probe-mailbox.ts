/**
 * Asks Exchange whether a mailbox exists, by posting an empty message, which can send nothing: it answers 400 where one does.
 */
import { HttpFault } from '../http/http-request.ts';
import { SEND_MAIL_PATH } from './build-send-mail.ts';
import type { CallGraph } from './call-graph.ts';
import { readGraphError } from './read-graph-error.ts';

export type MailboxProbe = { kind: 'exists' } | { kind: 'missing'; code: string } | { kind: 'unclear'; code?: string };

/** Never throws a fault of the network. */
export async function probeMailbox(callGraph: CallGraph, accessToken: string): Promise<MailboxProbe> {
  const answer = await callGraph(accessToken, { path: SEND_MAIL_PATH, body: '{"message":{}}' }).catch(
    (error: unknown) => {
      if (!(error instanceof HttpFault)) throw error;
      return undefined;
    },
  );
  if (!answer) return { kind: 'unclear' };
  if (answer.status === 400) return { kind: 'exists' };
  const { graphCode, code } = readGraphError(answer.body);
  if (answer.status === 404 && graphCode && code === 'mailbox_not_found') return { kind: 'missing', code: graphCode };
  return { kind: 'unclear', code: graphCode ?? `status ${answer.status}` };
}
