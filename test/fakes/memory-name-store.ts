import type { NameStore } from '../../shared/grants/grant.ts';
import { formatSender, type Sender, type SenderName } from '../../shared/sender.ts';
import { createMemoryRows } from './memory-rows.ts';

const kinds: SenderName['kind'][] = ['address', 'userPrincipalName'];

/** Lookups in memory. */
export function createMemoryNameStore(): NameStore {
  const rows = createMemoryRows<Sender>();
  const keyOf = ({ kind, value }: SenderName) => `${value.toLowerCase()} ${kind}`;
  return {
    async read(value) {
      return kinds.flatMap((kind) => {
        const row = rows.read(keyOf({ kind, value }));
        return row ? { kind, sender: row.value } : [];
      });
    },
    async put(name, sender) {
      rows.put(keyOf(name), sender);
    },
    async remove(name, sender) {
      const row = rows.read(keyOf(name));
      if (row && formatSender(row.value) === formatSender(sender)) rows.remove(row.key, row.etag);
    },
  };
}
