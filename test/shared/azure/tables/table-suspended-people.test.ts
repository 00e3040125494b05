import { expect, it } from 'vitest';
import { partitionOfSuspended } from '../../../../shared/due-addresses.ts';
import { at, createSender } from '../../../contract/samples.ts';
import { startTableStorage } from '../../../contract/table-storage.ts';

const storage = await startTableStorage();
const { hostTenantId, hostObjectId } = createSender();
const partitionKey = partitionOfSuspended(hostTenantId);

it.each([
  ['has another code', { code: 'ok', since: at(0) }],
  ['has no code', { since: at(0) }],
  ['has no time', { code: 'guest_account_reset' }],
])('a row that %s stands against its person all the same', async (_what, columns) => {
  const stores = await storage.createStores();
  const other = {
    hostObjectId: 'ffffffff-0000-4000-8000-000000000001',
    code: 'guest_account_reset',
    since: at(1),
  } as const;
  await stores.suspendedPeople.put(hostTenantId, other);
  await storage.client('due').upsertEntity({ partitionKey, rowKey: hostObjectId, ...columns }, 'Replace');
  const refused = { hostObjectId, code: 'sealed_record_refused' };
  expect(await stores.suspendedPeople.list(hostTenantId)).toEqual([refused, other]);
});

it('a row of nobody is refused', async () => {
  const stores = await storage.createStores();
  await stores.suspendedPeople.put(hostTenantId, { hostObjectId, code: 'guest_account_reset', since: at(0) });
  await storage
    .client('due')
    .upsertEntity({ partitionKey, rowKey: 'nobody', code: 'guest_account_reset', since: at(0) });
  await expect(stores.suspendedPeople.list(hostTenantId)).rejects.toMatchObject({ code: 'sealed_record_refused' });
});
