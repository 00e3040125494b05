import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createTableMessageStore } from '../../../../shared/azure/tables/table-message-store.ts';
import type { Row } from '../../../../shared/azure/tables/table-row.ts';
import { lowerFences } from '../../../../shared/azure/tables/table-fences.ts';
import type { Table } from '../../../../shared/azure/tables/table.ts';
import { ConnectorError } from '../../../../shared/errors.ts';
import { FenceFell } from '../../../../shared/fence.ts';
import { addressOfFence, MESSAGE_PARTITIONS } from '../../../../shared/message-addresses.ts';
import { createMessage, createSender } from '../../../contract/samples.ts';
import { startTableStorage } from '../../../contract/table-storage.ts';
import { createAnsweringTable } from './answering-table.ts';

const storage = await startTableStorage();
const sender = createSender();
const message = createMessage({ sender });
const fence = { sender, id: message.id, isUp: true, settle() {} };

/** A service that says to each transaction that something in it is not as it was expected. */
async function storeInContention(stored: boolean): Promise<ReturnType<typeof createTableMessageStore>> {
  const { table } = createAnsweringTable('messages', []);
  const { messages } = await storage.createStores();
  await messages.insert({ ...message, attemptId: createMessage().attemptId });
  const row = (await storage.rows('messages')).find(({ rowKey }) => rowKey === `message_${message.id}`) as
    Row | undefined;
  return createTableMessageStore({
    ...table,
    async transact() {
      throw new ConnectorError('conflict');
    },
    read: async () => (stored ? row : undefined),
  });
}

describe('an insert that needs a fence', () => {
  it('is one whose fence fell, where the service says no and no such message is there', async () => {
    const { insert } = await storeInContention(false);
    await expect(insert(message, undefined, fence)).rejects.toBeInstanceOf(FenceFell);
  });

  it('is a conflict where the message is there, or no fence was needed', async () => {
    const { insert } = await storeInContention(true);
    await expect(insert(message, undefined, fence)).rejects.toMatchObject({ code: 'conflict' });
    const { insert: insertNew } = await storeInContention(false);
    for (const none of [undefined, { ...fence, isUp: false }])
      await expect(insertNew(message, undefined, none)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('lowerFences, of a service that fails', () => {
  const inPartition = (digit: string) => ({ ...createMessage(), id: `${digit}${createMessage().id.slice(1)}` });
  async function raiseTwo() {
    const { messages } = await storage.createStores();
    const raised = [inPartition('0'), inPartition('0')].toSorted((one, other) => (one.id < other.id ? -1 : 1));
    for (const one of raised) await messages.insert(one, undefined, { ...fence, id: one.id, isUp: false });
    const [first, second] = raised.map(({ id }) => ({ ...fence, id }));
    if (!first || !second) throw new Error('There are two.');
    return { messages, first, second };
  }
  const answer = (method: string, path: string, status: number, code: string) =>
    storage.faults.add({ method, path, action: { kind: 'answer', status, headers: { 'x-ms-error-code': code } } });
  afterEach(() => storage.faults.clear());

  it('takes down every fence although another has taken down the first one while the transaction was not answered', async () => {
    const { messages, first, second } = await raiseTwo();
    answer('POST', '\\$batch', 503, 'ServerBusy');
    const asked = storage.requests.length;
    const lowering = messages.lowerFences(sender);
    while (!storage.requests.slice(asked).some(({ path }) => path.includes('$batch'))) await setTimeout(1);
    const { partitionKey, rowKey } = addressOfFence(first).keys;
    await storage.client('messages').deleteEntity(partitionKey, rowKey);
    await lowering;
    await expect(messages.insert(inPartition('0'), undefined, second)).rejects.toBeInstanceOf(FenceFell);
  });

  it.each([
    [412, 'UpdateConditionNotSatisfied'],
    [409, 'EntityAlreadyExists'],
  ])('does not say that it was through where a fence is kept with %s %s', async (status, code) => {
    const { messages, first, second } = await raiseTwo();
    answer('POST', '\\$batch', status, code);
    answer('DELETE', 'messages', status, code);
    await expect(messages.lowerFences(sender)).rejects.toMatchObject({ code: 'storage_unavailable' });
    await messages.lowerFences(sender);
    for (const one of [first, second])
      await expect(messages.insert(inPartition('0'), undefined, one)).rejects.toBeInstanceOf(FenceFell);
  });
});

describe('lowerFences', () => {
  /** Of each partition so many rows, which go when they are deleted. */
  function tableWith(rowsOfEach: number) {
    const rows = new Map(
      MESSAGE_PARTITIONS.map((digit) => [
        digit,
        Array.from({ length: rowsOfEach }, (_, index) => ({
          partitionKey: digit,
          rowKey: addressOfFence({ sender, id: digit + String(index).padStart(31, '0') }).keys.rowKey,
          etag: 'W/"1"',
        })),
      ]),
    );
    const transactions: number[] = [];
    const table = {
      async query({ filter, top = 0 }) {
        const all = rows.get(/PartitionKey eq '(.)'/.exec(filter)?.[1] ?? '') ?? [];
        return { rows: all.slice(0, top), ...(all.length > top && { cursor: 'more' }) };
      },
      async transact(actions) {
        transactions.push(actions.length);
        const gone = new Set(actions.map(({ entity }) => entity.rowKey));
        const digit = actions[0].entity.partitionKey;
        rows.set(digit, rows.get(digit)?.filter(({ rowKey }) => !gone.has(rowKey)) ?? []);
        return [];
      },
    } as Partial<Table> as Table;
    return { table, transactions, left: () => [...rows.values()].flat().length };
  }

  it('takes down more than one page and one transaction of them', async () => {
    const { table, transactions, left } = tableWith(1_050);
    await lowerFences(table, sender);
    expect([left(), Math.max(...transactions)]).toEqual([0, 100]);
  });

  it('makes no transaction where there is none', async () => {
    const { table, transactions } = tableWith(0);
    await lowerFences(table, sender);
    expect(transactions).toEqual([]);
  });

  it('ends, and says that it was not through', async () => {
    const { table } = tableWith(1);
    const endless = { ...table, query: async () => ({ rows: [], cursor: 'more' }) };
    await expect(lowerFences(endless, sender)).rejects.toMatchObject({ code: 'storage_unavailable' });
  });
});
