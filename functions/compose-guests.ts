/**
 * Puts together what is asked of the directories of host tenants: who has left there, and who is to be invited.
 */
import { createGuests, type Guests, type GuestsDependencies } from '../shared/guests/guests.ts';
import type { Config } from '../shared/config.ts';
import type { CallGraphDependencies } from '../shared/graph/call-graph.ts';

export interface GuestParts extends Pick<GuestsDependencies, 'configuration' | 'registrations' | 'now'> {
  config: Pick<Config, 'hostTenantId' | 'publicUrl'>;
  tokenClient: Pick<GuestsDependencies, 'acquireForApplication'>;
  toGraph: CallGraphDependencies;
  stores: { directoryPlaces: GuestsDependencies['places'] };
}

export function composeGuests(parts: GuestParts, used: Pick<GuestsDependencies, 'senders' | 'release'>): Guests {
  const { config, configuration, registrations, tokenClient, toGraph, stores, now } = parts;
  const { acquireForApplication } = tokenClient;
  const common = { configuration, registrations, acquireForApplication, places: stores.directoryPlaces, now };
  const said = { hostTenantId: config.hostTenantId, inviteRedirectUrl: `${config.publicUrl}/authorize` };
  return createGuests({ ...common, ...said, ...toGraph, ...used });
}
