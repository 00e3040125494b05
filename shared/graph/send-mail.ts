/**
 * Sends one message in one request, and says what is certain about it (judge-send.ts). It never repeats the request.
 *
 * A MIME message goes as `text/plain`, in base64. Source: Graph v1.0 user sendMail.
 */
import { SEND_MAIL_PATH } from './build-send-mail.ts';
import { traceHeaders, type CallGraph } from './call-graph.ts';
import { catchFault } from './catch-fault.ts';
import { judgeSend, type SendOutcome } from './judge-send.ts';

export type { SendOutcome } from './judge-send.ts';

export interface SendMailRequest {
  accessToken: string;
  /** As buildSendMail makes it. */
  body: string;
  /** W3C Trace Context, passed on when it is well-formed. */
  traceparent?: string | undefined;
  /** A MIME message in base64, sent in place of `body`. */
  mime?: string | undefined;
}

/** Never throws a fault of the network. `now` measures a `Retry-After` that is a date. */
export async function sendMail(
  callGraph: CallGraph,
  { accessToken, body, traceparent, mime }: SendMailRequest,
  now: () => Date,
): Promise<SendOutcome> {
  const typed = mime === undefined ? {} : { 'Content-Type': 'text/plain' };
  const call = { path: SEND_MAIL_PATH, body: mime ?? body, headers: { ...traceHeaders(traceparent), ...typed } };
  const reply = await catchFault(callGraph(accessToken, call));
  return judgeSend(reply, { now: now(), request: () => body });
}
