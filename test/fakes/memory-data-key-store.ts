import { formatSender, type Sender } from '../../shared/sender.ts';
import type { DataKeyStore, StoredDataKey } from '../../shared/vault/data-key-store.ts';
import { createMemoryRows } from './memory-rows.ts';

/** Wrapped data keys in memory. */
export function createMemoryDataKeyStore(now: () => Date = () => new Date()): DataKeyStore {
  const rows = createMemoryRows<StoredDataKey & { sender: Sender; generation: number }>();
  /** By key, in milliseconds since the epoch. */
  const changedAt = new Map<string, number>();
  const keyOf = (sender: Sender, generation: number) =>
    `${formatSender(sender)} ${String(generation).padStart(10, '0')}`;
  return {
    async insert(sender, generation, stored) {
      rows.insert(keyOf(sender, generation), { ...stored, sender, generation });
      changedAt.set(keyOf(sender, generation), now().getTime());
    },
    async read(sender, generation) {
      const row = rows.read(keyOf(sender, generation));
      return row && { ...row.value, etag: row.etag };
    },
    async readAged(sender, generation) {
      const key = keyOf(sender, generation);
      const row = rows.read(key);
      const ageSeconds = (now().getTime() - (changedAt.get(key) ?? 0)) / 1000;
      return row && { row: { ...row.value, etag: row.etag }, ageSeconds };
    },
    async replace({ sender, generation, etag }, stored) {
      rows.replace(keyOf(sender, generation), { ...stored, sender, generation }, etag);
      changedAt.set(keyOf(sender, generation), now().getTime());
    },
    async remove(sender, before = Number.POSITIVE_INFINITY) {
      for (const { key, value } of rows.all()) {
        if (formatSender(value.sender) === formatSender(sender) && value.generation < before) rows.remove(key, '*');
      }
    },
    async removeRow({ sender, generation, etag }) {
      rows.remove(keyOf(sender, generation), etag);
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
