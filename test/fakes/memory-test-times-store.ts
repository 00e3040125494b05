import type { TestTimesStore } from '../../shared/outbox/test-times-store.ts';
import { formatSender } from '../../shared/sender.ts';
import { createMemoryRows } from './memory-rows.ts';

/** Times of people's own test messages in memory. */
export function createMemoryTestTimesStore(): TestTimesStore {
  const rows = createMemoryRows<{ times: Date[]; expiresAt: Date }>();
  return {
    async read(sender) {
      const row = rows.read(formatSender(sender));
      return row && { ...row.value, etag: row.etag };
    },
    async write(sender, row, etag) {
      const key = formatSender(sender);
      if (etag === undefined) rows.insert(key, row);
      else rows.replace(key, row, etag);
    },
    async sweep(now, top) {
      const ended = rows.all().filter(({ value }) => value.expiresAt < now);
      return ended.slice(0, top).filter(({ key, etag }) => rows.remove(key, etag)).length;
    },
  };
}
