/**
 * Asks Graph once to send a message, and says what is certain then.
 *
 * A request whose token was refused is repeated once with a new token, because Graph refused it before it looked at the message; nothing
 * else is ever repeated. It writes no message.
 */
import { ConnectorError } from '../errors.ts';
import type { Graph } from '../graph/graph-client.ts';
import type { SendOutcome } from '../graph/send-mail.ts';
import type { ErrorCode } from '../outcomes.ts';
import type { MessageContent } from './message-content.ts';
import type { SenderToken, SenderTokens } from './sender-tokens.ts';

export type DeliveryRequest = Pick<MessageContent, 'body' | 'traceparent'>;

/** A token that was refused twice, or could not be renewed, is a refusal of the message as well. */
export type GraphOutcome = Exclude<SendOutcome, { kind: 'unauthorized' }>;
export type Refused = Extract<SendOutcome, { kind: 'refused' }>;

/** Never throws a ConnectorError. */
export type AskGraph<Token extends SenderToken> = (token: Token, request: DeliveryRequest) => Promise<GraphOutcome>;

export interface AskGraphDependencies<Token extends SenderToken> {
  senderTokens: Pick<SenderTokens<Token>, 'renew' | 'refuse'>;
  graph: Pick<Graph, 'sendMail'>;
}

export function createAskGraph<Token extends SenderToken>(dependencies: AskGraphDependencies<Token>): AskGraph<Token> {
  const { senderTokens, graph } = dependencies;

  const send = async (token: Token, { body, traceparent }: DeliveryRequest) =>
    blameMailbox(token, await graph.sendMail(token.accessToken, body, traceparent));

  async function repeat(
    token: Token,
    request: DeliveryRequest,
    { claims, graphCode }: Extract<SendOutcome, { kind: 'unauthorized' }>,
  ): Promise<GraphOutcome> {
    const refusedAs = (code: ErrorCode, reason = graphCode): GraphOutcome => ({
      kind: 'refused',
      code,
      ...(reason && { graphCode: reason }),
    });
    try {
      const renewed = await senderTokens.renew(token, claims);
      const outcome = await send(renewed, request);
      if (outcome.kind !== 'unauthorized') return outcome;
      await senderTokens.refuse(renewed, outcome.graphCode);
      return refusedAs('consent_required', outcome.graphCode);
    } catch (error) {
      if (error instanceof ConnectorError) return refusedAs(error.code);
      throw error;
    }
  }

  return async (token, request) => {
    const first = await send(token, request);
    return first.kind === 'unauthorized' ? repeat(token, request, first) : first;
  };
}

/** While Exchange has not confirmed the mailbox, a message that is refused for an unknown reason shows that it is elsewhere. */
function blameMailbox({ isMailboxUnclear }: SenderToken, outcome: SendOutcome): SendOutcome {
  const isDoubted = outcome.kind === 'refused' && outcome.code === 'message_refused' && isMailboxUnclear;
  return isDoubted ? { ...outcome, code: 'mailbox_on_premises' } : outcome;
}
