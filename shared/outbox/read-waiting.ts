/**
 * Reads a message for the person as whom it was to be sent, in whatever state it is by now.
 *
 * For everyone else the message does not exist, and the answer is the same as for an id that was never given.
 */
import { ConnectorError } from '../errors.ts';
import { isMessageId } from './message-id.ts';
import type { MessageStore, VersionedMessage } from './message.ts';
import { ownershipOf, type WaitingOwner } from './waiting-owner.ts';

export interface OwnedMessage {
  message: VersionedMessage;
  ownership: 'own' | 'former';
}

/** @throws ConnectorError `not_found` */
export async function readWaiting(
  messages: Pick<MessageStore, 'read'>,
  owner: WaitingOwner,
  id: string,
): Promise<OwnedMessage> {
  const message = isMessageId(id) ? await messages.read(id) : undefined;
  const ownership = message && ownershipOf(owner, message);
  if (!ownership) throw new ConnectorError('not_found');
  return { message, ownership };
}
