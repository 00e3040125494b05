import type { ListedPerson, SuspendedPeople } from '../../shared/suspended-people.ts';
import { createMemoryRows } from './memory-rows.ts';

/** Suspended people in memory; `spoil` is what somebody else writes into a row. */
export function createMemorySuspendedPeople(): SuspendedPeople & {
  spoil(hostTenantId: string, hostObjectId: string): void;
} {
  const rows = createMemoryRows<ListedPerson>();
  const keyOf = (hostTenantId: string, hostObjectId: string) => `${hostTenantId} ${hostObjectId}`;
  return {
    async list(hostTenantId) {
      return rows.page(Number.MAX_SAFE_INTEGER, undefined, keyOf(hostTenantId, '')).rows.map(({ value }) => value);
    },
    async put(hostTenantId, person) {
      rows.put(keyOf(hostTenantId, person.hostObjectId), person);
    },
    async remove(hostTenantId, hostObjectId) {
      rows.remove(keyOf(hostTenantId, hostObjectId), '*');
    },
    spoil(hostTenantId, hostObjectId) {
      rows.put(keyOf(hostTenantId, hostObjectId), { hostObjectId, code: 'sealed_record_refused' });
    },
  };
}
