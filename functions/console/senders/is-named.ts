/**
 * Whether a message names somebody of whom there is no connection: then they have a page that says so, with what to pass on to them.
 *
 * It reads one message, and asks no directory. A mailbox that a document named, and names no more, is nobody who is to connect.
 */
import type { Sender } from '../../../shared/sender.ts';
import type { Connector } from '../../compose.ts';

export async function isNamed({ messages }: Pick<Connector, 'messages'>, sender: Sender): Promise<boolean> {
  const { messages: named } = await messages.listOfTenant(sender.hostTenantId, { sender, top: 1 });
  return named.some(({ mailboxId }) => mailboxId === undefined);
}
