/**
 * The one client of Microsoft Graph: whose mailbox a token is, whether it exists, and sending. One request per file.
 */
import { createCallGraph, type CallGraphDependencies } from './call-graph.ts';
import { probeMailbox, type MailboxProbe } from './probe-mailbox.ts';
import type { Profile } from './profile.ts';
import { readProfile } from './read-profile.ts';
import { sendMail, type SendOutcome } from './send-mail.ts';

export interface Graph {
  /** @throws ConnectorError `graph_unavailable` */
  readProfile(accessToken: string): Promise<Profile>;
  /** Never throws a fault of the network. */
  probeMailbox(accessToken: string): Promise<MailboxProbe>;
  /**
   * `body` as buildSendMail makes it; a `traceparent` (W3C Trace Context) is passed on. With `mime`, a MIME message in base64, that is
   * sent, and `body` says for whom it is. Never throws a fault of the network.
   */
  sendMail(accessToken: string, body: string, traceparent?: string, mime?: string): Promise<SendOutcome>;
}

export interface GraphDependencies extends CallGraphDependencies {
  now: () => Date;
}

export function createGraph({ now, ...dependencies }: GraphDependencies): Graph {
  const callGraph = createCallGraph(dependencies);
  return {
    readProfile: (accessToken) => readProfile(callGraph, accessToken),
    probeMailbox: (accessToken) => probeMailbox(callGraph, accessToken),
    sendMail: (accessToken, body, traceparent, mime) =>
      sendMail(callGraph, { accessToken, body, traceparent, mime }, now),
  };
}
