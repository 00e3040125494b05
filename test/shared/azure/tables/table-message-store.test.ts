/** What the message store asks of the table service, and what it makes of rows that it did not write. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createListDue } from '../../../../shared/azure/tables/table-due-messages.ts';
import { buildIndexRows } from '../../../../shared/azure/tables/table-index-rows.ts';
import { createMessageIndex } from '../../../../shared/azure/tables/table-message-index.ts';
import { createRemoveOver } from '../../../../shared/azure/tables/table-over-messages.ts';
import type { TableStores } from '../../../../shared/azure/tables/table-stores.ts';
import type { Table } from '../../../../shared/azure/tables/table.ts';
import { TIMER_BATCH_MAX } from '../../../../shared/limits.ts';
import {
  addressOfChanged,
  addressOfContent,
  addressOfDueMessage,
  addressOfIndexed,
  addressOfMessage,
  MESSAGE_PARTITIONS,
} from '../../../../shared/message-addresses.ts';
import type { Message, VersionedMessage } from '../../../../shared/outbox/message.ts';
import { formatSender } from '../../../../shared/sender.ts';
import {
  at,
  connectIn,
  createGrant,
  createMessage,
  createSender,
  createTokens,
  times,
} from '../../../contract/samples.ts';
import { startTableStorage } from '../../../contract/table-storage.ts';
import { createAnsweringTable } from './answering-table.ts';

const storage = await startTableStorage();

let stores: TableStores;
beforeEach(async () => {
  stores = await storage.createStores();
});

const rows = () => storage.client('messages');
const keysOfRows = async () => (await storage.rows('messages')).map(({ rowKey }) => rowKey);
const paths = () =>
  storage.requests.map(({ method, path }) => `${method} ${path.replace(/^\/devstoreaccount\d+|\?.*/g, '')}`);
const startingWith = (digit: string) => createMessage().id.replace(/^./, digit);
const bySender = (message: Message, sender = message.sender ?? createSender()) =>
  addressOfIndexed({ kind: 'sender', sender }, message).keys;
const list = async ({ sender = createSender() }: Message) =>
  (await stores.messages.list({ kind: 'sender', sender }, { topOfEach: 10 })).messages;
const deleteRow = ({ partitionKey, rowKey }: { partitionKey: string; rowKey: string }) =>
  rows().deleteEntity(partitionKey, rowKey);

/** The rows that the release before this one wrote of a message. */
async function insertAsEarlier(message: Message): Promise<VersionedMessage> {
  const { etag: _etag, ...inserted } = await stores.messages.insert(message);
  const keep = [addressOfMessage(message.id), addressOfDueMessage(message)].map(({ keys }) => keys.rowKey);
  keep.push(bySender(message).rowKey);
  for (const { partitionKey = '', rowKey = '' } of await storage.rows('messages'))
    if (!keep.includes(rowKey)) await deleteRow({ partitionKey, rowKey });
  const { partitionKey, rowKey } = addressOfMessage(message.id).keys;
  const { hostTenantId: _tenant, ...columns } = await rows().getEntity(partitionKey, rowKey);
  await rows().updateEntity({ ...columns, partitionKey, rowKey }, 'Replace');
  const found = await stores.messages.read(message.id);
  expect(found).toEqual({ ...inserted, etag: found?.etag });
  if (!found) throw new Error('There is no message.');
  return found;
}

describe('a warm send', () => {
  it('costs one query and two transactions', async () => {
    const grant = createGrant();
    await connectIn(stores.grants, grant, createTokens());
    await stores.messages.insert(createMessage());
    storage.requests.length = 0;
    await stores.grants.read(grant.sender);
    const message = await stores.messages.insert(createMessage({ reference: 'SI-103042' }));
    await stores.messages.replace(message, { ...message, status: 'sent', dueAt: at(50) });
    expect(paths()).toEqual(['GET /grants()', 'POST /$batch', 'POST /$batch']);
  });
});

describe('a message that waits', () => {
  it('costs one transaction at acceptance and at each change that moves it, and else one replacement', async () => {
    const waiting = createMessage({ sender: undefined, status: 'queued', content: 'row', reference: 'SI-103042' });
    await stores.messages.insert(createMessage());
    storage.requests.length = 0;
    const message = await stores.messages.insert(waiting, new Uint8Array(200_000));
    const next = { ...message, sender: createSender(), changedAt: at(1), dueAt: at(50) };
    const moved = await stores.messages.replace(message, next);
    const noted = await stores.messages.replace(moved, { ...moved, deferrals: 1 });
    const { content: _content, ...sent } = { ...noted, status: 'sent' as const, dueAt: at(51) };
    await stores.messages.replace(noted, sent);
    const { rowKey } = addressOfMessage(message.id).keys;
    const replacement = expect.stringContaining(`PUT /messages(PartitionKey='${message.id[0]}',RowKey='${rowKey}')`);
    expect(paths()).toEqual(['POST /$batch', 'POST /$batch', replacement, 'POST /$batch']);
  });

  it('names an ETag in every write that is not an insert or guarded by one', async () => {
    const message = await stores.messages.insert(createMessage());
    storage.requests.length = 0;
    await stores.messages.remove(message);
    const [request] = storage.requests;
    const etags = [message.etag, '*', '*', '*', '*'].map((etag) => `If-Match: ${etag}`);
    expect(request?.body.match(/^If-Match: .*$/gm)).toEqual(etags);
  });
});

describe('the index of due messages', () => {
  it('loses a row whose message is gone, and one of a time that the message has left', async () => {
    const message = await stores.messages.insert(createMessage({ dueAt: at(10) }));
    const partitionKey = message.id[0] ?? '';
    const gone = createMessage({ id: message.id.replace(/.$/, (last) => (last === '0' ? '1' : '0')) });
    const before = await keysOfRows();
    await rows().createEntity({ partitionKey, rowKey: `due_${at(1).toISOString()}_${gone.id}` });
    await rows().createEntity({ partitionKey, rowKey: `due_${at(2).toISOString()}_${message.id}` });
    expect((await stores.messages.listDue(at(10), 10)).due.map((due) => due.message.id)).toEqual([message.id]);
    expect(await keysOfRows()).toEqual(before);
  });

  it('leads nowhere outside its own partition', async () => {
    const message = await stores.messages.insert(createMessage({ id: startingWith('0') }));
    await rows().createEntity({ partitionKey: '1', rowKey: `due_${at(1).toISOString()}_${message.id}` });
    const listed = await stores.messages.listDue(at(1), 10);
    expect(listed).toMatchObject({ due: [], over: [], refusal: { code: 'sealed_record_refused' } });
  });

  it('is asked up to now only: sixteen queries, and one read for each that is due and not over', async () => {
    await stores.messages.insert(createMessage({ dueAt: at(10) }));
    for (const minutes of [8, 9]) await stores.messages.insert(createMessage({ status: 'sent', dueAt: at(minutes) }));
    for (const minutes of [30, 40]) await stores.messages.insert(createMessage({ dueAt: at(minutes) }));
    storage.requests.length = 0;
    const { due, over } = await stores.messages.listDue(at(10), 10);
    expect([due.length, over.length, storage.requests.length]).toEqual([1, 2, 17]);
  });

  it.each<[string, (message: Message) => Promise<unknown>]>([
    [
      'whose message is malformed',
      async ({ id }) => rows().updateEntity({ ...addressOfMessage(id).keys, dueAt: 'soon' }, 'Merge'),
    ],
    [
      'that lists the rows of another message',
      async (message) =>
        rows().updateEntity(
          { ...addressOfDueMessage(message).keys, rows: `["message_${startingWith('0')}"]` },
          'Merge',
        ),
    ],
  ])('refuses a row %s, and lists the rest', async (_what, spoil) => {
    const bad = await stores.messages.insert(createMessage({ dueAt: at(1) }));
    await spoil(bad);
    const over = await stores.messages.insert(createMessage({ status: 'sent' }));
    const good = await stores.messages.insert(createMessage());
    const listed = await stores.messages.listDue(at(20), 10);
    expect(listed.over.map(({ id }) => id)).toEqual([over.id]);
    expect(listed.due.map(({ message }) => message)).toEqual([good]);
    expect(listed.refusal).toMatchObject({ code: 'sealed_record_refused' });
  });

  it('goes on behind rows that are refused, whatever their keys, and reads no row twice', async () => {
    const due = times(3, (index) => `due_${at(index).toISOString()}`);
    await stores.messages.insert(createMessage({ dueAt: new Date('2100-01-01') }));
    const bad = ['due_', 'due_2', "due_2'", ...due, ...times(4, (index) => `${due[0]}_${index}`)];
    for (const [index, rowKey] of bad.entries()) await rows().createEntity({ partitionKey: String(index % 2), rowKey });
    const good = await Promise.all(
      times(3, (index) =>
        stores.messages.insert(createMessage({ id: startingWith(String(index)), dueAt: at(5 + index) })),
      ),
    );
    const found: string[] = [];
    let next: string | undefined;
    for (let page = 0; page === 0 || next !== undefined; page++) {
      const listed = await stores.messages.listDue(at(59), 2, next);
      found.push(...listed.due.map(({ message }) => message.id));
      expect(listed.refusal !== undefined).toBe(page < bad.length / 2);
      ({ next } = listed);
    }
    expect(found).toEqual(good.map(({ id }) => id));
  });
});

describe('messages that are over', () => {
  const insertOver = async (digits: string, each: number) => {
    for (const digit of digits)
      await Promise.all(
        times(each, () =>
          stores.messages.insert(createMessage({ id: startingWith(digit), status: 'sent', reference: 'SI-103042' })),
        ),
      );
    return (await stores.messages.listDue(at(59), 100)).over;
  };

  it('go in at most a tenth of a request for each when there are many, the list of them included, whatever rows they have', async () => {
    const each = 50;
    const sent = { status: 'sent', reference: 'SI-103042', changedAt: at(1), dueAt: at(2) } as const;
    const requests: string[] = [];
    const deleted = new Set<string>();
    const counting: Pick<Table, 'name' | 'query' | 'transact'> = {
      name: 'messages',
      async query({ filter }) {
        requests.push('query');
        const messages = times(each, () => createMessage({ ...sent, id: startingWith(filter[17] ?? '') }));
        const dueRows = messages.map((message) => ({ ...buildIndexRows(message)[0], etag: 'W/"1"' }));
        return { rows: dueRows.sort((one, other) => (one.rowKey < other.rowKey ? -1 : 1)) };
      },
      async transact(actions) {
        requests.push('transaction');
        expect(actions.length).toBeLessThanOrEqual(100);
        expect(new Set(actions.map(({ entity }) => entity.partitionKey)).size).toBe(1);
        for (const { entity } of actions) deleted.add(entity.rowKey);
        return actions.map(() => undefined);
      },
    };
    const table = counting as Table;
    const { over, next } = await createListDue(table)(at(58), TIMER_BATCH_MAX);
    const count = each * MESSAGE_PARTITIONS.length;
    expect(await createRemoveOver(table)(over)).toBe(count);
    expect([deleted.size, next]).toEqual([7 * count, undefined]);
    expect(requests.length).toBeLessThanOrEqual(count / 10);
  });

  it('go with the others in few requests when a row of one is missing', async () => {
    const over = await insertOver('c', 8);
    const [first] = over;
    const rowKey = first?.rows.find((key) => key.startsWith('sender_')) ?? '';
    await deleteRow({ partitionKey: 'c', rowKey });
    storage.requests.length = 0;
    expect(await stores.messages.removeOver(over)).toBe(8);
    // Both halves of eight, four and two; then by itself: two reads and six deletions.
    expect(paths()).toHaveLength(7 + 8);
    expect(await keysOfRows()).toEqual([]);
  });

  it('leave nothing when the message itself is gone', async () => {
    const over = await insertOver('c', 2);
    await deleteRow(addressOfMessage(over[0]?.id ?? '').keys);
    expect(await stores.messages.removeOver(over)).toBe(1);
    expect(await keysOfRows()).toEqual([]);
  });

  it('stay when the row is missing that says when they are due', async () => {
    const over = await insertOver('c', 1);
    const before = await keysOfRows();
    const due = before.find((rowKey) => rowKey?.startsWith('due_')) ?? '';
    await deleteRow({ partitionKey: 'c', rowKey: due });
    expect(await stores.messages.removeOver(over)).toBe(0);
    expect(await keysOfRows()).toEqual(before.filter((rowKey) => rowKey !== due));
  });
});

describe('a message of an earlier release', () => {
  it('is of the host tenant of its sender, and goes with all that it has', async () => {
    const message = await insertAsEarlier(createMessage({ reference: 'SI-103042' }));
    await expect(stores.messages.remove({ ...message, etag: 'W/"1"' })).rejects.toMatchObject({ code: 'conflict' });
    await stores.messages.remove(message);
    expect(await keysOfRows()).toEqual([]);
  });

  it('is over like others once it has ended', async () => {
    const message = await insertAsEarlier(createMessage({ reference: 'SI-103042' }));
    await stores.messages.replace(message, { ...message, status: 'sent', dueAt: at(40), changedAt: at(1) });
    const { over } = await stores.messages.listDue(at(40), 10);
    expect(await stores.messages.removeOver(over)).toBe(1);
    expect(await keysOfRows()).toEqual([]);
  });
});

describe('a row beside a message that is missing', () => {
  it('keeps the message from no change, which leaves nothing behind', async () => {
    const bytes = new Uint8Array([1]);
    const message = await stores.messages.insert(createMessage({ content: 'row', changedAt: at(1) }), bytes);
    await deleteRow(addressOfContent(message.id).keys);
    const { content: _content, ...rest } = message;
    const next: Message = { ...rest, status: 'sent', dueAt: at(40), changedAt: at(2) };
    const stale = { ...message, etag: 'W/"1"' };
    await expect(stores.messages.replace(stale, next)).rejects.toMatchObject({ code: 'conflict' });
    const replaced = await stores.messages.replace(message, next);
    expect(await stores.messages.read(message.id)).toEqual(replaced);
    expect((await keysOfRows()).filter((rowKey) => /^(due|changed)_/.test(rowKey ?? ''))).toHaveLength(2);
    await stores.messages.remove(replaced);
    expect(await keysOfRows()).toEqual([]);
  });

  it.each(['without', 'with'])('keeps it from no deletion, %s another in its place', async (kind) => {
    const message = await stores.messages.insert(createMessage());
    await deleteRow(bySender(message));
    if (kind === 'with') await rows().createEntity({ ...bySender(message, createSender()) });
    await expect(stores.messages.remove({ ...message, etag: 'W/"1"' })).rejects.toMatchObject({ code: 'conflict' });
    expect(await keysOfRows()).toHaveLength(kind === 'with' ? 5 : 4);
    await stores.messages.remove(message);
    expect(await keysOfRows()).toHaveLength(kind === 'with' ? 1 : 0);
  });
});

describe('an index of messages', () => {
  it('is asked for one key only, in sixteen queries that read no message', async () => {
    const message = await stores.messages.insert(createMessage({ reference: 'SI-103042', changedAt: at(1) }));
    await stores.messages.insert(createMessage({ callerId: 'another', changedAt: at(1) }));
    const { hostTenantId, callerId, reference = '' } = message;
    const caller = { hostTenantId, callerId };
    for (const index of [
      { kind: 'sender', sender: message.sender ?? createSender() },
      { kind: 'caller', ...caller },
      { kind: 'reference', ...caller, reference },
      { kind: 'tenant', hostTenantId },
    ] as const) {
      storage.requests.length = 0;
      const { messages } = await stores.messages.list(index, { topOfEach: 10 });
      expect(messages).toHaveLength(index.kind === 'tenant' ? 2 : 1);
      expect(storage.requests).toHaveLength(16);
    }
    storage.requests.length = 0;
    const changes = { after: '0', before: at(5), topOfEach: 10 };
    expect((await stores.messages.listChanged(caller, changes)).messages).toHaveLength(1);
    expect(storage.requests).toHaveLength(16);
  });

  it('is refused where we did not write it, and lists the rest', async () => {
    const message = await stores.messages.insert(createMessage());
    const { partitionKey, rowKey } = bySender(message);
    await rows().updateEntity({ partitionKey, rowKey, callerId: 5 }, 'Replace');
    await expect(list(message)).rejects.toMatchObject({ code: 'sealed_record_refused' });
    await rows().createEntity({ partitionKey, rowKey: `${rowKey}x`, callerId: 'x' });
    await stores.messages.insert(createMessage({ sender: message.sender }));
    expect(await list(message)).toHaveLength(1);
  });

  it('takes no row of another key for its own, whatever the service answers', async () => {
    const message = createMessage({ changedAt: at(1) });
    const { hostTenantId } = message;
    const answering = (row: { partitionKey: string; rowKey: string }) =>
      createMessageIndex(createAnsweringTable('messages', [{ etag: 'W/"1"', callerId: 'x', ...row }]).table);
    const refusal = { code: 'sealed_record_refused' };
    const other = { kind: 'sender', sender: createSender() } as const;
    await expect(answering(bySender(message)).list(other, { topOfEach: 1 })).rejects.toMatchObject(refusal);
    const { keys } = addressOfChanged({ ...message, changedAt: at(1) });
    const changes = { after: '0', before: at(5), topOfEach: 1 };
    const of = { hostTenantId, callerId: 'another' };
    await expect(answering(keys).listChanged(of, changes)).rejects.toMatchObject(refusal);
    expect((await answering(keys).listChanged(message, changes)).messages).not.toEqual([]);
  });

  it('is forgotten in transactions of a hundred', async () => {
    const message = await stores.messages.insert(createMessage({ id: startingWith('0') }));
    const { sender = createSender() } = message;
    const entities = times(120, () => bySender(createMessage({ id: startingWith('c'), sender })));
    const upserts = entities.map((entity) => ['upsert', { ...entity }] as ['upsert', typeof entity]);
    for (const start of [0, 100]) await rows().submitTransaction(upserts.slice(start, start + 100));
    storage.requests.length = 0;
    expect(await stores.messages.forgetSender(sender, 1_000)).toEqual({ deleted: 121, isComplete: true });
    expect(paths().filter((path) => path.startsWith('POST'))).toHaveLength(3);
    expect((await keysOfRows()).filter((rowKey) => rowKey?.includes(formatSender(sender)))).toEqual([]);
  });
});
