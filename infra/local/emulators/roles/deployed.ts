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
  const idOf = (type: string, matches: (id: string) => boolean = () => true) => {
    const [found, ...more] = resources.filter((one) => one.type === `Microsoft.${type}` && matches(one.id));
    if (!found || more.length > 0) throw new Error(`${installation}: not one ${type} is meant.`);
    return found.id;
  };
  const identityId = idOf('ManagedIdentity/userAssignedIdentities');
  const isData = (id: string) => resources.some((one) => one.id === `${id}/tableServices/default/tables/grants`);
  return {
    assignments: readRoleAssignments(resources, (id) => (id === identityId ? objectId : '')),
    accounts: {
      [ACCOUNT_PREFIXES.data]: idOf('Storage/storageAccounts', isData),
      [ACCOUNT_PREFIXES.host]: idOf('Storage/storageAccounts', (id) => !isData(id)),
    },
    vault: idOf('KeyVault/vaults'),
  };
}
