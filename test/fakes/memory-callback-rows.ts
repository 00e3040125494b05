import type { CallbackKey, CallbackProgress, CallbackRows, DueEvent } from '../../shared/callbacks/callback-rows.ts';
import {
  addressOfCallbackProgress,
  addressOfDueEvent,
  endOfDueEvents,
  partitionOfCallback,
} from '../../shared/due-addresses.ts';
import { hasCode } from '../../shared/errors.ts';
import type { Address } from '../../shared/storage-addresses.ts';
import { createMemoryRows } from './memory-rows.ts';

/** How far callbacks are, in memory; `allDue` are the events of one, whenever they are due. */
export function createMemoryCallbackRows(): CallbackRows & { allDue(key: CallbackKey): DueEvent[] } {
  const progress = createMemoryRows<CallbackProgress>();
  const due = createMemoryRows<DueEvent>();
  const keyOf = ({ keys }: Address) => `${keys.partitionKey} ${keys.rowKey}`;
  const dueOf = (key: CallbackKey) => due.all().filter((row) => row.key.startsWith(`${partitionOfCallback(key)} `));
  return {
    async readProgress(key) {
      const row = progress.read(keyOf(addressOfCallbackProgress(key)));
      return row && { progress: row.value, etag: row.etag };
    },
    async writeProgress(key, next, etag) {
      const rowKey = keyOf(addressOfCallbackProgress(key));
      try {
        return etag === undefined ? progress.insert(rowKey, next) : progress.replace(rowKey, next, etag);
      } catch (error) {
        if (!hasCode(error, 'conflict')) throw error;
        return undefined;
      }
    },
    async listDue(key, now, top) {
      const below = `${partitionOfCallback(key)} ${endOfDueEvents(now)}`;
      const found = dueOf(key).filter((row) => row.key < below);
      return found.slice(0, top).map(({ value }) => value);
    },
    async putDue(key, event) {
      const rowKey = keyOf(addressOfDueEvent(key, event));
      if (!due.read(rowKey)) due.put(rowKey, event);
    },
    async removeDue(key, place) {
      due.remove(keyOf(addressOfDueEvent(key, place)), '*');
    },
    async forget(key, top) {
      const rows = dueOf(key).slice(0, top);
      for (const { key: rowKey } of rows) due.remove(rowKey, '*');
      if (rows.length === top) return false;
      progress.remove(keyOf(addressOfCallbackProgress(key)), '*');
      return true;
    },
    allDue: (key) => dueOf(key).map(({ value }) => value),
  };
}
