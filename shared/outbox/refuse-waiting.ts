/**
 * Refuses a message that waits, for the person as whom it was to be sent: it is cancelled, its application reads so, its key starts no
 * new message, and what it says is deleted at once, so that nobody can resend it. One that somebody has already was sent, and goes to
 * nobody else.
 */
import { cancelMessage, type CancelDependencies } from './cancel.ts';
import type { MessageContents } from './message-content.ts';
import { emptyMessage } from './message-state.ts';
import type { Message, VersionedMessage } from './message.ts';
import { readWaiting } from './read-waiting.ts';
import type { WaitingOwner } from './waiting-owner.ts';

export interface RefuseWaitingDependencies extends CancelDependencies {
  contents: Pick<MessageContents, 'drop'>;
}

/** @throws ConnectorError `not_found`, as readWaiting; else as `Cancel` */
export type RefuseWaiting = (owner: WaitingOwner, id: string) => Promise<Message>;

export function createRefuseWaiting(dependencies: RefuseWaitingDependencies): RefuseWaiting {
  const { messages, contents, historyDays } = dependencies;
  return async (owner, id) => {
    let waited: VersionedMessage | undefined;
    const read = async () => (waited = (await readWaiting(messages, owner, id)).message);
    const emptied = (ended: Message): Message => {
      const isSent = ended.status === 'sent';
      return emptyMessage({ ...ended, ...(!isSent && { error: { code: 'refused_by_sender' } }) }, historyDays);
    };
    const refused = await cancelMessage(dependencies, read, emptied);
    if (waited) await contents.drop(waited);
    return refused;
  };
}
