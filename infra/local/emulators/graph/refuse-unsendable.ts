/**
 * The rules of Exchange for a message that is to go out: sender first, then recipients.
 *
 * Nothing is stored or sent here.
 */
import type { Account } from './authenticate.ts';
import type { ExchangeRights } from './exchange-rights.ts';
import { GraphError } from './graph-error.ts';
import type { MessageContent } from './message-content.ts';
import type { EmailAddress, Message } from './message-type.ts';

const RECIPIENTS_MAX = 500;

/**
 * Throws 400 and 403 as Graph answers them; `senders` are the addresses that the message names for itself. Returns from whom it is, where
 * that is another mailbox.
 */
export function refuseUnsendable(
  account: Account,
  { content, senders }: { content: MessageContent; senders: string[] },
  rights: ExchangeRights,
): { from?: EmailAddress } {
  const others = senders.filter((address) => !account.addresses.includes(address.toLowerCase()));
  if (others.some((address) => rights.findSharedMailbox(address)) && !account.scopes.includes('Mail.Send.Shared'))
    throw new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  if (others.some((address) => !rights.maySendAs(address, account.mail))) {
    const text =
      'The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account., Cannot submit message.';
    throw new GraphError(403, 'ErrorSendAsDenied', text);
  }
  const recipients = [content.toRecipients, content.ccRecipients, content.bccRecipients].flat();
  recipients.forEach(refuseUnresolved);
  if (recipients.length === 0) throw invalidRecipients("A message can't be sent because it contains no recipients.");
  if (recipients.length > RECIPIENTS_MAX) {
    const text = 'The message cannot be sent because it has more recipients than the mailbox allows.';
    throw new GraphError(403, 'ErrorExceededMaxRecipientLimit', text);
  }
  content.replyTo.forEach(refuseUnresolved);
  const [other] = others;
  if (other === undefined) return {};
  return { from: { address: other, name: rights.findSharedMailbox(other)?.displayName ?? other } };
}

/** The addresses that a message gives as its own. */
export function readSenders({ from, sender }: Message): string[] {
  return [from, sender].map((one) => one?.emailAddress?.address ?? '').filter(Boolean);
}

function refuseUnresolved({ name, address }: EmailAddress): void {
  if (/^[^\s@,;<>()[\]"\\]+@[^\s@,;<>()[\]"\\]+\.[^\s@,;<>()[\]"\\.]+$/.test(address)) return;
  const shown = address || name;
  throw invalidRecipients(
    `Recipient '${shown}' is not resolved. All recipients must be resolved before a message can be submitted.`,
  );
}

function invalidRecipients(reason: string): GraphError {
  return new GraphError(400, 'ErrorInvalidRecipients', `At least one recipient is not valid., ${reason}`);
}
