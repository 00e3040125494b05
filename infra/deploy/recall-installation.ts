/**
 * Recalls how an installation was set up: from the settings of its app and the properties of its resources, which cannot get lost
 * while it works. ARM's history of deployments can: Azure deletes old entries, and anyone may empty it.
 *
 * Where a resource is gone, what only it knew is left out. Reads only.
 */
import { checkTags } from './check-tags.ts';
import type { Context } from './context.ts';
import { isTaggedWith, readTag, RECORD_TAG } from './is-tagged-with.ts';
import { isType } from './is-type.ts';
import { listOpen, type Closable } from './list-open.ts';
import { listOwn, type Listed } from './list-own.ts';
import { readInstanceSizes } from './read-instance-sizes.ts';
import { readOrNothing } from './read-or-nothing.ts';
import { readParameterFile } from './read-parameter-file.ts';
import { findAccounts, recallNames } from './recall-names.ts';
import { recallSurroundings } from './recall-surroundings.ts';
import { readActionGroup, readTableWrites, readUnwraps, readWorkspace } from './recall-watching.ts';
import { Stop } from './stop.ts';

export type Value = string | number | boolean | string[];

/** Where an installation is. */
export interface Place {
  environmentName: string;
  resourceGroup: string;
}

/** What a deployment finds in place. */
export interface Present {
  /** The plan that its app runs on. */
  plan: 'Flex' | 'Dedicated' | undefined;
  siteName: string | undefined;
  /** Of the app, whatever its address is. */
  hostName: string | undefined;
  hasVault: boolean;
  /** What of it can be reached publicly. */
  open: readonly Closable[];
  /** What the last deployment recorded when it had ended. */
  record: string | undefined;
  appSettings: Record<string, string>;
  /** Those that carry its tag. */
  resources: readonly Listed[];
}

export interface Installation {
  /** By parameter of main.bicep. */
  values: Record<string, Value | undefined>;
  /** Whether there is something that a deployment could change; an identity alone only waits for its registration. */
  exists: boolean;
  present: Present;
}

/** One resource as ARM gives it. */
// oxlint-disable-next-line typescript/no-explicit-any -- its shape differs by type
type Resource = { name: string; sku?: { name?: string }; properties: Record<string, any> };
type Values = Installation['values'];

/** What else a resource knows, beside the settings of the app. */
const sources: readonly [type: string, name: RegExp, version: string, read: (resource: Resource) => Values][] = [
  ['Microsoft.Web/serverfarms', /^/, '2024-04-01', readPlan],
  ['Microsoft.Network/virtualNetworks', /^/, '2023-11-01', readNetwork],
  ['Microsoft.OperationalInsights/workspaces', /^/, '2023-09-01', readWorkspace],
  ['Microsoft.Insights/actionGroups', /^/, '2023-01-01', readActionGroup],
  ['Microsoft.Insights/scheduledQueryRules', /-vault-unwraps$/, '2022-06-15', readUnwraps],
  ['Microsoft.Insights/scheduledQueryRules', /-table-writes$/, '2022-06-15', readTableWrites],
];

/** A registration needs it, so it may be older than the first deployment. */
const isIdentity = isType('Microsoft.ManagedIdentity/userAssignedIdentities');

/** Throws AzureRefusal; Stop when two apps have the name, or a resource may have lost it. */
export async function recallInstallation(
  { az }: Pick<Context, 'az'>,
  { environmentName, resourceGroup }: Place,
): Promise<Installation> {
  const all = await az.json<Listed[]>(['resource', 'list', '--resource-group', resourceGroup]);
  const ours = all.filter(isTaggedWith(environmentName));
  const get = (id: string, version: string) =>
    az.json<Resource>(['rest', '--method', 'get', '--url', `${id}?api-version=${version}`]);
  const values: Values = {};
  const [site, ...more] = ours.filter(isType('Microsoft.Web/sites'));
  if (more.length > 0)
    throw new Stop(
      `${resourceGroup} has several apps with the tag azd-env-name ${environmentName}; only one may have it.`,
    );
  const settings = site ? await readAppSettings(az, site) : {};
  checkTags(all, ours, settings, { environmentName, resourceGroup });
  const accounts = findAccounts(ours, settings);
  if (accounts.data) add(values, readDataStorage(await get(accounts.data.id, '2023-05-01')));
  let plan: Present['plan'];
  for (const [type, name, version, read] of sources) {
    const found = ours.filter(isType(type)).find((one) => name.test(one.name));
    if (!found) continue;
    const resource = await get(found.id, version);
    add(values, read(resource));
    if (read === readPlan) plan = resource.sku?.name === 'FC1' ? 'Flex' : 'Dedicated';
  }
  let subnetId = '';
  let hostName: string | undefined;
  // A network that app and account have left is only what an earlier deployment made.
  if (!site && !accounts.data && ours.some(isType('Microsoft.Network/virtualNetworks')))
    add(values, { privateNetwork: true });
  if (site) {
    const { properties } = await get(site.id, '2024-11-01');
    hostName = properties['defaultHostName'];
    subnetId = properties['virtualNetworkSubnetId'] ?? '';
    plan = properties['functionAppConfig'] ? 'Flex' : 'Dedicated';
    values['staticEgress'] = values['staticEgress'] === true && subnetId !== '';
    add(values, await readSettings(hostName ?? '', settings, values));
    add(values, readSite(properties, values));
    add(values, { httpConcurrency: await readConcurrency(properties, settings, values) });
  }
  const look = (id: string, version: string) =>
    readOrNothing<Resource>({ az }, ['rest', '--method', 'get', '--url', `${id}?api-version=${version}`]);
  add(values, await recallSurroundings(look, ours, subnetId));
  // Without the app, accounts with names of their own cannot be told apart.
  if (accounts.host && accounts.data) add(values, { resourceNames: recallNames(ours, accounts) });
  const vault = ours.find(isType('Microsoft.KeyVault/vaults'));
  const kept = listOwn(all, environmentName).filter((one) => !isIdentity(one));
  const tagged = site ?? vault ?? kept[0];
  add(values, { tags: tagged && readTags(tagged) });
  const group = ours.find(isType('Microsoft.Insights/actionGroups'));
  const present: Present = {
    plan,
    siteName: site?.name,
    hostName,
    hasVault: vault !== undefined,
    open: await listOpen(get, { hostStorage: accounts.host, dataStorage: accounts.data, keyVault: vault }),
    record: group && readTag(group, RECORD_TAG),
    appSettings: settings,
    resources: ours,
  };
  return { values, exists: kept.length > 0, present };
}

/** The tags that the administrator gave, or a policy: without those that Azure, azd and this program write for themselves. */
function readTags({ tags }: Listed): string {
  const given = Object.entries(tags ?? {}).filter(([name]) => !/^(azd|hidden|guestmail)-/i.test(name));
  return JSON.stringify(Object.fromEntries(given));
}

async function readAppSettings(az: Context['az'], { id }: Listed): Promise<Record<string, string>> {
  const call = ['rest', '--method', 'post', '--url', `${id}/config/appsettings/list?api-version=2024-04-01`];
  return (await az.json<{ properties: Record<string, string> }>(call)).properties;
}

/** True wins: what one resource says is private stays so. */
function add(values: Values, more: Values): void {
  for (const [name, value] of Object.entries(more))
    if (value !== undefined && values[name] !== true) values[name] = value;
}

/** The settings of the app that are variables as well, under their own names. */
async function readSettings(hostName: string, settings: Record<string, string>, { staticEgress }: Values) {
  const values: Values = {};
  for (const [parameter, variable] of await readParameterFile()) {
    const value = Object.hasOwn(settings, variable) ? settings[variable] : undefined;
    values[parameter] = /^token(Key|Pepper)Names$/.test(parameter) ? value?.split(',') : value;
  }
  // What the template fills in by itself is no choice.
  if (settings['API_AUDIENCE'] === settings['ENTRA_CLIENT_ID']) values['apiAudience'] = '';
  if (settings['PUBLIC_URL']?.toLowerCase() === `https://${hostName}/api`.toLowerCase()) values['publicUrl'] = '';
  if (staticEgress) values['outboundAddresses'] = '';
  return { ...values, cloud: readCloud(settings['GRAPH_URL'] ?? '') };
}

function readCloud(graphUrl: string): string | undefined {
  const host = URL.parse(graphUrl)?.hostname;
  const hosts: Record<string, string> = {
    'graph.microsoft.com': 'global',
    'graph.microsoft.us': 'usgov',
    'dod-graph.microsoft.us': 'usgovdod',
    'microsoftgraph.chinacloudapi.cn': 'china',
  };
  return host === undefined ? undefined : hosts[host];
}

function readSite(properties: Resource['properties'], { cloud, mailPermission }: Values): Values {
  const { functionAppConfig: flex, siteConfig, virtualNetworkSubnetId } = properties;
  const privateNetwork = virtualNetworkSubnetId ? true : undefined;
  const [, dedicatedNode] = /^node\|(\d+)/i.exec(siteConfig?.linuxFxVersion ?? '') ?? [];
  if (!flex) return { privateNetwork, plan: cloud === 'global' ? 'Dedicated' : 'Auto', nodeVersion: dedicatedNode };
  const { instanceMemoryMB, maximumInstanceCount, alwaysReady } = flex.scaleAndConcurrency ?? {};
  const memoryMB = instanceMemoryMB === undefined ? 'Auto' : String(instanceMemoryMB);
  const readyOf = (group: string): number =>
    (alwaysReady ?? []).find(({ name }: { name: string }) => name === group)?.instanceCount ?? 0;
  return {
    privateNetwork,
    plan: 'Auto',
    nodeVersion: flex.runtime?.version,
    instanceMemoryMB: memoryMB === (mailPermission === 'Mail.ReadWrite' ? '2048' : '512') ? 'Auto' : memoryMB,
    maximumInstanceCount,
    alwaysReadyInstances: readyOf('http'),
    deliveryAlwaysReadyInstances: readyOf('function:deliver'),
    siteUpdateStrategy: flex.siteUpdateStrategy?.type,
  };
}

/** What somebody chose; 0, the template's own choice, where that is what the app has. An earlier release chose 16 on Flex, whatever the size. */
async function readConcurrency(
  { functionAppConfig: flex }: Resource['properties'],
  settings: Record<string, string>,
  { dedicatedSku }: Values,
): Promise<number | undefined> {
  const { instanceMemoryMB, triggers } = flex?.scaleAndConcurrency ?? {};
  const known = settings['AzureFunctionsJobHost__extensions__http__maxConcurrentRequests'];
  const concurrency: unknown = flex ? triggers?.http?.perInstanceConcurrency : known && Number(known);
  if (typeof concurrency !== 'number') return undefined;
  const size = (await readInstanceSizes()).get(String(flex ? instanceMemoryMB : dedicatedSku));
  return concurrency === (known === undefined ? 16 : size?.concurrency) ? 0 : concurrency;
}

function readPlan({ sku, properties }: Resource): Values {
  const isFlex = sku?.name === 'FC1';
  return {
    ...(!isFlex && { dedicatedSku: sku?.name, plan: 'Dedicated' }),
    zoneRedundant: properties['zoneRedundant'] ?? false,
  };
}

function readDataStorage({ sku, properties }: Resource): Values {
  return { dataStorageSku: sku?.name, privateNetwork: properties['publicNetworkAccess'] === 'Disabled' };
}

function readNetwork({ properties }: Resource): Values {
  // Azure keeps a NAT gateway that the template no longer names; only a subnet says that it is used.
  const staticEgress = properties['subnets']?.some(({ properties: subnet }: Resource) => subnet['natGateway']);
  return { addressPrefix: properties['addressSpace']?.addressPrefixes?.[0], staticEgress: Boolean(staticEgress) };
}
