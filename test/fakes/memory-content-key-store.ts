import { addressOfContentKey, endOfContentKeys } from '../../shared/key-addresses.ts';
import type { ContentKeyRow, ContentKeyStore } from '../../shared/vault/content-key-store.ts';
import { createMemoryRows } from './memory-rows.ts';

/** Content keys in memory. */
export function createMemoryContentKeyStore(): ContentKeyStore {
  const rows = createMemoryRows<Omit<ContentKeyRow, 'etag'>>();
  const keyOf = (hostTenantId: string, day: string) => addressOfContentKey(hostTenantId, day).keys.rowKey;
  return {
    async insert(hostTenantId, day, stored) {
      rows.insert(keyOf(hostTenantId, day), { ...stored, hostTenantId, day });
    },
    async read(hostTenantId, day) {
      const row = rows.read(keyOf(hostTenantId, day));
      return row && { ...row.value, etag: row.etag };
    },
    async replace({ hostTenantId, day, etag }, stored) {
      rows.replace(keyOf(hostTenantId, day), { ...stored, hostTenantId, day }, etag);
    },
    async removeBefore(day, top) {
      const end = endOfContentKeys(day);
      const over = rows.all().filter(({ key }) => key < end);
      return over.slice(0, top).filter(({ key }) => rows.remove(key, '*')).length;
    },
    async remove(hostTenantId, day) {
      rows.remove(keyOf(hostTenantId, day), '*');
    },
    async list(top, cursor) {
      const page = rows.page(top, cursor);
      return {
        rows: page.rows.map(({ value, etag }) => ({ ...value, etag })),
        ...(page.cursor && { cursor: page.cursor }),
      };
    },
  };
}
