/**
 * Messages, when each is due and whose it is, in the table `messages`.
 *
 * 16 partitions, by the first digit of the id. A message and its index rows change in one transaction, and the message's ETag guards
 * all of them. Keys: storage-addresses.ts; columns: table-message-row.ts. An index row that leads nowhere is deleted when it is found. It changes no status by itself.
 */
import { hasCode } from '../../errors.ts';
import type { MessageStore, VersionedMessage } from '../../outbox/message.ts';
import { addressOfDueMessage, addressOfMessage, addressOfSenderMessage, MESSAGE_ID } from '../../storage-addresses.ts';
import { createListDue } from './table-due-messages.ts';
import { readMessage, writeMessage } from './table-message-row.ts';
import { createSenderIndex } from './table-sender-index.ts';
import type { TableAction } from './table-batch.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `messages`. */
export function createTableMessageStore(table: Table): MessageStore {
  async function read(id: string): Promise<VersionedMessage | undefined> {
    if (!MESSAGE_ID.test(id)) return undefined;
    const { partitionKey, rowKey } = addressOfMessage(id).keys;
    const row = await table.read(partitionKey, rowKey);
    return row && readMessage(table.name, row);
  }

  return {
    read,
    async insert(message) {
      try {
        const [etag] = await table.transact([
          { kind: 'insert', entity: writeMessage(message) },
          { kind: 'upsert', entity: addressOfDueMessage(message).keys },
          { kind: 'upsert', entity: { ...addressOfSenderMessage(message).keys, callerId: message.callerId } },
        ]);
        return { ...message, etag: etag ?? '' };
      } catch (error) {
        const stored = hasCode(error, 'conflict') ? await read(message.id) : undefined;
        if (stored?.attemptId === message.attemptId) return stored;
        throw error;
      }
    },
    async replace(message, next) {
      if (next.id !== message.id) throw new Error('A message keeps its id.');
      if (addressOfSenderMessage(next).keys.rowKey !== addressOfSenderMessage(message).keys.rowKey)
        throw new Error('A message keeps its sender and its time.');
      const entity = writeMessage(next);
      if (next.dueAt.getTime() === message.dueAt.getTime()) return void (await table.replace(entity, message.etag));
      await table.transact([
        { kind: 'replace', entity, etag: message.etag },
        { kind: 'delete', entity: addressOfDueMessage(message).keys, etag: '*' },
        { kind: 'upsert', entity: addressOfDueMessage(next).keys },
      ]);
    },
    async remove(message) {
      const own: TableAction = { kind: 'delete', entity: addressOfMessage(message.id).keys, etag: message.etag };
      const due: TableAction = { kind: 'delete', entity: addressOfDueMessage(message).keys, etag: '*' };
      const bySender: TableAction = { kind: 'delete', entity: addressOfSenderMessage(message).keys, etag: '*' };
      await table.transact([own, due, bySender]).catch((error: unknown) => {
        if (!hasCode(error, 'conflict')) throw error;
        // The row by sender may be what is missing; if it is the message that changed, this is a conflict, too.
        return table.transact([own, due]);
      });
    },
    async recordResubmissions(id, resubmissions) {
      await table.merge({ ...addressOfMessage(id).keys, resubmissions }, '*');
    },
    listDue: createListDue(table),
    ...createSenderIndex(table),
  };
}
