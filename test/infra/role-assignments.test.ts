import { describe, expect, it } from 'vitest';
import { readRoleAssignments, type RoleAssignment } from '../../infra/local/emulators/roles/role-assignments.ts';
import { roleDefinitions } from '../../infra/local/emulators/roles/role-definitions.ts';
import { everyTemplate, installations, ofType, only, readResources, readTemplate } from './expanded.ts';

const everywhere = [
  'gmhost: Storage Blob Data Owner',
  'gmdata: Storage Table Data Contributor',
  'gmdata: Storage Queue Data Contributor',
  'gmdata: Storage Blob Data Contributor',
  'guestmail/keys/token-key: Key Vault Crypto Service Encryption User',
  'guestmail: Key Vault Secrets User',
  'appi: Monitoring Metrics Publisher',
];

describe.each(installations)('role assignments of the installation %s', (installation) => {
  const resources = readResources(installation);
  const assignments = readRoleAssignments(resources, (identityId) => identityId);

  it('are exactly these, each on one resource', () => {
    const more =
      installation === 'everything' ? ['guestmail/keys/token-key-2: Key Vault Crypto Service Encryption User'] : [];

    expect(assignments.map(readable).toSorted()).toEqual([...everywhere, ...more].toSorted());
  });

  it('are scoped to resources of this deployment, never to a group or a subscription', () => {
    const ids = new Set(resources.map(({ id }) => id));

    for (const { scope } of assignments) expect(ids).toContain(scope);
  });

  it('are all given to the identity of the app, and to nobody else', () => {
    const { id } = only(resources, 'ManagedIdentity/userAssignedIdentities');

    for (const { principalId } of assignments) expect(principalId).toBe(id);
    for (const { properties } of ofType(resources, 'Authorization/roleAssignments'))
      expect(properties['principalType']).toBe('ServicePrincipal');
  });
});

describe('the module of role assignments', () => {
  const templates = everyTemplate(readTemplate());

  it('is the only place that assigns a role', () => {
    const places = templates.filter(([, { resources }]) =>
      Object.values(resources).some(({ type }) => type === 'Microsoft.Authorization/roleAssignments'),
    );

    expect(places.map(([name]) => name)).toEqual(['roleAssignments']);
  });

  it('is complete before the app is deployed', () => {
    const { functionApp, roleAssignments } = readTemplate().resources;

    expect(functionApp?.dependsOn).toContain('roleAssignments');
    expect(roleAssignments?.dependsOn?.toSorted()).toEqual([
      'dataStorage',
      'hostStorage',
      'identity',
      'keyVault',
      'monitoring',
    ]);
  });
});

/** The derived beginning of a name, whatever it was chosen to be. */
function kindOf(name: string): string {
  const chosen = { gmhost: 'stguestmailhost', gmdata: 'stguestmaildata', guestmail: 'kv-', appi: 'appi-' };
  const [kind] =
    Object.entries(chosen).find(([derived, own]) => name.startsWith(own) || name.startsWith(derived)) ?? [];
  return kind ?? name;
}

/** `gmdata: Storage Queue Data Contributor`: the resource without its generated part, and the role's name. */
function readable({ scope, roleId }: RoleAssignment): string {
  const [name = '', ...child] = scope.split(/\/(?:storageAccounts|vaults|components)\//)[1]?.split('/') ?? [];
  const resource = kindOf(name);
  return `${[resource, ...child].join('/')}: ${roleDefinitions[roleId]?.name ?? roleId}`;
}
