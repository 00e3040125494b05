/**
 * What an idempotency key leads to: its newest message, a message that answers the repetition, or the place for a new one.
 *
 * After a failure the key starts a new message, with the same body or another; before that, only the same body is answered.
 * Writes nothing.
 */
import { ConnectorError } from '../errors.ts';
import { RESENT_MAX, RESUBMISSIONS_MAX } from '../waiting-limits.ts';
import type { Who } from '../outcomes.ts';
import type { Vault } from '../vault/vault.ts';
import { deriveMessageId, deriveResentId, type IdempotencyScope } from './message-id.ts';
import { messageStates } from './message-state.ts';
import type { Message, MessageStatus, MessageStore } from './message.ts';

export interface ReplayDependencies {
  messages: Pick<MessageStore, 'read'>;
  vault: Pick<Vault, 'matchesDigest'>;
}

/** @throws ConnectorError `idempotency_key_reused` */
export async function findReplay(
  { messages, vault }: ReplayDependencies,
  scope: IdempotencyScope,
  content: string,
): Promise<{ message: Message; isReplayed: true } | { resubmission: number; previousId?: string }> {
  const { message, resubmission } = await findNewest(messages, scope);
  if (!message || isKeyFree(message)) {
    if (resubmission > RESUBMISSIONS_MAX) throw new ConnectorError('idempotency_key_reused');
    return { resubmission, ...(message && { previousId: message.id }) };
  }
  const isSame = await vault.matchesDigest('message content', content, message.contentDigest);
  if (!isSame) throw reused(message);
  return { message, isReplayed: true };
}

/** The newest message of a key, undefined if there is none; and the number of the next one, should the key be free. */
export async function findNewest(
  messages: Pick<MessageStore, 'read'>,
  scope: IdempotencyScope,
): Promise<{ message: Message | undefined; resubmission: number }> {
  let newest: Message | undefined;
  let resubmission = 0;
  while (resubmission <= RESUBMISSIONS_MAX) {
    const message = await messages.read(deriveMessageId(scope, resubmission));
    if (!message) break;
    newest = message;
    if (!mayHaveSuccessor(message)) break;
    // The first message records how far the key has passed, so a long history is not walked through.
    resubmission = Math.max(resubmission + 1, message.resubmissions ?? 0);
  }
  return { message: newest && (await followResent(messages, newest)), resubmission };
}

/** The message that was sent in place of one that was not, if there is one: it has the key then. */
async function followResent(messages: Pick<MessageStore, 'read'>, message: Message): Promise<Message> {
  let newest = message;
  for (let count = 0; count < RESENT_MAX && mayHaveSuccessor(newest); count++) {
    const resent = await messages.read(deriveResentId(newest.id));
    if (resent?.previousId !== newest.id) break;
    newest = resent;
  }
  return newest;
}

/** One that was cancelled, repeated or resent, and refused only then has one. */
function mayHaveSuccessor({ status }: Message): boolean {
  return messageStates[status].isKeyFree;
}

/** Whether the next submission with its key is a new message. What its sender has refused is not to be sent by a repetition. */
export function isKeyFree({ status, error }: Message): boolean {
  return messageStates[status].isKeyFree && error?.code !== 'refused_by_sender';
}

/** What became of the message that has used the key up, and what comes next. */
const fates: Readonly<Record<Exclude<MessageStatus, FreeStatus>, { said: string; next: string; who?: Who }>> =
  Object.freeze({
    queued: {
      said: 'waits to be sent since',
      next: 'Wait for its outcome, cancel it, or use a new key for a new message.',
    },
    held: {
      said: 'is held since',
      next: 'It is sent when what stops it is gone. Cancel it, or use a new key for a new message.',
    },
    sending: { said: 'has been on its way since', next: 'Wait for its outcome, and use a new key for a new message.' },
    sent: { said: 'was sent at', next: 'Use a new key for a new message.' },
    unknown: {
      said: 'may have been sent at',
      next: 'The sender looks in Sent Items first; send with a new key only what is not there.',
      who: 'person',
    },
  });

type FreeStatus = 'failed' | 'expired' | 'cancelled';

function reused(message: Message): ConnectorError {
  const { status, attempts, createdAt } = message;
  if (message.error?.code === 'refused_by_sender')
    return new ConnectorError('idempotency_key_reused', { who: 'person' });
  if (status === 'failed' || status === 'expired' || status === 'cancelled')
    throw new Error('A message that was not sent leaves its key free.');
  const at = (attempts.at(-1)?.at ?? createdAt).toISOString();
  const { said, next, who } = fates[status];
  const detail = `This idempotency key was used with another body, and that message ${said} ${at}. ${next}`;
  return new ConnectorError('idempotency_key_reused', { detail, ...(who && { who }) });
}
