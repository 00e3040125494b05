/**
 * Reads a message for its owner: the application that submitted it, in the tenant in which it did; or for the administrator of that tenant.
 *
 * For everyone else the message does not exist, and the answer is the same as for an id that was never given.
 */
import type { Caller } from '../callers/caller.ts';
import { ConnectorError } from '../errors.ts';
import { isMessageId } from './message-id.ts';
import type { MessageStore, VersionedMessage } from './message.ts';

/** @throws ConnectorError `not_found` */
export async function readMessage(
  messages: Pick<MessageStore, 'read'>,
  caller: Caller,
  id: string,
): Promise<VersionedMessage> {
  const message = isMessageId(id) ? await messages.read(id) : undefined;
  const isOwn = message?.callerId === caller.clientId && message.hostTenantId === caller.hostTenantId;
  if (!isOwn) throw new ConnectorError('not_found');
  return message;
}

/** Whichever application of the host tenant submitted it. @throws ConnectorError `not_found`, also for the message of another tenant */
export async function readMessageOfTenant(
  messages: Pick<MessageStore, 'read'>,
  hostTenantId: string,
  id: string,
): Promise<VersionedMessage> {
  const message = isMessageId(id) ? await messages.read(id) : undefined;
  if (message?.hostTenantId !== hostTenantId) throw new ConnectorError('not_found');
  return message;
}
