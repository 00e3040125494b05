/**
 * Lists the resources of an installation by type, before there is a group that Azure could be asked about.
 *
 * Reads the committed snapshot of an installation with everything, and leaves out what the settings do not ask for.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPrivateNetwork } from './is-private-network.ts';

const snapshot = join(import.meta.dirname, '..', 'snapshots', 'everything.snapshot.json');

/** Number of resources, by type; parts of others, such as a table of an account, are not counted. */
export async function listResources(settings: ReadonlyMap<string, string>): Promise<Map<string, number>> {
  type Snapshot = { predictedResources: { type: string }[] };
  const { predictedResources } = JSON.parse(await readFile(snapshot, 'utf8')) as Snapshot;
  const isPrivate = isPrivateNetwork(settings);
  const hasEgress = isPrivate && settings.get('GUESTMAIL_STATIC_EGRESS')?.trim().toLowerCase() === 'true';
  const counts = new Map<string, number>();
  for (const { type } of predictedResources) {
    if (type.split('/').length > 2 || /^Microsoft\.Authorization\/|\/diagnosticSettings$/.test(type)) continue;
    if (type.startsWith('Microsoft.Network/') && !isPrivate) continue;
    if (/\/(natGateways|publicIPAddresses)$/.test(type) && !hasEgress) continue;
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return counts;
}
