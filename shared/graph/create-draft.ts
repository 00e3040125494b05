/**
 * Creates the draft of a message, marked with the message's id, and without files.
 *
 * It is never repeated: where the answer was lost, a draft may exist whose id is not known; nothing was sent, and the marker finds it.
 * Files are never in this request, although small ones would fit: its answer is the id without which nothing goes on, so it is kept
 * short, a lost one costs no megabytes, and each file goes the same way.
 * Source: Graph v1.0 user-post-messages.
 */
import { GRAPH_RESPONSE_MAX_BYTES } from '../limits.ts';
import { readRequestId } from './call-graph.ts';
import type { DraftFailure, DraftParts } from './draft-parts.ts';
import { draftHeaders, isDraftId, readObject } from './draft-requests.ts';
import type { GraphMessage } from './graph-message.ts';
import type { Refused } from './judge-refusal.ts';
import { MESSAGE_MARKER } from './message-marker.ts';
import { isAnswer } from './reply.ts';

export interface DraftRequest {
  /** Of the connector; in the marker. */
  messageId: string;
  message: Omit<GraphMessage, 'attachments'>;
  /** W3C Trace Context, passed on when it is well-formed. */
  traceparent?: string | undefined;
}

/** A draft may exist, and nothing was sent. */
export type Unclear = Omit<Refused, 'kind' | 'code'> & { kind: 'unclear' };

export type CreateDraftOutcome = { kind: 'created'; draftId: string; requestId?: string } | DraftFailure | Unclear;

/** Never throws a fault of the network. */
export async function createDraft(
  { callGraph, judgeRefusal, now }: DraftParts,
  accessToken: string,
  { messageId, message, traceparent }: DraftRequest,
  timeoutMilliseconds: number,
): Promise<CreateDraftOutcome> {
  const marker = { id: MESSAGE_MARKER, value: messageId };
  const properties = [...(message.singleValueExtendedProperties ?? []), marker];
  const body = JSON.stringify({ ...message, singleValueExtendedProperties: properties });
  const reply = await callGraph(accessToken, {
    path: '/me/messages',
    body,
    headers: draftHeaders(traceparent),
    timeoutMilliseconds,
    // Graph repeats the whole message, to which Exchange adds a little.
    responseMaxBytes: GRAPH_RESPONSE_MAX_BYTES + 2 * Buffer.byteLength(body),
  });
  const { id } = isAnswer(reply) && reply.status === 201 ? readObject(reply.body) : {};
  if (isAnswer(reply) && isDraftId(id))
    return { kind: 'created', draftId: id, ...readRequestId(reply.headers['request-id']) };
  const failure = judgeRefusal(reply, { now: now(), request: () => JSON.stringify({ message }) });
  if (failure.kind === 'unauthorized' || failure.code !== 'graph_unavailable') return failure;
  const { kind: _refused, code: _unavailable, ...details } = failure;
  return { kind: 'unclear', ...details };
}
