/**
 * What a message that waits is bound to: whom the caller named, the account that they had connected then, or later when it was
 * released, and the mailbox that a document named for it then, or that none did. Pure.
 *
 * It leaves only while that name still leads to that sender, account and mailbox; otherwise a person decides.
 */
import { formatSender, parseSenderReference, type Sender } from '../sender.ts';
import { addressOfName } from '../storage-addresses.ts';
import type { HomeAccount, Message } from './message.ts';
import type { Binding } from './sender-tokens.ts';

export type BoundFields = Pick<Message, 'named' | 'sender' | 'account' | 'mailboxId'>;

/** Whom the caller named, as the row keeps it. */
export function bindingFields(
  hostTenantId: string,
  senderReference: string,
  { sender, account, mailboxId }: Pick<Binding, 'sender' | 'account' | 'mailboxId'>,
): BoundFields {
  const parsed = parseSenderReference(senderReference);
  if (!parsed) throw new Error('A submission names no sender.');
  const named = 'name' in parsed ? hashOfName(hostTenantId, parsed.name) : parsed.hostObjectId;
  const found: Sender | undefined = sender ?? ('name' in parsed ? undefined : { hostTenantId, ...parsed });
  return {
    named,
    ...(found && { sender: found }),
    ...(account && { account: pick(account) }),
    ...(mailboxId !== undefined && { mailboxId }),
  };
}

/**
 * The binding of a message that is sent in place of another, for somebody who decides nothing about whose it is: what the old one was bound
 * to, and what it was not bound to yet as it is now.
 */
export function keepBinding(old: BoundFields, now: BoundFields): BoundFields {
  const { named, mailboxId } = old;
  // It was never accepted to wait for anybody.
  if (named === undefined) return now;
  const sender = old.sender ?? now.sender;
  const isSame = sender?.hostObjectId === now.sender?.hostObjectId && leavesBy(old, now);
  const account = old.account ?? (isSame ? now.account : undefined);
  return {
    named,
    ...(sender && { sender }),
    ...(account && { account: pick(account) }),
    ...(mailboxId !== undefined && { mailboxId }),
  };
}

/** Under what a held message is found when its sender connects: the sender, or the name that led to nobody. */
export function targetOf({ sender, named }: Pick<Message, 'sender' | 'named'>): string {
  const target = sender ? formatSender(sender) : named;
  if (target === undefined) throw new Error('A message that waits names its sender.');
  return target;
}

/** As the table `names` has it. */
export function hashOfName(hostTenantId: string, value: string): string {
  return addressOfName(hostTenantId, { kind: 'address', value }).keys.partitionKey;
}

/** Whether this token sends as the message was accepted to leave: from the mailbox of a document, or by the grant of a person. */
export function leavesBy({ mailboxId }: Pick<Message, 'mailboxId'>, by: Pick<Binding, 'mailboxId'>): boolean {
  return mailboxId === by.mailboxId;
}

/** Whether a message is of this account; how it leaves is another question. */
export function isBoundTo(
  message: Pick<Message, 'sender' | 'account'>,
  grant: { sender: Sender } & HomeAccount,
): boolean {
  const { sender, account } = message;
  const isSame = !sender || formatSender(sender) === formatSender(grant.sender);
  const { homeTenantId, homeObjectId } = account ?? grant;
  return isSame && homeTenantId === grant.homeTenantId && homeObjectId === grant.homeObjectId;
}

/** The message as one that leaves as this account or not at all; unchanged where it is bound to another. */
export function bindTo<Some extends Pick<Message, 'sender' | 'account'>>(
  message: Some,
  grant: { sender: Sender } & HomeAccount,
): Some {
  return isBoundTo(message, grant) ? { ...message, sender: grant.sender, account: pick(grant) } : message;
}

function pick({ homeTenantId, homeObjectId }: HomeAccount): HomeAccount {
  return { homeTenantId, homeObjectId };
}
