/**
 * The deployment that the local stack represents, read from a committed snapshot: its role assignments and the resources
 * they are scoped to, under the local names.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT_PREFIXES } from '../storage/start-azurite.ts';
import type { AuthorizationOptions } from './authorization.ts';
import { readRoleAssignments, type ExpandedResource } from './role-assignments.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'snapshots');

/** Reads what an installation assigns; `objectId` is that of its identity. */
export function readDeployed(installation: string, objectId: string): AuthorizationOptions {
  const text = readFileSync(join(folder, `${installation}.snapshot.json`), 'utf8');
  const { predictedResources: resources } = JSON.parse(text) as { predictedResources: ExpandedResource[] };
  const idOf = (type: string, name: RegExp) => {
    const [found, ...more] = resources.filter((one) => one.type === `Microsoft.${type}` && name.test(one.name));
    if (!found || more.length > 0) throw new Error(`${installation}: not one ${type} is named like ${name.source}.`);
    return found.id;
  };
  const identityId = idOf('ManagedIdentity/userAssignedIdentities', /^/);
  return {
    assignments: readRoleAssignments(resources, (id) => (id === identityId ? objectId : '')),
    accounts: {
      [ACCOUNT_PREFIXES.data]: idOf('Storage/storageAccounts', /^gmdata/),
      [ACCOUNT_PREFIXES.host]: idOf('Storage/storageAccounts', /^gmhost/),
    },
    vault: idOf('KeyVault/vaults', /^/),
  };
}
