import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { InstanceSize } from '../../infra/deploy/read-instance-sizes.ts';
import { CONTENT_ROW_MAX_BYTES } from '../../shared/waiting-limits.ts';
import {
  accountsOf,
  appSettings,
  installations,
  ofType,
  only,
  readResources,
  readTemplate,
  type Functions,
} from './expanded.ts';

const root = join(import.meta.dirname, '../..');
const hostFile = JSON.parse(readFileSync(join(root, 'host.json'), 'utf8')) as {
  extensions: { queues: { batchSize: number; newBatchThreshold: number } };
};

/** ARM refuses these on Flex; the compiler is silent. */
const refusedOnFlex = [
  'ftpsState',
  'linuxFxVersion',
  'use32BitWorkerProcess',
  'functionAppScaleLimit',
  'functionsRuntimeScaleMonitoringEnabled',
  'healthCheckPath',
  'alwaysOn',
  'netFrameworkVersion',
  'preWarmedInstanceCount',
  'windowsFxVersion',
];
const isFlex = (installation: string) => ['smallest', 'everything', 'brought'].includes(installation);

describe.each(installations.filter(isFlex))('Flex plan of the installation %s', (installation) => {
  const resources = readResources(installation);
  const { properties } = only(resources, 'Web/sites');
  const config = properties['functionAppConfig'];

  it('is Flex Consumption', () => {
    expect(only(resources, 'Web/serverfarms').sku).toEqual({ tier: 'FlexConsumption', name: 'FC1' });
  });

  it('leaves out every property of siteConfig that Flex refuses', () => {
    expect(Object.keys(properties['siteConfig']).filter((key) => refusedOnFlex.includes(key))).toEqual([]);
    expect(properties['outboundVnetRouting']).toBeUndefined();
  });

  it('leaves out every setting that Flex keeps elsewhere', () => {
    const elsewhere = /^(FUNCTIONS_(WORKER_RUNTIME|EXTENSION_VERSION)|WEBSITE_|SCM_|ENABLE_ORYX)/;

    expect(appSettings(resources).filter(([name]) => elsewhere.test(name))).toEqual([]);
  });

  it('reads its package from the host account by identity', () => {
    const { name } = accountsOf(resources).host;

    expect(config.deployment.storage).toEqual({
      type: 'blobContainer',
      value: `https://${name}.blob.core.windows.net/deployments`,
      authentication: {
        type: 'UserAssignedIdentity',
        userAssignedIdentityResourceId: only(resources, 'ManagedIdentity/userAssignedIdentities').id,
      },
    });
  });

  it('replaces instances as it is told, which this version of the API knows', () => {
    const type = installation === 'everything' ? 'RollingUpdate' : 'Recreate';

    expect(config.siteUpdateStrategy).toEqual({ type });
    expect(only(resources, 'Web/sites').apiVersion >= '2024-11-01').toBe(true);
  });

  it('has the memory that the permission needs, a cap and a concurrency', () => {
    const everything = installation === 'everything';

    expect(config.scaleAndConcurrency).toEqual({
      instanceMemoryMB: everything ? 2048 : 512,
      maximumInstanceCount: everything ? 100 : 40,
      alwaysReady: everything
        ? [
            { name: 'http', instanceCount: 1 },
            { name: 'function:deliver', instanceCount: 2 },
          ]
        : [],
      triggers: { http: { perInstanceConcurrency: everything ? 19 : 4 } },
    });
    expect(config.runtime).toEqual({ name: 'node', version: everything ? '22' : '24' });
  });
});

describe.each(installations.filter((installation) => !isFlex(installation)))(
  'Dedicated plan of the installation %s',
  (installation) => {
    const resources = readResources(installation);
    const { properties } = only(resources, 'Web/sites');

    it('is Linux and always on, with FTP off', () => {
      const plan = only(resources, 'Web/serverfarms');

      expect(plan).toMatchObject({ kind: 'linux', properties: { reserved: true } });
      expect(plan.sku?.name).toBe(installation === 'dedicated' ? 'P0v3' : 'B1');
      expect(properties['siteConfig']).toMatchObject({
        linuxFxVersion: 'Node|24',
        alwaysOn: true,
        ftpsState: 'Disabled',
        healthCheckPath: '/api/health',
      });
      // The private endpoints are reached through the network, as Flex does by itself.
      const routing = installation === 'dedicated' ? { applicationTraffic: true } : undefined;
      expect(properties['outboundVnetRouting']).toEqual(routing);
    });

    it('has no functionAppConfig, which ARM refuses there', () => {
      expect(properties).not.toHaveProperty('functionAppConfig');
    });

    it('runs from its package, built beforehand', () => {
      expect(Object.fromEntries(appSettings(resources))).toMatchObject({
        FUNCTIONS_EXTENSION_VERSION: '~4',
        FUNCTIONS_WORKER_RUNTIME: 'node',
        WEBSITE_RUN_FROM_PACKAGE: '1',
        SCM_DO_BUILD_DURING_DEPLOYMENT: 'false',
      });
    });

    it('has no content share, which would need a key', () => {
      expect(appSettings(resources).filter(([name]) => name.startsWith('WEBSITE_CONTENT'))).toEqual([]);
    });
  },
);

describe('memory of an instance', () => {
  const { variables = {}, definitions = {}, parameters = {}, functions = [] } = readTemplate();
  const sizes = variables['instanceSizes'] as Record<string, InstanceSize>;
  // The compiler numbers the files that variables come from.
  const [place = ''] = /^.+\.(?=restMB$)/m.exec(Object.keys(variables).join('\n')) ?? [];
  const restMB = variables[`${place}restMB`] as Record<string, number>;
  const bodyMB =
    ((variables[`${place}requestBodyLimitKB`] as number) / 1024) * (variables[`${place}bodyFactor`] as number);
  /** With as many of the largest bodies as the host lets in. */
  const usedMB = ({ plan }: InstanceSize, concurrency: number) => restMB[plan]! + concurrency * bodyMB;

  it('is known of every size that can be chosen, and of no other', () => {
    const flex = parameters['instanceMemoryMB']?.allowedValues?.filter((value) => value !== 'Auto');
    const dedicated = Object.values(definitions).find(({ allowedValues }) => allowedValues?.includes('B1'));
    expect(Object.keys(sizes).toSorted()).toEqual([...(flex ?? []), ...(dedicated?.allowedValues ?? [])].toSorted());
  });

  it.each(Object.entries(sizes))('of the size %s holds the bodies that anyone may post at once', (_name, size) => {
    expect(usedMB(size, size.concurrency)).toBeLessThanOrEqual(size.memoryMB);
  });

  it('bounds what may be chosen instead by the same line', () => {
    const [{ members }] = functions.filter(({ namespace }) => namespace === '__bicep') as [Functions];
    expect(members['fittingConcurrency']?.output.value).toBe(
      `[div(mul(sub(parameters('size').memoryMB, variables('${place}restMB')[parameters('size').plan]), 1024), mul(variables('${place}requestBodyLimitKB'), variables('${place}bodyFactor')))]`,
    );
    expect(variables['chosenConcurrency']).toMatch(
      /^\[if\(greater\(parameters\('httpConcurrency'\), __bicep\.fittingConcurrency\(variables\('chosenSize'\)\)\), fail\(/,
    );
  });

  it.each(['infra/README.md', 'infra/main.bicep', 'infra/modules/hosting.bicep'])(
    'is computed in one line of %s',
    (file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const [line = ''] = /\b121 \+ 4 .*$/m.exec(text) ?? [];
      const [small, ...larger] = Object.values(sizes).filter(({ plan }) => plan === 'Flex');
      const shown = (size: InstanceSize) => `${Math.floor(usedMB(size, size.concurrency))} of ${size.memoryMB}`;
      expect(line).toContain(`121 + 4 x 8.06 x 12 = ${shown(small!)} MB`);
      for (const size of larger) expect(line).toContain(`${size.concurrency}: ${shown(size)}`);
    },
  );

  it('holds the messages that host.json lets an instance deliver at once, beside all bodies on a plan that they share', () => {
    const { batchSize, newBatchThreshold } = hostFile.extensions.queues;
    const atOnce = batchSize + newBatchThreshold;
    const contentMB = CONTENT_ROW_MAX_BYTES / 1024 / 1024;
    const takenMB = atOnce * contentMB * (variables[`${place}bodyFactor`] as number);
    const line = `121 + ${atOnce} x ${contentMB} x 12 = ${121 + takenMB} of 512 MB`;
    expect(121 + takenMB).toBeLessThanOrEqual(512);
    expect(restMB['Dedicated']).toBe(121 + 272 + takenMB / 2);
    for (const file of ['infra/README.md', 'infra/modules/hosting.bicep'])
      expect(readFileSync(join(root, file), 'utf8')).toContain(line);
  });

  it.each(installations)('holds half of these on a plan that they share with requests: %s', (installation) => {
    const { batchSize, newBatchThreshold } = hostFile.extensions.queues;
    const settings = Object.fromEntries(appSettings(readResources(installation)));
    const chosen = ['batchSize', 'newBatchThreshold'].map(
      (name) => settings[`AzureFunctionsJobHost__extensions__queues__${name}`],
    );
    const half = [batchSize / 2, newBatchThreshold / 2].map(String);
    expect(chosen).toEqual(isFlex(installation) ? [undefined, undefined] : half);
  });

  it.each(installations)('is kept by the host of %s, too', (installation) => {
    const settings = Object.fromEntries(appSettings(readResources(installation)));
    const concurrency = Number(settings['AzureFunctionsJobHost__extensions__http__maxConcurrentRequests']);
    const size = { smallest: '512', everything: '2048', dedicated: 'P0v3', sovereign: 'B1', brought: '512' }[
      installation
    ];
    expect(Number(settings['FUNCTIONS_REQUEST_BODY_SIZE_LIMIT']) / 1024).toBe(variables[`${place}requestBodyLimitKB`]);
    expect(concurrency).toBe(installation === 'everything' ? 19 : sizes[size]!.concurrency);
  });
});

const isPrivate = (installation: string) => ['everything', 'dedicated', 'brought'].includes(installation);
const isBrought = (installation: string) => installation === 'brought';
/** What its parameters say. */
const brought = {
  networkId:
    '/subscriptions/5ab5c41b-0000-4000-8000-000000000002/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet-spoke',
  subnets: { app: 'snet-guestmail', endpoints: 'snet-endpoints' },
  zonesGroupId: '/subscriptions/5ab5c41b-0000-4000-8000-000000000003/resourceGroups/rg-dns',
};

describe.each(installations)('availability zones of the installation %s', (installation) => {
  const resources = readResources(installation);

  it('are used by plan and storage exactly where that is asked for', () => {
    const isSpread = installation === 'brought' || installation === 'dedicated';
    const { properties, sku } = only(resources, 'Web/serverfarms');
    const { host, data } = accountsOf(resources);

    expect(properties['zoneRedundant']).toBe(isSpread);
    expect(host.sku?.name).toBe(isSpread ? 'Standard_ZRS' : 'Standard_LRS');
    if (isSpread) expect(data.sku?.name).toMatch(/ZRS$/);
    // Spread means at least two; Flex sees to that by itself.
    expect((sku as { capacity?: number }).capacity).toBe(isSpread && !isFlex(installation) ? 2 : undefined);
  });
});

describe.each(installations.filter((installation) => !isPrivate(installation)))(
  'network of the installation %s',
  (installation) => {
    const resources = readResources(installation);

    it('does not exist without being asked for', () => {
      expect(resources.filter(({ type }) => type.startsWith('Microsoft.Network/'))).toEqual([]);
      expect(only(resources, 'Web/sites').properties).not.toHaveProperty('virtualNetworkSubnetId');
    });
  },
);

describe.each(installations.filter(isPrivate))('private network of the installation %s', (installation) => {
  const resources = readResources(installation);

  const endpoints = ofType(resources, 'Network/privateEndpoints');
  const { host, data } = accountsOf(resources);
  const networkId = isBrought(installation) ? brought.networkId : only(resources, 'Network/virtualNetworks').id;
  const subnetId = (kind: 'app' | 'endpoints') =>
    `${networkId}/subnets/${isBrought(installation) ? brought.subnets[kind] : kind}`;

  it('reaches the data, the vault and the blobs of the host through private endpoints', () => {
    const vault = only(resources, 'KeyVault/vaults');
    const reached = endpoints.map(({ properties }) => {
      const [{ properties: connection }] = properties['privateLinkServiceConnections'];
      return [connection.privateLinkServiceId, connection.groupIds];
    });

    expect(reached).toEqual([
      [data.id, ['blob']],
      [data.id, ['queue']],
      [data.id, ['table']],
      [vault.id, ['vault']],
      [host.id, ['blob']],
    ]);
    for (const { properties } of endpoints) expect(properties['subnet'].id).toBe(subnetId('endpoints'));
  });

  it('enters each endpoint in its zone, in this group or in the one that was named, or leaves it to somebody else', () => {
    const zones = ['blob', 'queue', 'table', 'vault', 'blob'].map((kind) =>
      kind === 'vault' ? 'privatelink.vaultcore.azure.net' : `privatelink.${kind}.core.windows.net`,
    );
    const isEntered = installation !== 'dedicated';
    const group = isBrought(installation) ? brought.zonesGroupId : data.id.split('/providers/')[0];
    const entered = ofType(resources, 'Network/privateEndpoints/privateDnsZoneGroups').map(
      ({ properties }) => properties['privateDnsZoneConfigs'][0].properties.privateDnsZoneId,
    );

    const here = zones.map((zone) => `${group}/providers/Microsoft.Network/privateDnsZones/${zone}`);
    expect(entered).toEqual(isEntered ? here : []);
    const made = ofType(resources, 'Network/privateDnsZones').map(({ name }) => name);
    expect(made.toSorted()).toEqual(installation === 'everything' ? [...new Set(zones)].toSorted() : []);
  });

  it('is linked to zones that another installation of the group may share, under a name of its own', () => {
    const links = ofType(resources, 'Network/privateDnsZones/virtualNetworkLinks');

    expect(links).toHaveLength(installation === 'everything' ? 4 : 0);
    for (const { name, properties } of links) {
      expect(name.split('/')[1]).toBe(networkId.split('/').at(-1));
      expect(properties['virtualNetwork'].id).toBe(networkId);
    }
  });

  it('lets the app speak from a subnet delegated to its plan', () => {
    const delegations = ofType(resources, 'Network/virtualNetworks').map(
      ({ properties }) =>
        properties['subnets'].find(({ name }: { name: string }) => name === 'app').properties.delegations[0].properties
          .serviceName,
    );

    expect(only(resources, 'Web/sites').properties['virtualNetworkSubnetId']).toBe(subnetId('app'));
    expect(delegations).toEqual(
      isBrought(installation)
        ? []
        : [isFlex(installation) ? 'Microsoft.App/environments' : 'Microsoft.Web/serverFarms'],
    );
  });

  it('leaves through one fixed address exactly where that is asked for', () => {
    const isStatic = installation === 'everything';

    expect(ofType(resources, 'Network/publicIPAddresses')).toHaveLength(isStatic ? 1 : 0);
    expect(ofType(resources, 'Network/natGateways')).toHaveLength(isStatic ? 1 : 0);
    for (const { properties } of ofType(resources, 'Network/virtualNetworks')) {
      const [app] = properties['subnets'];
      expect(app.properties.natGateway !== undefined).toBe(isStatic);
      expect(app.properties.defaultOutboundAccess).toBe(!isStatic);
    }
  });
});
