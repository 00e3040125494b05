import { describe, expect, it } from 'vitest';
import { appSettings, installations, ofType, only, readResources } from './expanded.ts';

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
const isFlex = (installation: string) => installation === 'smallest' || installation === 'everything';

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
    const { name } = ofType(resources, 'Storage/storageAccounts')[0]!;

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
      alwaysReady: everything ? [{ name: 'http', instanceCount: 1 }] : [],
      triggers: { http: { perInstanceConcurrency: everything ? 32 : 16 } },
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
      expect(plan.sku).toEqual({ name: installation === 'dedicated' ? 'P0v3' : 'B1' });
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

const isPrivate = (installation: string) => installation === 'everything' || installation === 'dedicated';

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

  it('reaches table, queue, blob and vault through private endpoints with their zones', () => {
    const groups = ofType(resources, 'Network/privateEndpoints').map(
      ({ properties }) => properties['privateLinkServiceConnections'][0].properties.groupIds[0],
    );

    expect(groups).toEqual(['blob', 'queue', 'table', 'vault']);
    expect(ofType(resources, 'Network/privateDnsZones').map(({ name }) => name)).toEqual([
      'privatelink.blob.core.windows.net',
      'privatelink.queue.core.windows.net',
      'privatelink.table.core.windows.net',
      'privatelink.vaultcore.azure.net',
    ]);
    expect(ofType(resources, 'Network/privateEndpoints/privateDnsZoneGroups')).toHaveLength(4);
  });

  it('is linked to zones that another installation of the group may share, under a name of its own', () => {
    const network = only(resources, 'Network/virtualNetworks');
    const links = ofType(resources, 'Network/privateDnsZones/virtualNetworkLinks');

    expect(links).toHaveLength(4);
    for (const { name, properties } of links) {
      expect(name.split('/')[1]).toBe(network.name);
      expect(properties['virtualNetwork'].id).toBe(network.id);
    }
  });

  it('lets the app speak from a subnet delegated to its plan', () => {
    const network = only(resources, 'Network/virtualNetworks');
    const app = network.properties['subnets'].find(({ name }: { name: string }) => name === 'app').properties;

    expect(only(resources, 'Web/sites').properties['virtualNetworkSubnetId']).toBe(`${network.id}/subnets/app`);
    expect(app.delegations[0].properties.serviceName).toBe(
      isFlex(installation) ? 'Microsoft.App/environments' : 'Microsoft.Web/serverFarms',
    );
  });

  it('leaves through one fixed address exactly where that is asked for', () => {
    const isStatic = installation === 'everything';
    const [app] = only(resources, 'Network/virtualNetworks').properties['subnets'];

    expect(ofType(resources, 'Network/publicIPAddresses')).toHaveLength(isStatic ? 1 : 0);
    expect(ofType(resources, 'Network/natGateways')).toHaveLength(isStatic ? 1 : 0);
    expect(app.properties.natGateway !== undefined).toBe(isStatic);
    expect(app.properties.defaultOutboundAccess).toBe(!isStatic);
  });
});
