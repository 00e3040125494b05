/**
 * Messages, what they say while they wait, and by what they are found, in the table `messages`.
 *
 * 16 partitions, by the first digit of the id. A message and the rows beside it change in one transaction, and the message's ETag guards
 * all of them. Keys: message-addresses.ts; columns: table-message-row.ts, table-index-rows.ts, table-message-content.ts. It
 * decides about no state.
 */
import { hasCode } from '../../errors.ts';
import { FenceFell, type Fence } from '../../fence.ts';
import { addressOfContent, addressOfMessage, MESSAGE_ID } from '../../message-addresses.ts';
import { assertContent } from '../../outbox/assert-kept.ts';
import type { Message, MessageStore, VersionedMessage } from '../../outbox/message.ts';
import type { TableAction } from './table-batch.ts';
import { createChangeMessage } from './table-change-message.ts';
import { createListDue } from './table-due-messages.ts';
import { actionOfFence, lowerFences } from './table-fences.ts';
import { buildIndexRows } from './table-index-rows.ts';
import { readContentRow, writeContent } from './table-message-content.ts';
import { createMessageIndex } from './table-message-index.ts';
import { readMessage, writeMessage } from './table-message-row.ts';
import { createRemoveOver } from './table-over-messages.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `messages`. */
export function createTableMessageStore(table: Table): MessageStore {
  async function read(id: string): Promise<VersionedMessage | undefined> {
    if (!MESSAGE_ID.test(id)) return undefined;
    const { partitionKey, rowKey } = addressOfMessage(id).keys;
    const row = await table.read(partitionKey, rowKey);
    return row && readMessage(table.name, row);
  }

  async function insert(message: Message, content?: Uint8Array, fence?: Fence): Promise<VersionedMessage> {
    assertContent(message, content);
    const rows = [...buildIndexRows(message), ...(content ? [writeContent(message.id, content)] : [])];
    const beside = rows.map((entity): TableAction => ({ kind: 'upsert', entity }));
    if (fence) beside.push(actionOfFence(fence));
    try {
      const [etag] = await table.transact([{ kind: 'insert', entity: writeMessage(message) }, ...beside]);
      return { ...message, etag: etag ?? '' };
    } catch (error) {
      if (!hasCode(error, 'conflict')) throw error;
      const stored = await read(message.id);
      if (stored?.attemptId === message.attemptId) return stored;
      // Nothing else beside a message that is not there can be otherwise than it was expected.
      throw !stored && fence?.isUp ? new FenceFell() : error;
    }
  }

  const index = createMessageIndex(table);
  return {
    read,
    insert,
    ...createChangeMessage(table),
    async readContent(id) {
      if (!MESSAGE_ID.test(id)) return undefined;
      const { partitionKey, rowKey } = addressOfContent(id).keys;
      const row = await table.read(partitionKey, rowKey);
      return row && readContentRow(table.name, row);
    },
    lowerFences: (sender) => lowerFences(table, sender),
    listDue: createListDue(table),
    removeOver: createRemoveOver(table),
    ...index,
    async forgetSender(sender, topOfEach, before) {
      if (before) await lowerFences(table, sender);
      return index.forgetSender(sender, topOfEach, before);
    },
  };
}
