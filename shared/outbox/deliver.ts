/**
 * Delivers a message whose row says `sending`: asks Graph once and writes what it answered.
 *
 * Only Graph's 202 is success. A request whose token was refused is repeated once with a new token, because Graph refused it
 * before it looked at the message; nothing else is ever repeated here. A message that was not sent because there is no valid
 * token has failed, which frees its key: others may have heard of its row, so it is never taken back. What Graph said of the mailbox
 * is passed on once the row is written.
 */
import { ConnectorError } from '../errors.ts';
import type { ErrorCode } from '../outcomes.ts';
import type { Graph } from '../graph/graph-client.ts';
import type { SendOutcome } from '../graph/send-mail.ts';
import { endMessage } from './message-state.ts';
import type { Attempt, Message, VersionedMessage } from './message.ts';
import type { SenderToken, SenderTokens } from './sender-tokens.ts';
import type { SettledMessages } from './settled-messages.ts';

export interface DeliverDependencies<Token extends SenderToken> {
  historyDays: number;
  senderTokens: SenderTokens<Token>;
  messages: Pick<SettledMessages, 'settle'>;
  graph: Pick<Graph, 'sendMail'>;
  now: () => Date;
}

export interface DeliveryRequest {
  /** As buildSendMail writes it. */
  body: string;
  traceparent?: string | undefined;
}

export interface Delivered {
  message: Message;
  /** Addresses of the message that Graph refused; stored nowhere. */
  refusedRecipients?: readonly string[];
}

/** Resolves to the message in its state, whatever Graph, Entra or storage say. */
export type Deliver<Token extends SenderToken> = (
  message: VersionedMessage,
  token: Token,
  request: DeliveryRequest,
) => Promise<Delivered>;

type FinalOutcome = Exclude<SendOutcome, { kind: 'unauthorized' }>;

export function createDeliver<Token extends SenderToken>(dependencies: DeliverDependencies<Token>): Deliver<Token> {
  const { historyDays, senderTokens, messages, graph, now } = dependencies;

  const send = async (token: Token, { body, traceparent }: DeliveryRequest) =>
    blameMailbox(token, await graph.sendMail(token.accessToken, body, traceparent));

  async function repeat(
    token: Token,
    request: DeliveryRequest,
    { claims, graphCode }: Extract<SendOutcome, { kind: 'unauthorized' }>,
  ): Promise<FinalOutcome> {
    const refusedAs = (code: ErrorCode, reason = graphCode): FinalOutcome => ({
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

  /** A failure of storage does not change what Graph answered; a late result still replaces the sweep's `unknown`. */
  async function finish(message: VersionedMessage, outcome: FinalOutcome): Promise<Message> {
    const at = now();
    const result = endMessage(message, 'deliver', resultOf(outcome, message.attempts, at), { at, historyDays });
    await messages.settle(message, result);
    return result;
  }

  return async (message, token, request) => {
    const first = await send(token, request);
    const outcome = first.kind === 'unauthorized' ? await repeat(token, request, first) : first;
    const result = await finish(message, outcome);
    if (outcome.kind === 'refused') await senderTokens.noteMailbox(token, outcome);
    if (outcome.kind === 'sent') await senderTokens.noteMailbox(token);
    const refusedRecipients = outcome.kind === 'refused' ? outcome.refusedRecipients : undefined;
    return { message: result, ...(refusedRecipients && { refusedRecipients }) };
  };
}

/** While Exchange has not confirmed the mailbox, a message that is refused for an unknown reason shows that it is elsewhere. */
function blameMailbox({ isMailboxUnclear }: SenderToken, outcome: SendOutcome): SendOutcome {
  const isDoubted = outcome.kind === 'refused' && outcome.code === 'message_refused' && isMailboxUnclear;
  return isDoubted ? { ...outcome, code: 'mailbox_on_premises' } : outcome;
}

function resultOf(outcome: FinalOutcome, earlier: Attempt[], at: Date): Pick<Message, 'status' | 'attempts' | 'error'> {
  const graphCode = outcome.kind === 'sent' ? undefined : outcome.graphCode;
  const attempt = (result: Attempt['outcome']): Attempt => ({
    at,
    outcome: result,
    ...(outcome.requestId && { graphRequestId: outcome.requestId }),
    ...(graphCode && { code: graphCode }),
  });
  if (outcome.kind === 'sent') return { status: 'sent', attempts: [...earlier, attempt('sent')] };
  const isRefused = outcome.kind === 'refused';
  return {
    status: isRefused ? 'failed' : 'unknown',
    attempts: [...earlier, attempt(isRefused ? 'refused' : 'unknown')],
    error: { code: isRefused ? outcome.code : 'delivery_unknown', ...(graphCode && { graphCode }) },
  };
}
