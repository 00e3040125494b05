import { beforeEach, describe, expect, it } from 'vitest';
import { createTableNameStore } from '../../../../shared/azure/tables/table-name-store.ts';
import type { Row } from '../../../../shared/azure/tables/table-row.ts';
import type { NameStore } from '../../../../shared/grants/grant.ts';
import { formatSender, type Sender, type SenderName } from '../../../../shared/sender.ts';
import { addressOfName, formerAddressOfName } from '../../../../shared/storage-addresses.ts';
import { createOtherTenantSender, createSender } from '../../../contract/samples.ts';
import { startTableStorage } from '../../../contract/table-storage.ts';
import { createAnsweringTable } from './answering-table.ts';

const [ann, ben, foreigner] = [createSender(), createSender(), createOtherTenantSender()];
const { hostTenantId } = ann;
const name: SenderName = { kind: 'address', value: 'ann@fabrikam.com' };
const lookup: Row = { ...addressOfName(hostTenantId, name).keys, etag: 'W/"1"', sender: formatSender(ann) };
const former: Row = { ...formerAddressOfName(name).keys, etag: 'W/"1"', sender: formatSender(ben) };
const read = (...rows: Row[]) =>
  createTableNameStore(createAnsweringTable('names', rows).table).read(hostTenantId, 'Ann@fabrikam.com');

describe('createTableNameStore', () => {
  it('reads to whom a name leads', async () => {
    expect(await read(lookup)).toEqual([{ kind: 'address', sender: ann }]);
  });

  it('reads a row without a tenant in its key as one of its sender’s tenant', async () => {
    expect(await read(former)).toEqual([{ kind: 'address', sender: ben }]);
    expect(await read({ ...former, sender: formatSender(foreigner) })).toEqual([]);
  });

  it.each([[[lookup, former]], [[former, lookup]]])('prefers the row with the tenant in its key (%#)', async (rows) => {
    expect(await read(...rows)).toEqual([{ kind: 'address', sender: ann }]);
  });

  it('passes over the rows of other tenants, sound or not', async () => {
    const foreign = { ...lookup, ...addressOfName(foreigner.hostTenantId, name).keys };
    expect(await read({ ...foreign, sender: 'x' }, lookup)).toEqual([{ kind: 'address', sender: ann }]);
  });

  it.each([
    ['another name', { partitionKey: formerAddressOfName({ ...name, value: 'ben@fabrikam.com' }).keys.partitionKey }],
    ['a kind that does not exist', { rowKey: 'nickname' }],
    ['a kind that does not exist in a tenant', { rowKey: `${hostTenantId}_nickname` }],
    ['a sender of another tenant than its key', { sender: formatSender(foreigner) }],
  ])('refuses an answer about %s', async (_what, changes) => {
    await expect(read({ ...lookup, ...changes })).rejects.toMatchObject({ code: 'sealed_record_refused' });
  });
});

describe('a row of a name without a tenant in its key', async () => {
  const storage = await startTableStorage();
  let names: NameStore;
  beforeEach(async () => {
    ({ names } = await storage.createStores());
    await names.read(hostTenantId, name.value);
  });
  const writeFormer = (sender: Sender | string) =>
    storage.client('names').createEntity({
      ...formerAddressOfName(name).keys,
      sender: typeof sender === 'string' ? sender : formatSender(sender),
    });
  const rowKeys = async () => (await storage.rows('names')).map(({ rowKey }) => rowKey);

  it.each([
    ['the same sender', ann],
    ['another sender of the tenant', ben],
    ['no sender', 'ann'],
  ])('that leads to %s gives way when the name is put', async (_whom, owner) => {
    await writeFormer(owner);
    await names.put(name, ann);
    expect(await rowKeys()).toEqual([`${hostTenantId}_address`]);
    expect(await names.read(hostTenantId, name.value)).toEqual([{ kind: 'address', sender: ann }]);
  });

  it('that leads to a sender of another tenant stays when the name is put and removed', async () => {
    await writeFormer(foreigner);
    await names.put(name, ann);
    expect(await names.read(foreigner.hostTenantId, name.value)).toEqual([{ kind: 'address', sender: foreigner }]);
    await names.remove(name, ann);
    expect(await rowKeys()).toEqual(['address']);
  });

  it('is removed for the sender to whom it leads, and for no other', async () => {
    await writeFormer(ben);
    await names.remove(name, ann);
    expect(await rowKeys()).toEqual(['address']);
    await names.remove(name, ben);
    expect(await rowKeys()).toEqual([]);
  });
});
