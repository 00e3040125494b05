import type { DueEntry, DueStore } from '../../shared/grants/grant.ts';
import { formatSender } from '../../shared/sender.ts';
import { createMemoryRows } from './memory-rows.ts';

/** Due entries in memory. */
export function createMemoryDueStore(): DueStore {
  const rows = createMemoryRows<DueEntry>();
  const keyOf = ({ kind, at, sender, generation }: DueEntry) =>
    `${kind} ${at.toISOString()} ${formatSender(sender)} ${String(generation).padStart(10, '0')}`;
  return {
    async add({ kind, at, sender, generation }) {
      const entry = { kind, at, sender, generation };
      rows.put(keyOf(entry), entry);
    },
    async list(kind, now, top) {
      const due = rows.all().filter(({ value }) => value.kind === kind && value.at <= now);
      return due.slice(0, top).map(({ value }) => value);
    },
    async remove(entry) {
      rows.remove(keyOf(entry), '*');
    },
  };
}
