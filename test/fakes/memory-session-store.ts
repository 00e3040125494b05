import { formatSender, parseSender } from '../../shared/sender.ts';
import type { SessionStore, StoredSession } from '../../shared/sign-in/session-store.ts';
import { createMemoryRows } from './memory-rows.ts';

/** Sessions of people in memory. */
export function createMemorySessionStore(): SessionStore {
  const rows = createMemoryRows<StoredSession>();
  return {
    async put(sender, session) {
      rows.put(formatSender(sender), session);
    },
    read: async (sender) => rows.read(formatSender(sender))?.value,
    async remove(sender) {
      rows.remove(formatSender(sender), '*');
    },
    async sweep(now, top, before) {
      const ended = rows.all().filter(({ value }) => value.expiresAt < now);
      let deleted = 0;
      for (const { key, etag } of ended.slice(0, top)) {
        const sender = parseSender(key);
        if (sender) await before(sender);
        if (rows.remove(key, etag)) deleted += 1;
      }
      return deleted;
    },
  };
}
