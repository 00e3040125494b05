/**
 * The message store, made to tell our own rows from others: each row carries a keyed digest of everything in it that decides.
 *
 * Whoever can write the table but does not know the pepper can neither turn one state into another nor give a message to another
 * sender, caller or account: such a row is refused, raises an alarm and is never sent. A row without a digest is of an earlier release,
 * which knew four states; none of them leads to a send.
 */
import { ConnectorError } from '../errors.ts';
import { formatSender } from '../sender.ts';
import type { Vault } from '../vault/vault.ts';
import type { Message, MessageStatus, MessageStore, VersionedMessage } from './message.ts';

const PURPOSE = 'message state';
const earlierStatuses: readonly MessageStatus[] = ['sending', 'sent', 'failed', 'unknown'];

export interface AuthenticMessagesDependencies {
  store: MessageStore;
  vault: Pick<Vault, 'digest' | 'matchesDigest'>;
}

/** Reads throw `sealed_record_refused` for a row that is not ours; a list leaves such rows out, and says so. */
export function createAuthenticMessages({ store, vault }: AuthenticMessagesDependencies): MessageStore {
  const sign = async (message: Message): Promise<Message> => ({
    ...message,
    mac: await vault.digest(PURPOSE, describe(message)),
  });

  async function verify<Some extends VersionedMessage>(message: Some): Promise<Some> {
    const { mac, status, content, draft, named, recipients, mailboxId } = message;
    if (mac === undefined) {
      const isEarlier = [content, draft, named, recipients, mailboxId].every((later) => later === undefined);
      if (isEarlier && earlierStatuses.includes(status)) return message;
    } else if (await vault.matchesDigest(PURPOSE, describe(message), mac)) return message;
    throw new ConnectorError('sealed_record_refused', {
      cause: new Error('A message has been changed by somebody else.'),
    });
  }

  return {
    ...store,
    insert: async (message, ...rest) => store.insert(await sign(message), ...rest),
    async read(id) {
      const message = await store.read(id);
      return message && verify(message);
    },
    replace: async (message, next, content) => store.replace(message, await sign(next), content),
    async listDue(...asked) {
      const { due, ...listed } = await store.listDue(...asked);
      const verified = await Promise.allSettled(due.map(({ message }) => verify(message)));
      const sound = due.filter((_one, index) => verified[index]?.status === 'fulfilled');
      const refused = verified.find((one) => one.status === 'rejected');
      return { ...(refused && { refusal: refused.reason as unknown }), ...listed, due: sound };
    },
  };
}

/** One text for all that decides, in a fixed order. */
function describe(message: Message): string {
  const { account, draft, error, sender } = message;
  return JSON.stringify([
    message.id,
    message.previousId,
    message.status,
    message.hostTenantId,
    sender && formatSender(sender),
    message.named,
    account && [account.homeTenantId, account.homeObjectId],
    message.callerId,
    message.reference,
    message.contentDigest,
    message.createdAt,
    message.updatedAt,
    message.expiresAt,
    message.notBefore,
    message.recipientCount,
    message.attemptId,
    message.attempts.map(({ at, outcome, graphRequestId, code, nextAt }) => [
      at,
      outcome,
      graphRequestId,
      code,
      nextAt,
    ]),
    error && [error.code, error.graphCode],
    message.content,
    message.contentBytes,
    message.nextAt,
    message.deferrals,
    message.changedAt,
    message.dueAt,
    message.resubmissions,
    message.keptUntil,
    // A message without one has the text that it had before there were drafts.
    ...(draft ? [[draft.id, draft.state]] : []),
    ...(message.recipients ? [['recipients', message.recipients]] : []),
    ...(message.mailboxId !== undefined ? [['mailbox', message.mailboxId]] : []),
  ]);
}
