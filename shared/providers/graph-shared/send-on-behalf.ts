/**
 * Sends from a shared mailbox with the token of a person who has the right Send As or Send on Behalf there.
 *
 * It is the person's own `sendMail` with `from`: Exchange fills in the sender, checks the right, and keeps the copy where the mailbox is set
 * up to. A MIME message names its sender itself. Source: Graph, send Outlook messages from another user.
 */
import { SEND_MAIL_PATH } from '../../graph/build-send-mail.ts';
import type { GraphAccess } from '../graph-access.ts';
import type { ProviderMessage, ProviderOutcome } from '../provider.ts';
import { sendByGraph } from '../send-by-graph.ts';

/** `address`: the shared mailbox; `accessToken`: the person's. Never throws a fault of the network. */
export async function sendOnBehalf(
  graph: GraphAccess,
  { address, accessToken }: { address: string; accessToken: string },
  message: ProviderMessage,
): Promise<ProviderOutcome> {
  // Exchange would send it from the person's own mailbox.
  if (message.mime !== undefined && message.from?.toLowerCase() !== address)
    return { kind: 'refused', code: 'message_refused' };
  const body = message.mime === undefined ? withFrom(message.body, address) : message.body;
  const outcome = await sendByGraph(graph, accessToken, { ...message, body, path: SEND_MAIL_PATH });
  // The sender has nothing to leave out: a right is missing.
  const isDenied = outcome.kind === 'refused' && outcome.code === 'send_as_denied';
  return isDenied ? { ...outcome, code: 'send_as_right_missing' } : outcome;
}

/** The body says nothing of its sender (build-graph-message.ts). */
function withFrom(body: string, address: string): string {
  const { message, ...rest } = JSON.parse(body) as { message: object };
  return JSON.stringify({ message: { ...message, from: { emailAddress: { address } } }, ...rest });
}
