/**
 * The indexes of messages in the table `messages`: by sender, application, reference and host tenant, newest first, and by the last change.
 *
 * Keys: message-addresses.ts; columns: table-index-rows.ts. A list costs one query in each of sixteen partitions for a range of keys,
 * whatever else the table holds. Deleting index rows leaves the messages; who deletes a message afterwards finds no row, which is no
 * error. It reads no message.
 */
import { forEachConcurrently } from '../../for-each-concurrently.ts';
import {
  changedBetween,
  indexed,
  MESSAGE_PARTITIONS,
  parseChangedKeys,
  parseIndexedKeys,
  type Bounds,
} from '../../message-addresses.ts';
import type { MessageStore } from '../../outbox/message.ts';
import { odata } from './odata.ts';
import { removeTogether } from './remove-together.ts';
import { createRowReader, readSound, refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

/** Requests of one list or deletion in flight at once. */
const REQUESTS_MAX = 8;

interface IndexQuery {
  select: string[];
  topOfEach: number;
}

/** Creates the part of the message store that finds messages by what they have in common. */
export function createMessageIndex(table: Table): Pick<MessageStore, 'list' | 'listChanged' | 'forgetSender'> {
  async function query(partition: string, { from, below }: Bounds, { select, topOfEach }: IndexQuery) {
    const filter = odata`PartitionKey eq ${partition} and RowKey ge ${from} and RowKey lt ${below}`;
    return table.query({ filter, select, top: topOfEach });
  }

  /** Of all partitions, in the order of their keys, which begin alike and go on with an age or a time. */
  async function listRows<Item>(bounds: Bounds, options: IndexQuery, parse: (row: Row) => Item) {
    const rows: Row[] = [];
    let isCut = false;
    await forEachConcurrently(MESSAGE_PARTITIONS, REQUESTS_MAX, async (partition) => {
      const page = await query(partition, bounds, options);
      rows.push(...page.rows);
      isCut ||= page.cursor !== undefined;
    });
    rows.sort((one, other) => (one.rowKey < other.rowKey ? -1 : 1));
    const messages = readSound(rows, (row) => {
      if (row.rowKey < bounds.from || row.rowKey >= bounds.below) throw refuseRow(table.name, 'RowKey');
      return parse(row);
    });
    return { messages, isCut };
  }

  return {
    async list(index, { topOfEach, ...places }) {
      return listRows(indexed(index, places), { select: ['callerId'], topOfEach }, (row) => {
        const keys = parseIndexedKeys(row);
        if (!keys) throw refuseRow(table.name, 'RowKey');
        return { ...keys, callerId: createRowReader(table.name, row).text('callerId', /./) };
      });
    },
    async listChanged(of, { topOfEach, ...places }) {
      return listRows(changedBetween(of, places), { select: [], topOfEach }, (row) => {
        const keys = parseChangedKeys(row);
        if (!keys) throw refuseRow(table.name, 'RowKey');
        return keys;
      });
    },
    async forgetSender(sender, topOfEach, before) {
      let deleted = 0;
      let isComplete = true;
      await forEachConcurrently(MESSAGE_PARTITIONS, REQUESTS_MAX, async (partition) => {
        const page = await query(partition, indexed({ kind: 'sender', sender }, { before }), { select: [], topOfEach });
        isComplete &&= page.cursor === undefined;
        const count = await removeTogether(table, page.rows);
        deleted += count;
      });
      return { deleted, isComplete };
    },
  };
}
