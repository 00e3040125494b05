import { describe, expect, it } from 'vitest';
import { recallSurroundings } from '../../../infra/deploy/recall-surroundings.ts';

const group = '/subscriptions/s/resourceGroups/rg-guestmail';
const at = (type: string, name: string, of = group) => ({
  id: `${of}/providers/Microsoft.${type}/${name}`,
  type: `Microsoft.${type}`,
  name,
});
const component = at('Insights/components', 'appi');
const endpoint = at('Network/privateEndpoints', 'pep');
const workspace = at('OperationalInsights/workspaces', 'log');
const zone = at('Network/privateDnsZones', 'privatelink.blob.core.windows.net');

/** `there`: what exists beside the two that lead to it. */
function recall(there: readonly { id: string }[], ours: readonly (typeof zone)[], [log, dns] = [workspace, zone]) {
  const answers: Record<string, unknown> = {
    [component.id]: { properties: { WorkspaceResourceId: log?.id } },
    [endpoint.id]: { properties: { subnet: { id: `${at('Network/virtualNetworks', 'vnet').id}/subnets/endpoints` } } },
    [`${endpoint.id}/privateDnsZoneGroups`]: {
      value: [
        { name: 'default', properties: { privateDnsZoneConfigs: [{ properties: { privateDnsZoneId: dns?.id } }] } },
      ],
    },
    ...Object.fromEntries(there.map((one) => [one.id, {}])),
  };
  const look = async (id: string) => answers[id];
  return recallSurroundings(look, [component, endpoint, ...ours], '');
}

describe('recallSurroundings', () => {
  it('takes its own for its own, also where somebody has deleted it', async () => {
    const own = { workspaceId: '', privateDnsZones: '' };

    expect(await recall([workspace, zone], [workspace, zone])).toMatchObject(own);
    expect(await recall([], [])).toMatchObject(own);
  });

  it('names what the organisation brought, in the same group or in another', async () => {
    expect(await recall([workspace, zone], [])).toMatchObject({ workspaceId: workspace.id, privateDnsZones: group });
    const hub = '/subscriptions/s/resourceGroups/rg-hub';
    const [log, dns] = [at('OperationalInsights/workspaces', 'log', hub), at('Network/privateDnsZones', 'x', hub)];
    // Not asked for: this account may not see it.
    expect(await recall([], [], [log, dns])).toMatchObject({ workspaceId: log.id, privateDnsZones: hub });
  });
});
