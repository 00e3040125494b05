/**
 * Asks Graph once to send a message in one request, or hands it to the provider of its mailbox, and says what is certain then.
 *
 * A request whose token was refused is repeated once with a new token (ask-with-token.ts); nothing else is ever repeated. It writes no
 * message.
 */
import type { Graph } from '../graph/graph-client.ts';
import type { SendOutcome } from '../graph/send-mail.ts';
import type { ProviderOutcome } from '../providers/provider.ts';
import type { AskWithToken } from './ask-with-token.ts';
import type { MessageContent } from './message-content.ts';
import type { Message } from './message.ts';
import { listPending } from './recipient-replies.ts';
import type { SenderToken } from './sender-tokens.ts';

/** A token that was refused twice, or could not be renewed, is a refusal of the message as well. */
export type GraphOutcome = Exclude<ProviderOutcome, { kind: 'unauthorized' }>;
export type Refused = Extract<ProviderOutcome, { kind: 'refused' }>;

/** Never throws a ConnectorError. */
export type AskGraph<Token extends SenderToken> = (
  token: Token,
  content: MessageContent,
  message: Pick<Message, 'id' | 'recipients'>,
) => Promise<GraphOutcome>;

export interface AskGraphDependencies<Token extends SenderToken> {
  askWithToken: AskWithToken<Token>;
  graph: Pick<Graph, 'sendMail'>;
}

export function createAskGraph<Token extends SenderToken>(dependencies: AskGraphDependencies<Token>): AskGraph<Token> {
  const { askWithToken, graph } = dependencies;
  return async (token, { body, mime, traceparent, from }, { id, recipients }) => {
    const pending = listPending(body, recipients);
    // Graph sends to all, and some have it already.
    if (pending && !token.send) return { kind: 'refused', code: 'message_state' };
    const { outcome } = await askWithToken(token, async (given): Promise<ProviderOutcome> =>
      given.send
        ? given.send({ id, body, mime, traceparent, from, recipients: pending })
        : blameMailbox(given, await graph.sendMail(given.accessToken, body, traceparent, mime)),
    );
    return outcome;
  };
}

/** While Exchange has not confirmed the mailbox, a message that is refused for an unknown reason shows that it is elsewhere. */
function blameMailbox({ isMailboxUnclear }: SenderToken, outcome: SendOutcome): SendOutcome {
  const isDoubted = outcome.kind === 'refused' && outcome.code === 'message_refused' && isMailboxUnclear;
  return isDoubted ? { ...outcome, code: 'mailbox_on_premises' } : outcome;
}
