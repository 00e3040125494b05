/**
 * Lists the resources of an installation by type, before there is a group that Azure could be asked about.
 *
 * Reads the committed snapshot of an installation with everything, and leaves out what the settings do not ask for.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPrivateNetwork } from './is-private-network.ts';

const snapshot = join(import.meta.dirname, '..', 'snapshots', 'everything.snapshot.json');

/** What is not made where the variable names one that is there. */
const brought: readonly [variable: string, types: RegExp][] = [
  ['GUESTMAIL_VIRTUAL_NETWORK_ID', /\/(virtualNetworks|networkSecurityGroups)$/],
  ['GUESTMAIL_PRIVATE_DNS_ZONES', /\/privateDnsZones$/],
  ['GUESTMAIL_WORKSPACE_ID', /\/workspaces$/],
];

/** Number of resources, by type; parts of others, such as a table of an account, are not counted. */
export async function listResources(settings: ReadonlyMap<string, string>): Promise<Map<string, number>> {
  type Snapshot = { predictedResources: { type: string }[] };
  const { predictedResources } = JSON.parse(await readFile(snapshot, 'utf8')) as Snapshot;
  const isPrivate = isPrivateNetwork(settings);
  const hasEgress = isPrivate && settings.get('GUESTMAIL_STATIC_EGRESS')?.trim().toLowerCase() === 'true';
  const isBrought = (type: string) => brought.some(([variable, types]) => settings.get(variable) && types.test(type));
  const counts = new Map<string, number>();
  for (const { type } of predictedResources) {
    if (type.split('/').length > 2 || /^Microsoft\.Authorization\/|\/diagnosticSettings$/.test(type)) continue;
    if (type.startsWith('Microsoft.Network/') && !isPrivate) continue;
    if (/\/(natGateways|publicIPAddresses)$/.test(type) && !hasEgress) continue;
    if (isBrought(type)) continue;
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return counts;
}
