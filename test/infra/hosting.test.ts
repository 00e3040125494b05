import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { InstanceSize } from '../../infra/deploy/read-instance-sizes.ts';
import { appSettings, installations, ofType, only, readResources, readTemplate, type Functions } from './expanded.ts';

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

describe('memory of an instance', () => {
  const { variables = {}, definitions = {}, parameters = {}, functions = [] } = readTemplate();
  const sizes = variables['instanceSizes'] as Record<string, InstanceSize>;
  const restMB = variables['_1.restMB'] as Record<string, number>;
  const bodyMB = ((variables['_1.requestBodyLimitKB'] as number) / 1024) * (variables['_1.bodyFactor'] as number);
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
      "[div(mul(sub(parameters('size').memoryMB, variables('_1.restMB')[parameters('size').plan]), 1024), mul(variables('_1.requestBodyLimitKB'), variables('_1.bodyFactor')))]",
    );
    expect(variables['chosenConcurrency']).toMatch(
      /^\[if\(greater\(parameters\('httpConcurrency'\), __bicep\.fittingConcurrency\(variables\('chosenSize'\)\)\), fail\(/,
    );
  });

  it.each(['infra/README.md', 'infra/main.bicep', 'infra/modules/hosting.bicep'])(
    'is computed in one line of %s',
    (file) => {
      const text = readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
      const [line = ''] = /\b121 \+ 4 .*$/m.exec(text) ?? [];
      const [small, ...larger] = Object.values(sizes).filter(({ plan }) => plan === 'Flex');
      const shown = (size: InstanceSize) => `${Math.floor(usedMB(size, size.concurrency))} of ${size.memoryMB}`;
      expect(line).toContain(`121 + 4 x 8.06 x 12 = ${shown(small!)} MB`);
      for (const size of larger) expect(line).toContain(`${size.concurrency}: ${shown(size)}`);
    },
  );

  it.each(installations)('is kept by the host of %s, too', (installation) => {
    const settings = Object.fromEntries(appSettings(readResources(installation)));
    const concurrency = Number(settings['AzureFunctionsJobHost__extensions__http__maxConcurrentRequests']);
    const size = { smallest: '512', everything: '2048', dedicated: 'P0v3', sovereign: 'B1' }[installation];
    expect(Number(settings['FUNCTIONS_REQUEST_BODY_SIZE_LIMIT']) / 1024).toBe(variables['_1.requestBodyLimitKB']);
    expect(concurrency).toBe(installation === 'everything' ? 19 : sizes[size]!.concurrency);
  });
});

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
