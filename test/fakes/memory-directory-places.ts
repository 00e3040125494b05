import { hasCode } from '../../shared/errors.ts';
import type { DirectoryPlace, DirectoryPlaces } from '../../shared/guests/directory-places.ts';
import { createMemoryRows } from './memory-rows.ts';

/** How far directories are read, in memory. */
export function createMemoryDirectoryPlaces(): DirectoryPlaces {
  const rows = createMemoryRows<DirectoryPlace>();
  return {
    async read(hostTenantId) {
      const row = rows.read(hostTenantId);
      return row && { place: row.value, etag: row.etag };
    },
    async write(hostTenantId, place, etag) {
      try {
        return etag === undefined ? rows.insert(hostTenantId, place) : rows.replace(hostTenantId, place, etag);
      } catch (error) {
        if (!hasCode(error, 'conflict')) throw error;
        return undefined;
      }
    },
    async remove(hostTenantId) {
      rows.remove(hostTenantId, rows.read(hostTenantId)?.etag ?? '');
    },
  };
}
