import { describe, expect, it } from 'vitest';
import { listResources } from '../../../infra/deploy/list-resources.ts';
import { installations, readResources } from '../expanded.ts';

describe('listResources', () => {
  it.each(installations)('lists what the compiler expands for %s', async (installation) => {
    const resources = readResources(installation);
    const has = (type: string) => resources.some((one) => one.type === `Microsoft.${type}`);
    const isPrivate = has('Network/privateEndpoints');
    const idOf = (type: string) => (has(type) ? '' : 'somewhere');
    const settings = new Map([
      ['GUESTMAIL_PRIVATE_NETWORK', String(isPrivate)],
      ['GUESTMAIL_STATIC_EGRESS', String(has('Network/natGateways'))],
      ['GUESTMAIL_VIRTUAL_NETWORK_ID', isPrivate ? idOf('Network/virtualNetworks') : ''],
      ['GUESTMAIL_PRIVATE_DNS_ZONES', isPrivate ? idOf('Network/privateDnsZones') : ''],
      ['GUESTMAIL_WORKSPACE_ID', idOf('OperationalInsights/workspaces')],
    ]);
    const expected = new Map<string, number>();
    for (const { type } of resources)
      if (/^Microsoft\.(?!Authorization)\w+\/\w+$/.test(type) && !type.endsWith('diagnosticSettings'))
        expected.set(type, (expected.get(type) ?? 0) + 1);

    expect(Object.fromEntries(await listResources(settings))).toEqual(Object.fromEntries(expected));
  });
});
