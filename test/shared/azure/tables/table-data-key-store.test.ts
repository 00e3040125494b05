import { describe, expect, it } from 'vitest';
import { createTableDataKeyStore } from '../../../../shared/azure/tables/table-data-key-store.ts';
import type { Row } from '../../../../shared/azure/tables/table-row.ts';
import { formatSender } from '../../../../shared/sender.ts';
import { createSender } from '../../../contract/samples.ts';
import { createAnsweringTable } from './answering-table.ts';

const ann = createSender();
const keyOf = (changes: Partial<Row> = {}): Row => ({
  partitionKey: formatSender(ann),
  rowKey: '0000000001',
  etag: 'W/"1"',
  wrapped: new Uint8Array(8),
  ...changes,
});

describe('createTableDataKeyStore', () => {
  it.each([
    ['nobody', { partitionKey: 'ann' }],
    ['no generation', { rowKey: '1' }],
  ])('passes over a row whose key names %s', async (_what, changes) => {
    const { table } = createAnsweringTable('keys', [keyOf(changes), keyOf()]);
    const { rows } = await createTableDataKeyStore(table).list(10);
    expect(rows.map(({ sender, generation }) => [sender, generation])).toEqual([[ann, 1]]);
  });

  it.each([
    ['PartitionKey', { partitionKey: formatSender(createSender()) }],
    ['RowKey', { rowKey: '0000000002' }],
  ])(
    'refuses an answer with another %s than was asked for, and does not take the key for destroyed',
    async (key, of) => {
      const { table } = createAnsweringTable('keys', [keyOf(of)]);
      const reading = createTableDataKeyStore(table).read(ann, 1);
      await expect(reading).rejects.toMatchObject({
        code: 'sealed_record_refused',
        cause: { message: expect.stringContaining(key) as string },
      });
    },
  );

  it('deletes a key whatever its row says by then, so that no rewrap keeps it', async () => {
    const { table, deleted } = createAnsweringTable('keys', [keyOf()]);
    await createTableDataKeyStore(table).remove(ann);
    expect(deleted).toEqual([`${formatSender(ann)} 0000000001 *`]);
  });
});
