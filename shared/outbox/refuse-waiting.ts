/**
 * Refuses a message that waits, for the person as whom it was to be sent: it is cancelled, and its application reads so.
 */
import { cancelMessage, type CancelDependencies } from './cancel.ts';
import type { Message } from './message.ts';
import { readWaiting } from './read-waiting.ts';
import type { WaitingOwner } from './waiting-owner.ts';

/** @throws ConnectorError `not_found`, as readWaiting; else as `Cancel` */
export type RefuseWaiting = (owner: WaitingOwner, id: string) => Promise<Message>;

export function createRefuseWaiting(dependencies: CancelDependencies): RefuseWaiting {
  return (owner, id) =>
    cancelMessage(dependencies, async () => (await readWaiting(dependencies.messages, owner, id)).message);
}
