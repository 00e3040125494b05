/**
 * Recalls what an installation was given from elsewhere: network, private DNS zones and workspace that do not carry its name.
 *
 * Reads where its own resources lead to. What they do not say is left out. Reads only.
 */
import { isType } from './is-type.ts';

interface Listed {
  id: string;
  name: string;
  type: string;
}

// oxlint-disable-next-line typescript/no-explicit-any -- its shape differs by type
type Look = (id: string, version: string) => Promise<any>;
type Values = Record<string, string | number | undefined>;

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** `subnetId`: where the app speaks from; empty: it is in no network. Throws AzureRefusal. */
export async function recallSurroundings(look: Look, ours: readonly Listed[], subnetId: string): Promise<Values> {
  const ofType = (type: string) => ours.find(isType(type));
  const component = ofType('Microsoft.Insights/components');
  const endpoint = ofType('Microsoft.Network/privateEndpoints');
  const workspace = ofType('Microsoft.OperationalInsights/workspaces');
  return {
    ...(component && (await recallWorkspace(look, component, workspace))),
    ...(workspace && (await recallAuditRetention(look, workspace))),
    ...(endpoint && (await recallNetwork(look, ours, endpoint, subnetId))),
  };
}

async function recallWorkspace(look: Look, component: Listed, own: Listed | undefined): Promise<Values> {
  const id: string = (await look(component.id, '2020-02-02'))?.properties?.WorkspaceResourceId ?? '';
  const isOwn = own ? isSame(own.id, id) : await isGone(look, id, component);
  return { workspaceId: isOwn ? '' : id };
}

/** What the installation made itself, and somebody has deleted: in its own group. What was brought is there. */
async function isGone(look: Look, id: string, { id: ours }: Listed): Promise<boolean> {
  const groupOf = (one: string) => one.split(/\/providers\//i)[0] ?? '';
  return id !== '' && isSame(groupOf(id), groupOf(ours)) && (await look(id, versionOf(id))) === undefined;
}

const versionOf = (id: string) => (/\/privateDnsZones\//i.test(id) ? '2020-06-01' : '2023-09-01');

async function recallAuditRetention(look: Look, workspace: Listed): Promise<Values> {
  const table = await look(`${workspace.id}/tables/AZKVAuditLogs`, '2023-09-01');
  return { auditRetentionDays: table?.properties?.retentionInDays };
}

async function recallNetwork(look: Look, ours: readonly Listed[], endpoint: Listed, subnetId: string): Promise<Values> {
  const found = await look(endpoint.id, '2023-11-01');
  const [networkId = '', endpointSubnetName] = splitSubnet(found?.properties?.subnet?.id ?? '');
  const isOwn = ours.some(({ id }) => isSame(id, networkId));
  const [, appSubnetName] = splitSubnet(subnetId);
  // Of a policy's entry the name is another one.
  const entries = await look(`${endpoint.id}/privateDnsZoneGroups`, '2023-11-01');
  const entry = entries?.value?.find(({ name }: Listed) => name.split('/').at(-1) === 'default');
  const zoneId: string = entry?.properties?.privateDnsZoneConfigs?.[0]?.properties?.privateDnsZoneId ?? '';
  const isOwnZone = ours.some(({ id }) => isSame(id, zoneId)) || (await isGone(look, zoneId, endpoint));
  return {
    virtualNetworkId: isOwn ? '' : networkId,
    endpointSubnetName,
    appSubnetName,
    privateDnsZones: isOwnZone ? '' : zoneId.split('/providers/')[0] || 'none',
  };
}

const splitSubnet = (id: string) => id.split(/\/subnets\//i);
