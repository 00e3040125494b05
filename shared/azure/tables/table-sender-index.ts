/**
 * The index of messages by sender, in the table `messages`: which messages were sent as a person, and by which application.
 *
 * Column: callerId. Keys: storage-addresses.ts. A list costs one query in each of sixteen partitions for a range of keys, whatever else
 * the table holds. Deleting index rows leaves the messages; who deletes a message afterwards finds no row, which is no error. It
 * reads no message.
 */
import { odata } from '@azure/data-tables';
import { hasCode } from '../../errors.ts';
import { forEachConcurrently } from '../../for-each-concurrently.ts';
import type { MessageStore, SenderMessage } from '../../outbox/message.ts';
import { formatSender, type Sender } from '../../sender.ts';
import { MESSAGE_PARTITIONS, messagesOfSender, parseSenderMessageKeys } from '../../storage-addresses.ts';
import type { TableAction } from './table-batch.ts';
import { createRowReader, readSound, refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

/** Requests of one list or deletion in flight at once. */
const REQUESTS_MAX = 8;
/** Of one transaction. */
const ACTIONS_MAX = 100;

/** Creates the part of the message store that knows messages by their sender. */
export function createSenderIndex(table: Table): Pick<MessageStore, 'listOfSender' | 'forgetSender'> {
  async function query(partition: string, { from, below }: { from: string; below: string }, top: number) {
    const filter = odata`PartitionKey eq ${partition} and RowKey ge ${from} and RowKey lt ${below}`;
    return table.query({ filter, select: ['callerId'], top });
  }

  /** In one transaction, or one by one where a row has gone meanwhile; returns how many were deleted here. */
  async function removeAll(rows: readonly Row[]): Promise<number> {
    const [first, ...others] = rows.map((entity): TableAction => ({ kind: 'delete', entity, etag: '*' }));
    if (!first) return 0;
    try {
      await table.transact([first, ...others]);
      return rows.length;
    } catch (error) {
      if (!hasCode(error, 'conflict')) throw error;
      let deleted = 0;
      for (const row of rows) if (await table.remove(row, '*')) deleted += 1;
      return deleted;
    }
  }

  function parse(row: Row, expected: Sender): SenderMessage {
    const keys = parseSenderMessageKeys(row);
    if (!keys || formatSender(keys.sender) !== formatSender(expected)) throw refuseRow(table.name, 'RowKey');
    const { id, createdAt } = keys;
    return { id, createdAt, callerId: createRowReader(table.name, row).text('callerId', /./) };
  }

  return {
    async listOfSender(sender, since, topOfEach) {
      const rows: Row[] = [];
      let isCut = false;
      await forEachConcurrently(MESSAGE_PARTITIONS, REQUESTS_MAX, async (partition) => {
        const page = await query(partition, messagesOfSender(sender, { since }), topOfEach);
        rows.push(...page.rows);
        isCut ||= page.cursor !== undefined;
      });
      // Row keys begin with the age, so this is newest first.
      rows.sort((one, other) => (one.rowKey < other.rowKey ? -1 : 1));
      return { messages: readSound(rows, (row) => parse(row, sender)), isCut };
    },
    async forgetSender(sender, topOfEach, before) {
      let deleted = 0;
      let isComplete = true;
      await forEachConcurrently(MESSAGE_PARTITIONS, REQUESTS_MAX, async (partition) => {
        const page = await query(partition, messagesOfSender(sender, { before }), topOfEach);
        isComplete &&= page.cursor === undefined;
        for (let start = 0; start < page.rows.length; start += ACTIONS_MAX) {
          const count = await removeAll(page.rows.slice(start, start + ACTIONS_MAX));
          deleted += count;
        }
      });
      return { deleted, isComplete };
    },
  };
}
