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
    async listExpired(now, top) {
      const ended = rows.all().filter(({ value }) => value.expiresAt < now);
      return ended.slice(0, top).flatMap(({ key }) => parseSender(key) ?? []);
    },
    async sweep(now, top) {
      const ended = rows.all().filter(({ value }) => value.expiresAt < now);
      return ended.slice(0, top).filter(({ key, etag }) => rows.remove(key, etag)).length;
    },
  };
}
