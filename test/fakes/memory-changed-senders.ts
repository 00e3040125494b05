import {
  addressOfChangedSender,
  changedSendersBetween,
  parseChangedSenderRowKey,
  partitionOfChangedSenders,
} from '../../shared/due-addresses.ts';
import type { ChangedSenders, SenderChange } from '../../shared/grants/grant.ts';
import { createMemoryRows } from './memory-rows.ts';

/** When senders changed, in memory; `all` are the changes of everybody. */
export function createMemoryChangedSenders(): ChangedSenders & { all(): SenderChange[] } {
  const rows = createMemoryRows<SenderChange>();
  const keyOf = (change: SenderChange) => {
    const { partitionKey, rowKey } = addressOfChangedSender(change).keys;
    return `${partitionKey} ${rowKey}`;
  };
  return {
    async put(change) {
      rows.put(keyOf(change), change);
    },
    async list(hostTenantId, { top, ...places }) {
      const prefix = `${partitionOfChangedSenders(hostTenantId)} `;
      const { from, below } = changedSendersBetween(places);
      const keys = rows.all().flatMap(({ key }) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
      const found = keys.filter((key) => key >= from && key < below).sort();
      const changes = found.slice(0, top).flatMap((key) => parseChangedSenderRowKey(key) ?? []);
      return { changes, isCut: found.length > top };
    },
    async remove(change) {
      rows.remove(keyOf(change), '*');
    },
    all: () => rows.all().map(({ value }) => value),
  };
}
