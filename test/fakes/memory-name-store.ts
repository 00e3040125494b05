import type { NameStore } from '../../shared/grants/grant.ts';
import { formatSender, type Sender, type SenderName } from '../../shared/sender.ts';
import { createMemoryRows } from './memory-rows.ts';

const kinds: SenderName['kind'][] = ['address', 'userPrincipalName'];

/** Lookups in memory. */
export function createMemoryNameStore(): NameStore {
  const rows = createMemoryRows<Sender>();
  const keyOf = (hostTenantId: string, { kind, value }: SenderName) => `${value.toLowerCase()} ${hostTenantId} ${kind}`;
  return {
    async read(hostTenantId, value) {
      return kinds.flatMap((kind) => {
        const row = rows.read(keyOf(hostTenantId, { kind, value }));
        return row ? { kind, sender: row.value } : [];
      });
    },
    async put(name, sender) {
      rows.put(keyOf(sender.hostTenantId, name), sender);
    },
    async remove(name, sender) {
      const row = rows.read(keyOf(sender.hostTenantId, name));
      if (row && formatSender(row.value) === formatSender(sender)) rows.remove(row.key, row.etag);
    },
  };
}
