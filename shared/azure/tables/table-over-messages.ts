/**
 * Deletes messages whose history is over, many in one transaction, by the keys that their index rows list.
 *
 * A transaction holds whole messages of one partition. Where one fails because something is missing in it, its halves are tried, and a
 * message that is alone row by row. The row that says when a message is due goes with it or after it, so that the sweep finds again what
 * was interrupted; where it is missing, the message has moved or is gone, and stays untouched. It decides about no message.
 */
import { hasCode } from '../../errors.ts';
import { forEachConcurrently } from '../../for-each-concurrently.ts';
import { addressOfMessage, parseDueMessageKeys } from '../../message-addresses.ts';
import type { MessageStore, OverMessage } from '../../outbox/message.ts';
import type { TableAction } from './table-batch.ts';
import type { Keys } from './table-entity.ts';
import type { Table } from './table.ts';

/** Of one transaction. */
const ACTIONS_MAX = 100;
/** Transactions in flight at once. */
const REQUESTS_MAX = 8;

/** Creates `removeOver` of the message store. */
export function createRemoveOver(table: Table): MessageStore['removeOver'] {
  /** Returns how many went. */
  async function removeTogether(messages: readonly OverMessage[]): Promise<number> {
    // A lost answer is made up for by the first action.
    const [first, ...others] = messages
      .flatMap(keysOf)
      .map((entity): TableAction => ({ kind: 'delete', entity, etag: '*' }));
    if (!first) return 0;
    try {
      await table.transact([first, ...others]);
      return messages.length;
    } catch (error) {
      if (!hasCode(error, 'conflict')) throw error;
      const [only, more] = messages;
      if (only && !more) return removeAlone(only);
      const half = Math.ceil(messages.length / 2);
      return (await removeTogether(messages.slice(0, half))) + (await removeTogether(messages.slice(half)));
    }
  }

  async function removeAlone(message: OverMessage): Promise<number> {
    const read = async (keys: Keys | undefined) => keys && table.read(keys.partitionKey, keys.rowKey);
    const rows = keysOf(message);
    const due = await read(rows.find((keys) => parseDueMessageKeys(keys)));
    if (!due) return 0;
    const own = await read(addressOfMessage(message.id).keys);
    const others = rows.filter(({ rowKey }) => rowKey !== due.rowKey && rowKey !== own?.rowKey);
    for (const row of others) await table.remove(row, '*');
    if (own && !(await table.remove(own, own.etag))) return 0;
    await table.remove(due, due.etag);
    return own ? 1 : 0;
  }

  return async (over) => {
    let removed = 0;
    await forEachConcurrently(pack(over), REQUESTS_MAX, async (messages) => {
      const count = await removeTogether(messages);
      removed += count;
    });
    return removed;
  };
}

/** The keys of its rows, its own first. */
function keysOf({ id, rows }: OverMessage): Keys[] {
  const { partitionKey, rowKey: own } = addressOfMessage(id).keys;
  return [own, ...rows.filter((rowKey) => rowKey !== own)].map((rowKey) => ({ partitionKey, rowKey }));
}

/** In groups for one transaction each; of a message that is listed twice, the second place is left for another time. */
function pack(over: readonly OverMessage[]): OverMessage[][] {
  const groups = new Map<string | undefined, { messages: OverMessage[]; rows: number }[]>();
  const seen = new Set<string>();
  for (const message of over) {
    if (seen.has(message.id)) continue;
    seen.add(message.id);
    const { length } = keysOf(message);
    const all = groups.get(message.id[0]) ?? [];
    groups.set(message.id[0], all);
    const last = all.at(-1);
    if (last && last.rows + length <= ACTIONS_MAX) {
      last.messages.push(message);
      last.rows += length;
    } else all.push({ messages: [message], rows: length });
  }
  return [...groups.values()].flat().map(({ messages }) => messages);
}
