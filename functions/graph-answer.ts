/**
 * What a client of Graph is answered to a message: 202 and nothing else for one that was sent, and for every other one a refusal that no
 * client repeats by itself, because the message exists.
 */
import type { HttpRequest, InvocationContext } from '@azure/functions';
import { ConnectorError, type Fault } from '../shared/errors.ts';
import type { Message } from '../shared/outbox/message.ts';
import type { Connector } from './compose.ts';
import { graphErrorReply, graphIds } from './graph-error.ts';
import { messageJson } from './message-json.ts';
import { idsOf } from './messages.ts';
import type { Answer } from './respond.ts';

type Parts = Pick<Connector, 'config' | 'now'> & { request: HttpRequest; context: InvocationContext };

/** `faults` are places of the request that have to do with the error of the message. */
export function graphAnswer(
  message: Message,
  parts: Parts,
  { isReplayed, faults }: { isReplayed: boolean; faults: Fault[] },
): Answer {
  const ids = { ...idsOf(message), replayed: isReplayed };
  const replayed = isReplayed && { 'Idempotency-Replayed': 'true' };
  if (message.status === 'sent')
    return { response: { status: 202, headers: { ...graphIds(parts.request, parts.context), ...replayed } }, ids };
  const { error, status } = refusalOf(message, faults, parts);
  const response = graphErrorReply(error, { ...parts, hostTenantId: message.hostTenantId }, status);
  return { response: { ...response, headers: { ...response.headers, ...replayed } }, ids, error };
}

/** Whatever the code has where nothing was stored. */
const FAILED = 422;

function refusalOf(
  message: Message,
  faults: Fault[],
  { config }: Parts,
): { error: ConnectorError; status?: typeof FAILED } {
  const { status, error } = message;
  if (status === 'unknown') return { error: new ConnectorError('delivery_unknown') };
  if (error && status !== 'queued' && status !== 'held') {
    const { graphCode: upstreamCode } = error;
    return {
      error: new ConnectorError(error.code, { faults, ...(upstreamCode && { upstreamCode }) }),
      status: FAILED,
    };
  }
  const { error: told, consentUrl } = messageJson(message, config);
  const waits = told?.detail ?? KNOWN[status === 'sending' ? 'sending' : 'other'];
  return {
    error: new ConnectorError('message_state', { detail: consentUrl ? `${waits} consentUrl: ${consentUrl}` : waits }),
  };
}

/** Of a message that an earlier request has made. */
const KNOWN = Object.freeze({
  sending:
    'This message is being sent by an earlier request. Do not send it again before it is known what became of it.',
  other: 'This message was accepted from an earlier request, and is sent by itself. Do not send it again.',
});
