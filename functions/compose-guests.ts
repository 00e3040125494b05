/**
 * Puts together what is asked of the directories of host tenants: who has left there, who is to be invited, and how guests are connected.
 */
import { createGuests, type Guests, type GuestsDependencies } from '../shared/guests/guests.ts';
import type { Config } from '../shared/config.ts';
import type { CallGraphDependencies } from '../shared/graph/call-graph.ts';

export interface GuestParts extends Pick<
  GuestsDependencies,
  'configuration' | 'registrations' | 'tenants' | 'vault' | 'now'
> {
  config: Pick<Config, 'hostTenantId' | 'publicUrl'>;
  tokenClient: Pick<GuestsDependencies, 'acquireForApplication'>;
  toGraph: CallGraphDependencies;
  stores: { directoryPlaces: GuestsDependencies['places']; suspendedPeople: GuestsDependencies['suspendedPeople'] };
}

export function composeGuests(
  parts: GuestParts,
  used: Pick<GuestsDependencies, 'senders' | 'release' | 'releaseMailbox'>,
): Guests {
  const { config, configuration, registrations, tenants, vault, tokenClient, toGraph, stores, now } = parts;
  const { acquireForApplication } = tokenClient;
  const common = { configuration, registrations, tenants, vault, acquireForApplication, now };
  const said = { hostTenantId: config.hostTenantId, inviteRedirectUrl: `${config.publicUrl}/authorize` };
  const { directoryPlaces: places, suspendedPeople } = stores;
  return createGuests({ ...common, places, suspendedPeople, ...said, ...toGraph, ...used });
}
