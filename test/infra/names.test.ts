import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installations, ofType, only, readResources } from './expanded.ts';

/** Azure's rules for the names of each type. Source: Naming rules and restrictions for Azure resources. */
const rules: Record<string, RegExp> = {
  'ManagedIdentity/userAssignedIdentities': /^[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}$/,
  'OperationalInsights/workspaces': /^[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]$/,
  'OperationalInsights/workspaces/tables': /^[A-Za-z0-9-_]{4,63}$/,
  'Insights/components': /^[^%&\\?/]{0,259}[^%&\\?/. ]$/,
  'Insights/actionGroups': /^[^:<>+/&%\\?|]{0,259}[^:<>+/&%\\?|. ]$/,
  'Insights/scheduledQueryRules': /^[^*<>%{}&:\\?/#|]{0,259}[^*<>%{}&:\\?/#|. ]$/,
  'Insights/activityLogAlerts': /^[^<>*%{}&:\\?+/#|]{0,259}[^<>*%{}&:\\?+/#|. ]$/,
  // Azure takes a GUID alone.
  'Insights/workbooks': /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'Insights/diagnosticSettings': /^[a-zA-Z0-9-]{1,260}$/,
  'Storage/storageAccounts': /^[a-z0-9]{3,24}$/,
  'Storage/storageAccounts/blobServices': /^default$/,
  'Storage/storageAccounts/queueServices': /^default$/,
  'Storage/storageAccounts/tableServices': /^default$/,
  'Storage/storageAccounts/managementPolicies': /^default$/,
  'Storage/storageAccounts/blobServices/containers': /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  'Storage/storageAccounts/queueServices/queues': /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  'Storage/storageAccounts/tableServices/tables': /^[A-Za-z][A-Za-z0-9]{2,62}$/,
  'KeyVault/vaults': /^(?!.*--)[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/,
  'KeyVault/vaults/keys': /^[a-zA-Z0-9-]{1,127}$/,
  'KeyVault/vaults/secrets': /^[a-zA-Z0-9-]{1,127}$/,
  'Web/serverfarms': /^[a-zA-Z0-9-]{1,60}$/,
  // Azure allows 60 characters; the Functions host cuts its id at 32 and would share it with a neighbour.
  'Web/sites': /^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$/,
  'Web/sites/basicPublishingCredentialsPolicies': /^(ftp|scm)$/,
  'Network/virtualNetworks': /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}[a-zA-Z0-9_]$/,
  'Network/networkSecurityGroups': /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_]$/,
  'Network/publicIPAddresses': /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_]$/,
  'Network/natGateways': /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_]$/,
  'Network/privateEndpoints': /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}[a-zA-Z0-9_]$/,
  'Network/privateEndpoints/privateDnsZoneGroups': /^default$/,
  'Network/privateDnsZones': /^[a-z0-9-]+(\.[a-z0-9-]+){1,33}$/,
  'Network/privateDnsZones/virtualNetworkLinks': /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_]$/,
  // Only Azure knows the object id that this is made of.
  'Authorization/roleAssignments': /^\[guid\(/,
};

describe.each(installations)('names of the installation %s', (installation) => {
  const resources = readResources(installation);

  it('keep the rules of their types', () => {
    for (const { type, name } of resources) {
      const short = type.replace('Microsoft.', '');
      const own = type.includes('roleAssignments') ? name : (name.split('/').at(-1) ?? '');
      expect(rules, short).toHaveProperty([short]);
      expect(own, short).toMatch(rules[short]!);
    }
  });

  it('are those that were chosen, and derived where none was', () => {
    const names = (type: string) => ofType(resources, type).map(({ name }) => name);
    const types = ['Web/sites', 'Web/serverfarms', 'KeyVault/vaults', 'Insights/actionGroups', 'Insights/components'];
    const derived = [/^guestmail-/, /^plan-guestmail-/, /^guestmail-/, /^ag-guestmail-/, /^appi-guestmail-/];
    const chosen = ['func-', 'asp-', 'kv-', 'ag-', 'appi-'].map((prefix) => `${prefix}guestmail-prod`);

    for (const [index, type] of types.entries())
      if (installation === 'brought') expect(names(type)).toEqual([chosen[index]]);
      else expect(names(type)[0]).toMatch(derived[index]!);
  });

  it('are all different within their type', () => {
    const ids = resources.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the token in every name', () => {
  it('is the same however group and environment are capitalised, as Azure sees them', () => {
    const { functions } = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../infra/snapshots/main.json'), 'utf8'),
    ) as { functions: { members: Record<string, { output: { value: unknown } }> }[] };
    expect(functions.flatMap(({ members }) => members['token']?.output.value ?? [])).toEqual([
      "[uniqueString(toLower(parameters('resourceGroupId')), toLower(parameters('environmentName')))]",
    ]);
  });
});

describe('the longest environment name', () => {
  it('is what the installation with everything is called', () => {
    const environmentName = only(readResources('everything'), 'Web/sites').tags?.['azd-env-name'] ?? '';

    expect(environmentName).toHaveLength(64);
    expect(environmentName).toMatch(/[A-Z]/);
    expect(environmentName).toMatch(/[_.()]/);
  });

  it('leaves the host name short and readable', () => {
    expect(only(readResources('everything'), 'Web/sites').name).toMatch(/^guestmail-contoso-/);
  });
});
