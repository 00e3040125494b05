/**
 * Names of a renewed grant that have to be claimed: new and contested ones, and of those just proven what an earlier claim did not get.
 *
 * Exchange has to confirm the mailbox before a name is settled by it. It claims nothing.
 */
import { formatSender } from '../sender.ts';
import { holdsName } from './claim-names.ts';
import type { Grant, GrantName, NameStore } from './grant.ts';

export interface RenewedNames {
  former: Grant;
  changed: Grant;
  /** Exchange confirmed the mailbox or denied it. */
  isClear: boolean;
  /** Whether the name has just been proven again. */
  isProven: (name: GrantName) => boolean;
}

export async function listUnsettled(
  names: Pick<NameStore, 'read'>,
  { former, changed: { sender, names: listed }, isClear, isProven }: RenewedNames,
): Promise<GrantName[]> {
  const leadsHereAlone = async ({ kind, value }: GrantName): Promise<boolean> => {
    const owners = await names.read(sender.hostTenantId, value);
    const isOwn = owners.every((owner) => formatSender(owner.sender) === formatSender(sender));
    return isOwn && owners.some((owner) => owner.kind === kind);
  };
  const unsettled: GrantName[] = [];
  for (const name of listed) {
    const isNew = !holdsName(former, name);
    const isDue = isClear && (name.contestedBy !== undefined || (isProven(name) && !(await leadsHereAlone(name))));
    if (isNew || isDue) unsettled.push(name);
  }
  return unsettled;
}
