import { endOfLoad } from '../../shared/outbox/mailbox-load.ts';
import { formatMailboxLoad, parseMailboxLoad, type MailboxLoadRows } from '../../shared/outbox/mailbox-load-rows.ts';
import { formatSender, parseSender } from '../../shared/sender.ts';
import { createMemoryRows } from './memory-rows.ts';

/** Loads of mailboxes in memory, through their text. */
export function createMemoryMailboxLoadRows(): MailboxLoadRows {
  const rows = createMemoryRows<string>();
  const parse = (text: string) => {
    const load = parseMailboxLoad(JSON.parse(text));
    if (!load) throw new Error('The text of a load is malformed.');
    return load;
  };
  return {
    async read(sender) {
      const row = rows.read(formatSender(sender));
      return row && { load: parse(row.value), etag: row.etag };
    },
    async write(sender, load, etag) {
      const [key, text] = [formatSender(sender), formatMailboxLoad(load)];
      return etag === undefined ? rows.insert(key, text) : rows.replace(key, text, etag);
    },
    remove: async (sender, etag) => rows.remove(formatSender(sender), etag),
    async list(hostTenantId, now, top, cursor) {
      const live = new Set(rows.all().flatMap(({ key, value }) => (endOfLoad(parse(value)) < now ? [] : [key])));
      const page = rows.page(top, cursor, `${hostTenantId}.`, (key) => live.has(key));
      const loads = page.rows.flatMap(({ key, value }) => {
        const sender = parseSender(key);
        return sender ? [{ sender, load: parse(value) }] : [];
      });
      return { loads, ...(page.cursor && { cursor: page.cursor }) };
    },
    async sweep(now, top) {
      const ended = rows.all().filter(({ value }) => endOfLoad(parse(value)) < now);
      return ended.slice(0, top).filter(({ key, etag }) => rows.remove(key, etag)).length;
    },
  };
}
