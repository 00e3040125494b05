/**
 * Sends a message again that ended without being sent, or of which nobody knows: as a new message that names the old one.
 *
 * It needs the content of the old one, which is kept for CONTENT_KEPT_DAYS beside messages that waited; a message whose caller waited for
 * Graph's answer never had its content stored, and is posted again. The new message is bound as the old one was named, now; for an
 * administrator, who does not decide from where it leaves, as the old one was. There is one for each message, whatever is repeated; where
 * that one is not sent either, it can be resent itself.
 */
import { randomUUID } from 'node:crypto';
import type { Caller } from '../callers/caller.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import type { Accept } from './accept.ts';
import { bindingFields, keepBinding } from './binding.ts';
import type { MessageContents } from './message-content.ts';
import type { MessageFiles } from './message-files.ts';
import { deriveResentId } from './message-id.ts';
import { NO_SENDER } from './parked.ts';
import { assertChange, messageStates } from './message-state.ts';
import type { Message, MessageStore } from './message.ts';
import { readMessage } from './read-message.ts';
import { renewReplies } from './recipient-replies.ts';
import type { SenderToken, SenderTokens } from './sender-tokens.ts';
import { waiting } from './waiting.ts';

export interface ResendDependencies<Token extends SenderToken> {
  messageExpiryDays: number;
  messages: Pick<MessageStore, 'read'>;
  contents: Pick<MessageContents, 'open'>;
  senderTokens: Pick<SenderTokens<Token>, 'bind'>;
  files: Pick<MessageFiles, 'take'>;
  accept: Accept;
  now: () => Date;
}

/**
 * `keepsBinding`: it leaves as what the old one was bound to, or waits for a person.
 * @throws ConnectorError `not_found`; `message_state` for a message that waits, was sent, or has no content any more; else as `Accept`
 */
export type Resend = (caller: Caller, id: string, options?: { keepsBinding?: boolean }) => Promise<Message>;

export function createResend<Token extends SenderToken>(dependencies: ResendDependencies<Token>): Resend {
  const { messageExpiryDays, messages, contents, senderTokens, files, accept, now } = dependencies;
  return async (caller, id, { keepsBinding = false } = {}) => {
    const old = await readMessage(messages, caller, id);
    if (!messageStates[old.status].isTerminal || old.status === 'sent')
      throw refused(
        `The message is ${old.status}; only one that is failed, unknown, expired or cancelled can be resent.`,
      );
    if (!old.content)
      throw refused(
        'What this message said is not kept. Post it to /send again, with the same idempotency key unless it is unknown.',
      );
    const content = await contents.open(old);
    if (content.senderReference === NO_SENDER)
      throw refused('This message came as an event and has no sender. Post what it says to /send, with a sender.');
    const { hostTenantId } = caller;
    const binding = await senderTokens.bind(hostTenantId, content.senderReference, content.from);
    const bound = bindingFields(hostTenantId, content.senderReference, binding);
    const at = now();
    const { callerId, reference, contentDigest, recipientCount } = old;
    const recipients = renewReplies(old.recipients);
    const message: Message = {
      id: deriveResentId(old.id),
      previousId: old.id,
      hostTenantId,
      ...(keepsBinding ? keepBinding(old, bound) : bound),
      callerId,
      ...(reference !== undefined && { reference }),
      contentDigest,
      recipientCount,
      ...(recipients && { recipients }),
      createdAt: at,
      updatedAt: at,
      expiresAt: new Date(at.getTime() + messageExpiryDays * 24 * 3600 * 1000),
      attemptId: randomUUID(),
      attempts: [],
      ...waiting(binding.isConnected ? 'queued' : 'held', {
        at,
        code: binding.isConnected ? undefined : 'consent_required',
      }),
    };
    assertChange('absent', 'submit', message.status);
    /** Whatever has become of it. */
    const orResent = async (error: unknown): Promise<Message> => {
      const resent = await messages.read(message.id);
      if (resent?.previousId !== old.id) throw error;
      return resent;
    };
    const named = (content.files ?? []).map((file) => ({ ...file, pointer: '' }));
    try {
      if (named.length > 0) await files.take(caller, named, message);
    } catch (error) {
      // They are gone once it is sent.
      return orResent(explainFiles(error));
    }
    return accept(message, content).catch((error: unknown) => {
      if (hasCode(error, 'conflict')) return orResent(error);
      throw error;
    });
  };
}

/** They belong to the newest message that carries them, and go with what the old one said. */
function explainFiles(error: unknown): unknown {
  return hasCode(error, 'invalid_request') ? refused('A file of this message is not kept any more.') : error;
}

function refused(detail: string): ConnectorError {
  return new ConnectorError('message_state', { detail });
}
