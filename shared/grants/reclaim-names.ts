/**
 * Claims again what a claim that stopped half way did not get, for the sweep.
 *
 * It proves nothing anew, so it never takes a name from a sender who proved it later to the same tenant, and lifts no mark of a contest.
 */
import type { SenderName } from '../sender.ts';
import { createClaimNames, holdsName, type ClaimNamesDependencies } from './claim-names.ts';
import type { Grant, GrantName, NameOwner } from './grant.ts';
import { giverOf, isSame } from './rivals.ts';

/** @throws ConnectorError `conflict` */
export type ReclaimNames = (grant: Grant) => Promise<void>;

export function createReclaimNames(dependencies: ClaimNamesDependencies): ReclaimNames {
  const { grants, names } = dependencies;
  const claimNames = createClaimNames(dependencies);

  /** Whether a name has to be claimed again: not while it leads to a sender who proved it later to the same tenant. */
  async function hasLost(name: GrantName, grant: Grant): Promise<boolean> {
    const { sender, connectedAt } = grant;
    if (name.contestedBy) {
      // Only a new proof lifts the mark; but whoever proves the name next has to find this sender.
      await names.put(name, sender);
      return false;
    }
    const isOwn = (owner: NameOwner) => isSame(owner, grant);
    const owners = await names.read(sender.hostTenantId, name.value);
    const rivals: Grant[] = [];
    for (const owner of owners.filter((one) => !isOwn(one))) {
      const { grant: other } = await grants.read(owner.sender);
      if (other?.names.some(({ value }) => value === name.value)) rivals.push(other);
    }
    if (rivals.length === 0) return !owners.some((owner) => owner.kind === name.kind && isOwn(owner));
    // Between tenants no time decides; the claim marks the name for all of them.
    const isBetween = (rival: Grant) =>
      rival.names.some((one) => one.value === name.value && giverOf(rival, one) !== giverOf(grant, name));
    return rivals.some((rival) => isBetween(rival) || rival.connectedAt <= connectedAt);
  }

  return async (grant) => {
    const lost: SenderName[] = [];
    for (const name of grant.names) if (await hasLost(name, grant)) lost.push(name);
    if (lost.length > 0) await claimNames(grant.sender, (name) => holdsName({ names: lost }, name));
  };
}
