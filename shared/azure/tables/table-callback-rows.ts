/**
 * How far each callback is, and which events it is told again, in the table `due`: a partition for each callback.
 *
 * Columns of the progress: messages, senders, goneVersion?; of an event: about (JSON), attempts. Keys: due-addresses.ts. A list costs one
 * query of one partition, over what is due alone.
 */
import type { CallbackKey, CallbackProgress, CallbackRows, DueEvent } from '../../callbacks/callback-rows.ts';
import {
  addressOfCallbackProgress,
  addressOfDueEvent,
  endOfDueEvents,
  parseDueEventRowKey,
  partitionOfCallback,
} from '../../due-addresses.ts';
import { hasCode } from '../../errors.ts';
import { CALLBACK_EVENTS_AT_ONCE_MAX } from '../../webhook-limits.ts';
import { forEachConcurrently } from '../../for-each-concurrently.ts';
import { odata } from './odata.ts';
import { createRowReader, guidPattern, readSound, refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `due`. */
export function createTableCallbackRows(table: Table): CallbackRows {
  async function query(key: CallbackKey, below: string, top: number) {
    const filter = odata`PartitionKey eq ${partitionOfCallback(key)} and RowKey lt ${below}`;
    return table.query({ filter, top });
  }

  return {
    async readProgress(key) {
      const { partitionKey, rowKey } = addressOfCallbackProgress(key).keys;
      const row = await table.read(partitionKey, rowKey);
      return row && { progress: parseProgress(table.name, row), etag: row.etag };
    },
    async writeProgress(key, { messages, senders, goneVersion }, etag) {
      const entity = { ...addressOfCallbackProgress(key).keys, messages, senders, goneVersion };
      const write = etag === undefined ? table.insert(entity) : table.replace(entity, etag);
      return write.catch((error: unknown) => {
        if (hasCode(error, 'conflict')) return undefined;
        throw error;
      });
    },
    async listDue(key, now, top) {
      const { rows } = await query(key, endOfDueEvents(now), top);
      return readSound(rows, (row) => parseDue(table.name, key, row));
    },
    async putDue(key, { about, attempts, ...place }) {
      const entity = { ...addressOfDueEvent(key, place).keys, about: JSON.stringify([about.kind, about.id]), attempts };
      await table.insert(entity).catch((error: unknown) => {
        if (!hasCode(error, 'conflict')) throw error;
      });
    },
    async removeDue(key, place) {
      await table.remove(addressOfDueEvent(key, place).keys, '*');
    },
    async forget(key, top) {
      const { rows } = await query(key, 'q', top);
      await forEachConcurrently(rows, CALLBACK_EVENTS_AT_ONCE_MAX, async (row) => void (await table.remove(row, '*')));
      return rows.length < top;
    },
  };
}

function parseProgress(table: string, row: Row): CallbackProgress {
  const read = createRowReader(table, row);
  const goneVersion = read.optional('goneVersion', (column) => read.text(column));
  return {
    messages: read.text('messages', PLACE),
    senders: read.text('senders', PLACE),
    ...(goneVersion !== undefined && { goneVersion }),
  };
}

/** The feeds know their places exactly. */
const PLACE = /^[\x21-\x7e]{1,200}$/;

function parseDue(table: string, key: CallbackKey, row: Row): DueEvent {
  const place = parseDueEventRowKey(row.rowKey);
  if (!place || row.partitionKey !== partitionOfCallback(key)) throw refuseRow(table, 'RowKey');
  const read = createRowReader(table, row);
  return { ...place, about: read.json('about', parseAbout), attempts: read.whole('attempts') };
}

function parseAbout(value: unknown): DueEvent['about'] | undefined {
  const [kind, id] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof id !== 'string') return undefined;
  if (kind === 'message' && /^[0-9a-f]{32}$/.test(id)) return { kind, id };
  return kind === 'sender' && guidPattern.test(id) ? { kind, id } : undefined;
}
