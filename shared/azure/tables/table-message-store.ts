/**
 * Messages and the index of when each is due, in the table `messages`.
 *
 * PartitionKey = first digit of the id, so 16 partitions; RowKey `message_{id}`, and for the index row `due_{ISO time}_{id}`
 * without columns. Both change in one transaction, and the message's ETag guards the index row too. Columns:
 * table-message-row.ts. An index row that leads nowhere is deleted when it is found. It changes no status by itself.
 */
import { hasCode } from '../../errors.ts';
import type { MessageStore, VersionedMessage } from '../../outbox/message.ts';
import { createListDue } from './table-due-messages.ts';
import { idPattern, indexKeysOf, keysOfMessage, readMessage, writeMessage } from './table-message-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `messages`. */
export function createTableMessageStore(table: Table): MessageStore {
  async function read(id: string): Promise<VersionedMessage | undefined> {
    if (!idPattern.test(id)) return undefined;
    const { partitionKey, rowKey } = keysOfMessage(id);
    const row = await table.read(partitionKey, rowKey);
    return row && readMessage(table.name, row);
  }

  return {
    read,
    async insert(message) {
      try {
        const [etag] = await table.transact([
          { kind: 'insert', entity: writeMessage(message) },
          { kind: 'upsert', entity: indexKeysOf(message) },
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
      const entity = writeMessage(next);
      if (next.dueAt.getTime() === message.dueAt.getTime()) return void (await table.replace(entity, message.etag));
      await table.transact([
        { kind: 'replace', entity, etag: message.etag },
        { kind: 'delete', entity: indexKeysOf(message), etag: '*' },
        { kind: 'upsert', entity: indexKeysOf(next) },
      ]);
    },
    async remove(message) {
      await table.transact([
        { kind: 'delete', entity: keysOfMessage(message.id), etag: message.etag },
        { kind: 'delete', entity: indexKeysOf(message), etag: '*' },
      ]);
    },
    async recordResubmissions(id, resubmissions) {
      await table.merge({ ...keysOfMessage(id), resubmissions }, '*');
    },
    listDue: createListDue(table),
  };
}
