import { addressOfHeldHint, parseHeldHintRowKey, partitionOfHeldHints } from '../../shared/due-addresses.ts';
import type { HeldHint, HeldHints } from '../../shared/outbox/held-hints.ts';
import { createMemoryRows } from './memory-rows.ts';

/** Hints of messages that wait, in memory. */
export function createMemoryHeldHints(): HeldHints {
  const rows = createMemoryRows<object>();
  const keyOf = (target: string, hint: HeldHint) => {
    const { partitionKey, rowKey } = addressOfHeldHint(target, hint).keys;
    return `${partitionKey} ${rowKey}`;
  };
  return {
    async put(target, hint) {
      rows.put(keyOf(target, hint), {});
    },
    async list(target, top, cursor) {
      const prefix = `${partitionOfHeldHints(target)} `;
      const page = rows.page(top, cursor, prefix);
      const hints = page.rows.flatMap(({ key }) => parseHeldHintRowKey(key.slice(prefix.length)) ?? []);
      return { hints, ...(page.cursor !== undefined && { cursor: page.cursor }) };
    },
    async remove(target, hint) {
      rows.remove(keyOf(target, hint), '*');
    },
  };
}
