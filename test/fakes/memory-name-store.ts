import type { NameStore } from '../../shared/grants/grant.ts';
import { NAME_OWNERS_MAX } from '../../shared/limits.ts';
import { formatSender, type Sender, type SenderName } from '../../shared/sender.ts';
import { createMemoryRows } from './memory-rows.ts';

const kinds: SenderName['kind'][] = ['address', 'userPrincipalName'];

/** Lookups in memory. */
export function createMemoryNameStore(): NameStore {
  const rows = createMemoryRows<Sender[]>();
  const keyOf = (hostTenantId: string, { kind, value }: SenderName) => `${value.toLowerCase()} ${hostTenantId} ${kind}`;
  const isOneOf = (senders: readonly Sender[]) => (one: Sender) =>
    senders.some((other) => formatSender(other) === formatSender(one));
  return {
    async read(hostTenantId, value) {
      return kinds.flatMap((kind) =>
        (rows.read(keyOf(hostTenantId, { kind, value }))?.value ?? []).map((sender) => ({ kind, sender })),
      );
    },
    async put(name, sender, former = []) {
      const key = keyOf(sender.hostTenantId, name);
      const kept = (rows.read(key)?.value ?? []).filter((one) => !isOneOf(former)(one));
      if (isOneOf(kept)(sender)) rows.put(key, kept);
      else if (kept.length < NAME_OWNERS_MAX) rows.put(key, [...kept, sender]);
      else return false;
      return true;
    },
    async remove(name, sender) {
      const row = rows.read(keyOf(sender.hostTenantId, name));
      if (!row) return;
      const kept = row.value.filter((one) => !isOneOf([sender])(one));
      if (kept.length > 0) rows.put(row.key, kept);
      else rows.remove(row.key, row.etag);
    },
  };
}
