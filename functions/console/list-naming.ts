/**
 * Which documents name another one and so stop working without it: event doors, by their template or the mailbox that they send from.
 */
import type { DocumentAddress } from '../../shared/configuration-addresses.ts';
import type { DoorDocument } from '../../shared/doors/door-document.ts';
import type { MailboxDocument } from '../../shared/providers/mailbox-document.ts';
import type { Connector } from '../compose.ts';

export async function listNaming(
  { configuration }: Pick<Connector, 'configuration'>,
  { kind, hostTenantId, name }: DocumentAddress,
  document: object,
): Promise<DocumentAddress[]> {
  if (kind !== 'template' && kind !== 'mailbox') return [];
  const { documents: doors } = await configuration.list<DoorDocument>('door', hostTenantId);
  const senders = kind === 'mailbox' ? namesOf(document as MailboxDocument) : new Set<string>();
  return doors.filter((door) =>
    kind === 'template' ? door.document.template === name : isOneOf(senders, door.document),
  );
}

/** Under which its mailboxes are named as a sender, in lower case. */
function namesOf({ mailboxes }: MailboxDocument): ReadonlySet<string> {
  const listed = mailboxes as readonly { address: string; sender?: string; userPrincipalName?: string }[];
  const names = listed.flatMap(({ address, sender, userPrincipalName }) => [address, sender, userPrincipalName]);
  return new Set(names.flatMap((name) => (name === undefined ? [] : [name.toLowerCase()])));
}

function isOneOf(names: ReadonlySet<string>, { sender }: DoorDocument): boolean {
  const named = sender.rule === 'fixed' ? sender.sender : sender.fallback;
  return named !== undefined && names.has(named.toLowerCase());
}
