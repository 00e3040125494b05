import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Az } from '../../../infra/azure-cli/az.ts';
import { readParameterFile } from '../../../infra/deploy/read-parameter-file.ts';
import { recallInstallation } from '../../../infra/deploy/recall-installation.ts';
import { appSettings, installations, readResources, type Installation, type Resource } from '../expanded.ts';

const parameters = await readParameterFile();

/** What the installation was given, as its parameter file says, and the defaults of the environment. */
function readGiven(installation: Installation): Record<string, string> {
  const file = join(import.meta.dirname, '../../../infra/snapshots', `${installation}.bicepparam`);
  const source = readFileSync(file, 'utf8');
  const lines = [...source.matchAll(/^param (\w+) = (.+)$/gm)];
  const [, names = ''] = /^param resourceNames = \{\n([^}]+)\}/m.exec(source) ?? [];
  const chosen = [...names.matchAll(/(\w+): '([^']+)'/g)].map(([, kind, name]) => [kind, name]);
  const plain = (text: string) => text.replace(/[[\]' ]/g, '');
  return {
    ...Object.fromEntries(parameters.map(([parameter, , otherwise]) => [parameter, otherwise])),
    ...Object.fromEntries(
      lines.map(([, name = '', value = '']) => [name, value.startsWith("'") ? value.slice(1, -1) : plain(value)]),
    ),
    resourceNames: JSON.stringify(Object.fromEntries(chosen)),
  };
}

/** Azure writes types in its own case. */
const writeType = (type: string) =>
  type
    .replace('Microsoft.Insights', 'microsoft.insights')
    .replace('farms', 'Farms')
    .replace(/(sites|vaults|storageAccounts|virtualNetworks|natGateways|workspaces)$/, (text) => text.toUpperCase());

/** ARM over the resources as the compiler expanded them. */
function createAz(resources: readonly Resource[]): Az {
  const json = async (parts: readonly string[]): Promise<unknown> => {
    if (parts[0] === 'resource')
      return resources.map(({ id, name, type, tags }) => ({ id, name, type: writeType(type), tags }));
    const [path = ''] = (parts.at(-1) ?? '').split('?');
    if (path.endsWith('/config/appsettings/list')) return { properties: Object.fromEntries(appSettings(resources)) };
    if (path.endsWith('/privateDnsZoneGroups'))
      return { value: resources.filter(({ id }) => id.startsWith(`${path}/`)) };
    const found = resources.find(({ id }) => id === path);
    if (!found) throw new Error(`There is no ${path}.`);
    if (found.type !== 'Microsoft.Web/sites') return found;
    const { ENTRA_AUTHORITY: authority = '' } = Object.fromEntries(appSettings(resources));
    const suffix = authority.endsWith('.us') ? 'azurewebsites.us' : 'azurewebsites.net';
    return { ...found, properties: { ...found.properties, defaultHostName: `${found.name}.${suffix}` } };
  };
  return { text: () => Promise.reject(new Error('not asked')), json: json as Az['json'] };
}

describe('recallInstallation', () => {
  it.each(installations)('reads back from the resources of %s what they were made of', async (installation) => {
    const resources = readResources(installation);
    const given = readGiven(installation);
    const place = { environmentName: given['environmentName'] ?? '', resourceGroup: 'rg-guestmail' };
    const { values, exists } = await recallInstallation({ az: createAz(resources) }, place);

    expect(exists).toBe(true);
    const recalled = parameters.map(([parameter, , otherwise]) => [parameter, String(values[parameter] ?? otherwise)]);
    const isFlex = resources.some(({ sku }) => sku?.name === 'FC1');
    expect(Object.fromEntries(recalled)).toEqual({
      ...Object.fromEntries(parameters.map(([parameter]) => [parameter, given[parameter]])),
      // Not kept: the name leads here, and this is for one deployment.
      environmentName: 'guestmail',
      recoverVault: 'false',
      // The same, said otherwise.
      plan: isFlex || given['cloud'] !== 'global' ? 'Auto' : 'Dedicated',
      tags: installation === 'everything' ? '{"costCentre":"finance"}' : '{}',
      apiAudience: given['apiAudience'] === given['entraClientId'] ? '' : given['apiAudience'],
    });
  });

  it('keeps the network closed when app or account says that it is', async () => {
    const resources = readResources('everything');
    const place = { environmentName: readGiven('everything')['environmentName'] ?? '', resourceGroup: 'rg-guestmail' };
    for (const kept of ['Storage/storageAccounts', 'Web/sites']) {
      const open = resources
        .filter(({ type }) => type === `Microsoft.${kept}` || !type.startsWith('Microsoft.Network'))
        .map((one) => {
          if (one.type === `Microsoft.${kept}`) return one;
          const { virtualNetworkSubnetId: _, ...properties } = one.properties ?? {};
          return { ...one, properties: { ...properties, publicNetworkAccess: 'Enabled' } };
        });
      const { values } = await recallInstallation({ az: createAz(open) }, place);
      expect([kept, values['privateNetwork']]).toEqual([kept, true]);
    }
  });

  it('does not close a network that app and account have left, and goes by the network where both are gone', async () => {
    const place = { environmentName: readGiven('everything')['environmentName'] ?? '', resourceGroup: 'rg-guestmail' };
    const opened = readResources('everything').map((one) => {
      const { virtualNetworkSubnetId: _, ...properties } = one.properties ?? {};
      return { ...one, properties: { ...properties, publicNetworkAccess: 'Enabled' } };
    });
    const rest = opened.filter(({ type }) => !/\/(sites|storageAccounts|vaults)$/.test(type));
    const recall = (resources: Resource[]) => recallInstallation({ az: createAz(resources) }, place);

    expect((await recall(opened)).values).toMatchObject({ privateNetwork: false, staticEgress: false });
    expect(await recall(rest)).toMatchObject({ exists: true, values: { privateNetwork: true, staticEgress: true } });
  });

  it('knows the kind of plan from the app, also where the plan has lost its tag', async () => {
    for (const [installation, plan] of [
      ['smallest', 'Flex'],
      ['dedicated', 'Dedicated'],
    ] as const) {
      const place = {
        environmentName: readGiven(installation)['environmentName'] ?? '',
        resourceGroup: 'rg-guestmail',
      };
      const resources = readResources(installation).filter(({ type }) => type !== 'Microsoft.Web/serverfarms');
      expect((await recallInstallation({ az: createAz(resources) }, place)).present.plan).toBe(plan);
    }
  });

  it('does not take an identity that waits for its registration for an installation', async () => {
    const place = { environmentName: readGiven('smallest')['environmentName'] ?? '', resourceGroup: 'rg-guestmail' };
    const resources = readResources('smallest').filter(({ type }) => type.endsWith('/userAssignedIdentities'));
    expect(await recallInstallation({ az: createAz(resources) }, place)).toMatchObject({ exists: false });
  });

  it.each<[string, number, number | undefined, number]>([
    ['the own choice of an earlier release', 16, undefined, 0],
    ['what somebody chose there', 8, undefined, 8],
    ['the own choice', 4, 4, 0],
    ['what somebody chose', 3, 3, 3],
  ])('takes requests at once for %s', async (_what, concurrency, setting, expected) => {
    const resources = structuredClone(readResources('smallest'));
    const { siteConfig, functionAppConfig } = resources.find(({ type }) => type === 'Microsoft.Web/sites')!.properties;
    functionAppConfig.scaleAndConcurrency.triggers.http.perInstanceConcurrency = concurrency;
    const name = 'AzureFunctionsJobHost__extensions__http__maxConcurrentRequests';
    const others = siteConfig.appSettings.filter((one: { name: string }) => one.name !== name);
    siteConfig.appSettings = [...others, ...(setting === undefined ? [] : [{ name, value: String(setting) }])];
    const place = { environmentName: readGiven('smallest')['environmentName'] ?? '', resourceGroup: 'rg-guestmail' };
    const { values } = await recallInstallation({ az: createAz(resources) }, place);
    expect(values['httpConcurrency']).toBe(expected);
  });

  it('finds nothing under another name', async () => {
    const az = createAz(readResources('smallest'));
    const place = { environmentName: 'another', resourceGroup: 'rg-guestmail' };
    const present = {
      plan: undefined,
      siteName: undefined,
      hasVault: false,
      open: [],
      record: undefined,
      appSettings: {},
      resources: [],
    };
    expect(await recallInstallation({ az }, place)).toEqual({ values: {}, exists: false, present });
  });
});
