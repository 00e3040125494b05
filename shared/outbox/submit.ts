/**
 * Submits a message: the token first, then the row as `sending`, then delivery.
 *
 * A token failure is never ambiguous and leaves no row. One insert decides who sends; every other submission with the same
 * key gets the stored state. It imports nothing about grants: tokens come through `SenderTokens`.
 */
import { randomUUID } from 'node:crypto';
import { ConnectorError, hasCode } from '../errors.ts';
import { buildSendMail } from '../graph/build-send-mail.ts';
import { SENDING_LEASE_SECONDS } from '../limits.ts';
import type { Sender } from '../sender.ts';
import type { Vault } from '../vault/vault.ts';
import type { Deliver } from './deliver.ts';
import { createInsertOnce } from './insert-once.ts';
import { createMailboxTurns } from './mailbox-turns.ts';
import { createMessageId } from './message-id.ts';
import type { Message, MessageStore } from './message.ts';
import { findReplay } from './replay.ts';
import { EXPIRED } from '../submission/schedule.ts';
import type { SenderToken, SenderTokens } from './sender-tokens.ts';
import type { Submission } from '../submission/submission.ts';

export interface Submitted {
  message: Message;
  /** The key and body were seen before; nothing was sent now. */
  isReplayed: boolean;
}

/**
 * @throws ConnectorError: nothing was sent and the key is not used up (`consent_required`, `invalid_request`,
 *   `idempotency_key_reused`, or a dependency that is not available).
 */
export type Submit = (callerId: string, submission: Submission) => Promise<Submitted>;

export interface SubmitDependencies<Token extends SenderToken> {
  hostTenantId: string;
  messageExpiryDays: number;
  senderTokens: SenderTokens<Token>;
  messages: MessageStore;
  deliver: Deliver<Token>;
  vault: Pick<Vault, 'digest' | 'matchesDigest'>;
  now: () => Date;
}

export function createSubmit<Token extends SenderToken>(dependencies: SubmitDependencies<Token>): Submit {
  const { hostTenantId, messageExpiryDays, senderTokens, messages, deliver, vault, now } = dependencies;
  const takeTurn = createMailboxTurns();
  const insertOnce = createInsertOnce({ hostTenantId, messages, vault });

  async function buildMessage(callerId: string, submission: Submission, sender: Sender): Promise<Message> {
    const at = now();
    const { reference, recipientCount, expiresAt } = submission;
    return {
      id: createMessageId(),
      status: 'sending',
      sender,
      callerId,
      ...(reference !== undefined && { reference }),
      contentDigest: await vault.digest('message content', submission.canonicalContent),
      createdAt: at,
      updatedAt: at,
      expiresAt: expiresAt ?? new Date(at.getTime() + messageExpiryDays * 24 * 3600 * 1000),
      recipientCount,
      attemptId: randomUUID(),
      attempts: [],
      dueAt: new Date(at.getTime() + SENDING_LEASE_SECONDS * 1000),
    };
  }

  async function readToken(submission: Submission): Promise<Token> {
    if (submission.expiresAt && submission.expiresAt <= now())
      throw new ConnectorError('invalid_request', { faults: [EXPIRED] });
    const token = await senderTokens.read(hostTenantId, submission.senderReference);
    checkFrom(submission, token);
    return token;
  }

  async function submitNow(callerId: string, submission: Submission, token: Token): Promise<Submitted> {
    const { idempotencyKey, canonicalContent } = submission;
    const message = await buildMessage(callerId, submission, token.grant.sender);
    const inserted =
      idempotencyKey === undefined
        ? await messages.insert(message)
        : await insertOnce(message, idempotencyKey, canonicalContent);
    if ('isReplayed' in inserted) return inserted;
    const { body } = buildSendMail(submission);
    return {
      message: await deliver(inserted, token, { body, traceparent: submission.traceparent }),
      isReplayed: false,
    };
  }

  /** What was accepted before answers its repetition, even if the sender has disconnected since or others wait. */
  async function replayOr(error: unknown, callerId: string, submission: Submission): Promise<Submitted> {
    const { idempotencyKey, canonicalContent } = submission;
    const isStorage = hasCode(error, 'storage_unavailable', 'storage_access_refused');
    if (idempotencyKey === undefined || isStorage || !(error instanceof ConnectorError)) throw error;
    const replay = await findReplay({ messages, vault }, { hostTenantId, callerId, idempotencyKey }, canonicalContent);
    if ('message' in replay) return replay;
    throw error;
  }

  return async (callerId, submission) => {
    try {
      const token = await readToken(submission);
      const run = () => submitNow(callerId, submission, token);
      return await takeTurn(token.grant.sender, submission.waitSeconds, run);
    } catch (error) {
      return replayOr(error, callerId, submission);
    }
  };
}

function checkFrom({ from }: Submission, { grant }: SenderToken): void {
  if (from === undefined || from.toLowerCase() === grant.mailbox.toLowerCase()) return;
  const detail = 'Only the connected mailbox of the sender may stand here; leave it out.';
  throw new ConnectorError('invalid_request', { faults: [{ pointer: '/message/from', detail }] });
}
