/**
 * Sends a draft, and says what is certain about it, as of any message (judge-send.ts). It never repeats the request.
 *
 * Source: Graph v1.0 message-send.
 */
import type { DraftParts } from './draft-parts.ts';
import { draftHeaders, draftPath } from './draft-requests.ts';
import type { GraphMessage } from './graph-message.ts';
import type { SendOutcome } from './judge-send.ts';

export interface SendDraftRequest {
  draftId: string;
  /** What was said in the draft, to name the recipients that are refused. */
  message: GraphMessage;
  /** W3C Trace Context, passed on when it is well-formed. */
  traceparent?: string | undefined;
}

/** Never throws a fault of the network. */
export async function sendDraft(
  { callGraph, judgeSend, now }: DraftParts,
  accessToken: string,
  { draftId, message, traceparent }: SendDraftRequest,
): Promise<SendOutcome> {
  const call = { path: `${draftPath(draftId)}/send`, body: '', headers: draftHeaders(traceparent) };
  const reply = await callGraph(accessToken, call);
  return judgeSend(reply, { now: now(), request: () => JSON.stringify({ message }) });
}
