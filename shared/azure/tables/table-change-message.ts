/**
 * Changes or deletes a message together with the rows beside it, in one transaction that the message's ETag guards.
 *
 * A row beside it that is missing, because an earlier release wrote the message, its sender was erased, or a backup was restored, keeps no
 * message from changing or going: then the message is written without it, or goes row by row. Of whoever comes too late nothing is written.
 */
import { hasCode } from '../../errors.ts';
import { addressOfContent, addressOfMessage } from '../../message-addresses.ts';
import { assertContent, assertKept } from '../../outbox/assert-kept.ts';
import type { Message, MessageStore, VersionedMessage } from '../../outbox/message.ts';
import type { TableAction } from './table-batch.ts';
import { buildIndexChanges, buildIndexRows } from './table-index-rows.ts';
import { writeContent } from './table-message-content.ts';
import { writeMessage } from './table-message-row.ts';
import type { Table } from './table.ts';

/** Creates `replace` and `remove` of the message store. */
export function createChangeMessage(table: Table): Pick<MessageStore, 'replace' | 'remove'> {
  /** A conflict although the message is as it was read: something beside it is missing. */
  async function isMissingBeside(error: unknown, { id, etag }: VersionedMessage): Promise<boolean> {
    if (!hasCode(error, 'conflict')) return false;
    const { partitionKey, rowKey } = addressOfMessage(id).keys;
    return (await table.read(partitionKey, rowKey))?.etag === etag;
  }

  /** Returns the ETag. */
  async function replaceWith(message: VersionedMessage, next: Message, beside: TableAction[]): Promise<string> {
    const own: TableAction = { kind: 'replace', entity: writeMessage(next), etag: message.etag };
    try {
      const [etag] = await table.transact([own, ...beside]);
      return etag ?? '';
    } catch (error) {
      if (!(await isMissingBeside(error, message))) throw error;
      const [etag] = await table.transact([own, ...beside.filter(({ kind }) => kind !== 'delete')]);
      for (const { kind, entity } of beside) if (kind === 'delete') await table.remove(entity, '*');
      return etag ?? '';
    }
  }

  async function replace(message: VersionedMessage, next: Message, content?: Uint8Array): Promise<VersionedMessage> {
    assertKept(message, next);
    assertContent(next, content, message);
    const beside = [...buildIndexChanges(message, next), ...buildContentChange(message, next, content)];
    const etag =
      beside.length > 0
        ? await replaceWith(message, next, beside)
        : await table.replace(writeMessage(next), message.etag);
    return { ...next, etag };
  }

  async function remove(message: VersionedMessage): Promise<void> {
    const { keys } = addressOfMessage(message.id);
    const [due, ...others] = buildIndexRows(message).map(({ partitionKey, rowKey }) => ({ partitionKey, rowKey }));
    if (message.content === 'row') others.push(addressOfContent(message.id).keys);
    const beside = [...(due ? [due] : []), ...others].map((entity): TableAction => ({
      kind: 'delete',
      entity,
      etag: '*',
    }));
    try {
      await table.transact([{ kind: 'delete', entity: keys, etag: message.etag }, ...beside]);
    } catch (error) {
      if (!(await isMissingBeside(error, message))) throw error;
      for (const row of others) await table.remove(row, '*');
      if (!(await table.remove(keys, message.etag))) throw error;
      // Last, so that the sweep finds again what is interrupted here.
      if (due) await table.remove(due, '*');
    }
  }

  return { replace, remove };
}

function buildContentChange(message: Message, next: Message, content: Uint8Array | undefined): TableAction[] {
  if (content) return [{ kind: 'upsert', entity: writeContent(next.id, content) }];
  const isOver = message.content === 'row' && next.content !== 'row';
  return isOver ? [{ kind: 'delete', entity: addressOfContent(message.id).keys, etag: '*' }] : [];
}
