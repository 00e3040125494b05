/**
 * Whose a message is that waits, as far as the person is concerned who has signed in: their own, or one of a former account. Pure.
 *
 * A message is bound to a sender and, where they had connected one, to an account; or to a name alone, and then it is that of the person
 * who proves the name now while nobody contests it.
 */
import { formatSender, type Sender } from '../sender.ts';
import { hashOfName, isBoundTo } from './binding.ts';
import type { HomeAccount, Message } from './message.ts';

/** A person who has signed in, and is not somebody else than who connected. */
export interface WaitingOwner {
  sender: Sender;
  account: HomeAccount;
  /** Whether this account is connected now. */
  isConnected: boolean;
  /** Names that it proves now and nobody contests, in lower case. */
  names: readonly string[];
}

/** `former`: it was accepted for another account of the same sender, of which nothing is shown. Undefined: it is somebody else's. */
export function ownershipOf(owner: WaitingOwner, message: Message): 'own' | 'former' | undefined {
  const { sender, account, isConnected } = owner;
  if (message.hostTenantId !== sender.hostTenantId) return undefined;
  if (!message.sender) return leadsTo(owner, message) ? 'own' : undefined;
  if (formatSender(message.sender) !== formatSender(sender)) return undefined;
  // Whom the caller named has to be proven now as well: that a grant lists a name proves nothing.
  if (isBoundTo(message, { sender, ...account }) && leadsTo(owner, message)) return 'own';
  return isConnected ? 'former' : undefined;
}

/** Whether whom the caller named is this person now. */
export function leadsTo({ sender, names }: WaitingOwner, { named }: Pick<Message, 'named'>): boolean {
  if (named === undefined) return false;
  return named === sender.hostObjectId || names.some((name) => hashOfName(sender.hostTenantId, name) === named);
}
