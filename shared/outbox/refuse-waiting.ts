/**
 * Refuses a message that waits, for the person as whom it was to be sent: it is cancelled, its application reads so, its key starts no
 * new message, and what it says is deleted at once, so that nobody can resend it; also where its application has just cancelled it. One
 * that somebody has already was sent, and goes to nobody else.
 */
import { cancelMessage, type CancelDependencies } from './cancel.ts';
import type { MessageContents } from './message-content.ts';
import { emptyMessage } from './message-state.ts';
import type { Message } from './message.ts';
import { readWaiting } from './read-waiting.ts';
import type { WaitingOwner } from './waiting-owner.ts';

const REFUSED = Object.freeze({ code: 'refused_by_sender' } as const);

export interface RefuseWaitingDependencies extends CancelDependencies {
  contents: Pick<MessageContents, 'drop'>;
}

/** @throws ConnectorError `not_found`, as readWaiting; else as `Cancel` */
export type RefuseWaiting = (owner: WaitingOwner, id: string) => Promise<Message>;

export function createRefuseWaiting(dependencies: RefuseWaitingDependencies): RefuseWaiting {
  const { messages, contents, historyDays } = dependencies;
  const refuse = (ended: Message, at: Date): Message => {
    const { status, error } = ended;
    if (status === 'sent') return emptyMessage(ended, historyDays);
    if (error?.code === REFUSED.code) return ended;
    return emptyMessage({ ...ended, error: REFUSED, changedAt: at }, historyDays);
  };
  return async (owner, id) => {
    const read = async () => (await readWaiting(messages, owner, id)).message;
    const { before, cancelled } = await cancelMessage(dependencies, read, refuse);
    await contents.drop(before);
    return cancelled;
  };
}
