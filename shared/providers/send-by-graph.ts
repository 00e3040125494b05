/**
 * Hands one message to Graph's sendMail action of a mailbox, and says what is certain about it. It never repeats the request.
 */
import { traceHeaders } from '../graph/call-graph.ts';
import type { SendOutcome } from '../graph/judge-send.ts';
import type { GraphAccess } from './graph-access.ts';
import type { ProviderMessage } from './provider.ts';

/** `path`: below the Graph root. Never throws a fault of the network. */
export async function sendByGraph(
  { callGraph, judgeSend, now }: GraphAccess,
  accessToken: string,
  { path, body, mime, traceparent, recipients }: Omit<ProviderMessage, 'id'> & { path: string },
): Promise<SendOutcome> {
  // Graph sends to all, and some have it already.
  if (recipients) return { kind: 'refused', code: 'message_state' };
  const typed = mime === undefined ? {} : { 'Content-Type': 'text/plain' };
  const headers = { ...traceHeaders(traceparent), ...typed };
  const reply = await callGraph(accessToken, { path, body: mime ?? body, headers });
  return judgeSend(reply, { now: now(), request: () => body });
}
