/**
 * Writes into the document of a host tenant that it, or a home tenant within it, leaves, and when nothing of it is left.
 */
import { tenantDocument } from '../configuration-addresses.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { Departure, TenantDocument } from '../tenants/tenant-document.ts';

export interface Leaving {
  hostTenantId: string;
  /** Absent: the whole host tenant. */
  homeTenantId?: string;
}

/** Both throw ConnectorError `conflict` and `document_changed` when somebody else writes the document at the same time. */
export interface NoteDeparture {
  /** As it is now, begun before or not. */
  start(leaving: Leaving, by: string): Promise<Departure>;
  finish(leaving: Leaving, by: string): Promise<void>;
}

export interface NoteDepartureDependencies {
  configuration: Pick<Configuration, 'readStored' | 'put'>;
  now: () => Date;
}

export function createNoteDeparture({ configuration, now }: NoteDepartureDependencies): NoteDeparture {
  async function change(hostTenantId: string, by: string, edit: (departures: Departure[]) => Departure[]) {
    const address = tenantDocument(hostTenantId);
    const stored = await configuration.readStored(address);
    const document: TenantDocument = stored?.document ?? {};
    const departures = edit(document.departures ?? []);
    await configuration.put(address, { ...document, departures }, stored?.version ?? 'none', by);
    return departures;
  }

  return {
    async start({ hostTenantId, homeTenantId }, by) {
      const begun = { ...(homeTenantId !== undefined && { homeTenantId }), startedAt: now().toISOString() };
      const isSame = (one: Departure) => one.homeTenantId === homeTenantId;
      const departures = await change(hostTenantId, by, (all) => (all.some(isSame) ? all : [...all, begun]));
      return departures.find(isSame) ?? begun;
    },
    async finish({ hostTenantId, homeTenantId }, by) {
      const finishedAt = now().toISOString();
      await change(hostTenantId, by, (all) =>
        all.map((one) =>
          one.homeTenantId === homeTenantId && one.finishedAt === undefined ? { ...one, finishedAt } : one,
        ),
      );
    },
  };
}
