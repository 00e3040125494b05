/**
 * Claims again what a claim that stopped half way did not get, for the sweep.
 *
 * It proves nothing anew, so it never takes a name from a sender who proved it later to the same tenant, and lifts no mark of a contest.
 */
import type { SenderName } from '../sender.ts';
import { createClaimNames, holdsName, type ClaimNamesDependencies } from './claim-names.ts';
import type { Grant, GrantName, NameOwner } from './grant.ts';
import { leadName } from './lead-name.ts';
import { isMember } from './proofs.ts';
import { giverOf, isSame } from './rivals.ts';

/** @throws ConnectorError `conflict` */
export type ReclaimNames = (grant: Grant) => Promise<void>;

export function createReclaimNames(dependencies: ClaimNamesDependencies): ReclaimNames {
  const { grants, names } = dependencies;
  const claimNames = createClaimNames(dependencies);

  /** Whether a name has to be claimed again: not while it leads to a sender who proved it later to the same tenant. */
  async function hasLost(name: GrantName, grant: Grant): Promise<boolean> {
    const { sender } = grant;
    if (name.contestedBy) {
      // Only a new proof lifts the mark; but whoever proves the name next has to find this sender.
      await leadName({ grants, names }, name, sender);
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
    return rivals.some((rival) => isBetween(rival) || isProvenBefore(rival, grant, name.value));
  }

  return async (grant) => {
    const lost: SenderName[] = [];
    for (const name of grant.names) if (await hasLost(name, grant)) lost.push(name);
    if (lost.length > 0) await claimNames(grant.sender, (name) => holdsName({ names: lost }, name));
  };
}

/** Whether the rival's proof of the name, given by the same tenant, is the older one. */
function isProvenBefore(rival: Grant, grant: Grant, value: string): boolean {
  return provenAt(rival, value) <= provenAt(grant, value);
}

/** What a timer reads again is as old as its last reading; a guest's host UPN as the connection. */
function provenAt(grant: Grant, value: string): Date {
  const { names, namesProvenAt, connectedAt } = grant;
  const isReadAgain = isMember(grant) || names.some((one) => one.kind === 'address' && one.value === value);
  return (isReadAgain && namesProvenAt) || connectedAt;
}
