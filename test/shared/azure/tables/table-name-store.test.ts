import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createTableNameStore } from '../../../../shared/azure/tables/table-name-store.ts';
import type { Row } from '../../../../shared/azure/tables/table-row.ts';
import { formatSender } from '../../../../shared/sender.ts';
import { createSender } from '../../../contract/samples.ts';
import { createAnsweringTable } from './answering-table.ts';

const ann = createSender();
const digestOf = (name: string) => createHash('sha256').update(name).digest('hex');
const lookup: Row = {
  partitionKey: digestOf('ann@fabrikam.com'),
  rowKey: 'address',
  etag: 'W/"1"',
  sender: formatSender(ann),
};
const read = (row: Row) => createTableNameStore(createAnsweringTable('names', [row]).table).read('Ann@fabrikam.com');

describe('createTableNameStore', () => {
  it('reads to whom a name leads', async () => {
    expect(await read(lookup)).toEqual([{ kind: 'address', sender: ann }]);
  });

  it.each([
    ['another name', { partitionKey: digestOf('ben@fabrikam.com') }],
    ['a kind that there is not', { rowKey: 'nickname' }],
  ])('refuses an answer about %s', async (_what, changes) => {
    await expect(read({ ...lookup, ...changes })).rejects.toMatchObject({ code: 'sealed_record_refused' });
  });
});
