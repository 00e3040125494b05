/**
 * Lets the lookup of a name lead to a sender, and no longer where that sender has given the name up meanwhile.
 *
 * Whoever gives a name up takes it from the grant and from the lookup; nothing would remove what is written just afterwards, of a
 * sender who was erased least of all. It does not ask whom the name belongs to.
 */
import type { Sender, SenderName } from '../sender.ts';
import type { GrantStore, NameStore } from './grant.ts';

export interface LeadNameDependencies {
  grants: Pick<GrantStore, 'read'>;
  names: Pick<NameStore, 'put' | 'remove'>;
}

/** As `NameStore.put`, whose result it gives. */
export async function leadName(
  { grants, names }: LeadNameDependencies,
  name: SenderName,
  sender: Sender,
  former?: readonly Sender[],
): Promise<boolean> {
  if (!(await names.put(name, sender, former))) return false;
  const { grant } = await grants.read(sender);
  if (!grant?.names.some(({ value }) => value === name.value)) await names.remove(name, sender);
  return true;
}

/** Lets the lookups of names that a sender has just given up lead there no longer, but for those that the grant lists again by then. */
export async function leaveNames(
  { grants, names }: LeadNameDependencies,
  givenUp: readonly SenderName[],
  sender: Sender,
): Promise<void> {
  for (const name of givenUp) await names.remove(name, sender);
  await returnNames({ grants, names }, givenUp, sender);
}

/** Lets the lookups of names lead to the sender again, where the grant lists them: for whoever has taken them from there for nothing. */
export async function returnNames(
  { grants, names }: LeadNameDependencies,
  taken: readonly SenderName[],
  sender: Sender,
): Promise<void> {
  const { grant } = await grants.read(sender);
  for (const name of taken)
    if (grant?.names.some(({ value }) => value === name.value)) await leadName({ grants, names }, name, sender);
}
