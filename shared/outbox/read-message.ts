/**
 * Reads a message for its owner: the application that submitted it, in the tenant of the message's sender.
 *
 * For everyone else the message does not exist, and the answer is the same as for an id that was never given.
 */
import type { Caller } from '../callers/caller.ts';
import { ConnectorError } from '../errors.ts';
import { isMessageId } from './message-id.ts';
import type { Message, MessageStore } from './message.ts';

/** @throws ConnectorError `not_found` */
export async function readMessage(messages: Pick<MessageStore, 'read'>, caller: Caller, id: string): Promise<Message> {
  const message = isMessageId(id) ? await messages.read(id) : undefined;
  const isOwn = message?.callerId === caller.clientId && message.sender.hostTenantId === caller.hostTenantId;
  if (!isOwn) throw new ConnectorError('not_found');
  return message;
}
