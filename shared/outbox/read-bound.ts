/**
 * Reads the token as which a message that waits is sent, and refuses one that is not for what the message is bound to.
 *
 * Where its sender reference leads to another mailbox now, that is the reason, whatever else stands in the way.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { isBoundTo, leavesBy } from './binding.ts';
import { fateOf } from './fate.ts';
import type { MessageContent } from './message-content.ts';
import type { Message } from './message.ts';
import { needsDraft, requireDrafts } from './needs-draft.ts';
import { requireApplication } from './read-sender.ts';
import type { Binding, SenderToken, SenderTokens } from './sender-tokens.ts';

/** @throws ConnectorError `mailbox_changed`, `identity_changed`, `send_as_denied`, `forbidden`, and as SenderTokens and requireDrafts */
export type ReadBound<Token extends SenderToken> = (message: Message, content: MessageContent) => Promise<Token>;

export function createReadBound<Token extends SenderToken>(
  senderTokens: Pick<SenderTokens<Token>, 'read' | 'bind'>,
): ReadBound<Token> {
  return async (message, content) => {
    const { hostTenantId } = message;
    const { senderReference, from } = content;
    const token = await senderTokens
      .read(hostTenantId, senderReference, from, { patience: 'patient' })
      .catch(async (error: unknown) => {
        if (!(error instanceof ConnectorError) || fateOf(error.code) === 'queued') throw error;
        if (hasCode(error, 'sender_ambiguous', 'sealed_record_refused')) throw error;
        requireWay(message, await senderTokens.bind(hostTenantId, senderReference, from));
        throw error;
      });
    requireWay(message, token);
    requireFit(message, content, token);
    return token;
  };
}

function requireWay(message: Message, by: Pick<Binding, 'mailboxId'>): void {
  if (!leavesBy(message, by)) throw refused('mailbox_changed', 'It leads to another mailbox meanwhile.');
}

function requireFit(message: Message, content: MessageContent, token: SenderToken): void {
  const { from } = content;
  requireApplication(token, message.callerId);
  if (!isBoundTo(message, token.grant)) throw refused('identity_changed', 'It leads to another account meanwhile.');
  if (from !== undefined && !token.names.includes(from.toLowerCase()))
    throw refused('send_as_denied', 'from is not a proven address of the mailbox.');
  if (needsDraft(content)) requireDrafts(token);
}

function refused(code: 'mailbox_changed' | 'identity_changed' | 'send_as_denied', reason: string): ConnectorError {
  return new ConnectorError(code, { cause: new Error(reason) });
}
