import { describe, expect, it } from 'vitest';
import { everyTemplate, installations, ofType, only, readResources, readTemplate } from './expanded.ts';

/** Built-in roles by id. Source: Azure built-in roles. */
const roleNames: Record<string, string> = {
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': 'Storage Blob Data Owner',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe': 'Storage Blob Data Contributor',
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88': 'Storage Queue Data Contributor',
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': 'Storage Table Data Contributor',
  'e147488a-f6f5-4113-8e2d-b22465e65bf6': 'Key Vault Crypto Service Encryption User',
  '4633458b-17de-408a-b874-0445c86b69e6': 'Key Vault Secrets User',
  '3913510d-42f4-4e42-8a64-420c390055eb': 'Monitoring Metrics Publisher',
};

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
  const assignments = ofType(resources, 'Authorization/roleAssignments').map(({ id, properties }) => {
    const scope = /^\[extensionResourceId\('([^']+)', 'Microsoft\.Authorization\/roleAssignments'/.exec(id)?.[1] ?? '';
    return { scope, properties };
  });

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
    const { id, apiVersion } = only(resources, 'ManagedIdentity/userAssignedIdentities');

    for (const { properties } of assignments)
      expect(properties).toMatchObject({
        principalType: 'ServicePrincipal',
        principalId: `[reference('${id}', '${apiVersion}').principalId]`,
      });
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

/** `gmdata: Storage Queue Data Contributor`: the resource without its generated part, and the role's name. */
function readable({ scope, properties }: { scope: string; properties: Record<string, unknown> }): string {
  const roleId = String(properties['roleDefinitionId']).split('/').at(-1) ?? '';
  const [name = '', ...child] = scope.split(/\/(?:storageAccounts|vaults|components)\//)[1]?.split('/') ?? [];
  const resource = name.replace(/^(gmhost|gmdata|guestmail|appi).*$/, '$1');
  return `${[resource, ...child].join('/')}: ${roleNames[roleId] ?? roleId}`;
}
