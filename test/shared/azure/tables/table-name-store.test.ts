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

describe('createTableNameStore', () => {
  // Every query is answered with these rows, so the answer to one of the two is always about another partition.
  it.each([
    ['another name', {}],
    ['a kind that does not exist', { rowKey: 'nickname' }],
  ])('refuses an answer about %s', async (_what, changes) => {
    const { table } = createAnsweringTable('names', [{ ...lookup, ...changes }]);
    await expect(createTableNameStore(table).read(hostTenantId, name.value)).rejects.toMatchObject({
      code: 'sealed_record_refused',
    });
  });
});

describe('the rows of a name', async () => {
  const storage = await startTableStorage();
  let names: NameStore;
  beforeEach(async () => {
    ({ names } = await storage.createStores());
    await names.read(hostTenantId, name.value);
  });
  const write = (keys: { partitionKey: string; rowKey: string }, sender: Sender | string) =>
    storage
      .client('names')
      .upsertEntity({ ...keys, sender: typeof sender === 'string' ? sender : formatSender(sender) });
  const writeFormer = (sender: Sender | string) => write(formerAddressOfName(name).keys, sender);
  const ownerAt = async ({ partitionKey, rowKey }: { partitionKey: string; rowKey: string }) =>
    storage
      .client('names')
      .getEntity<{ sender: string }>(partitionKey, rowKey)
      .then(
        (row) => row.sender,
        () => undefined,
      );
  const own = addressOfName(hostTenantId, name).keys;
  const former = formerAddressOfName(name).keys;

  it('are written with the tenant in the key alone', async () => {
    await names.put(name, ann);
    expect([await ownerAt(own), await ownerAt(former)]).toEqual([formatSender(ann), undefined]);
    await names.remove(name, ann);
    expect(await storage.rows('names')).toEqual([]);
  });

  it('of an earlier release lead to their sender, in its own tenant alone', async () => {
    await writeFormer(ben);
    expect(await names.read(hostTenantId, name.value)).toEqual([{ kind: 'address', sender: ben }]);
    expect(await names.read(foreigner.hostTenantId, name.value)).toEqual([]);
  });

  it('lead to both senders where an earlier release gave the name to another, for their grants to decide', async () => {
    await names.put(name, ann);
    await writeFormer(ben);
    expect(await names.read(hostTenantId, name.value)).toEqual([
      { kind: 'address', sender: ann },
      { kind: 'address', sender: ben },
    ]);
    await names.put(name, ben, [ann]);
    expect(await names.read(hostTenantId, name.value)).toEqual([{ kind: 'address', sender: ben }]);
  });

  it('of an earlier release are taken along by one write, so that the name never leads to the next one alone', async () => {
    await writeFormer(ben);
    await names.put(name, ann);
    const row = await storage
      .client('names')
      .getEntity<{ sender: string; others: string }>(own.partitionKey, own.rowKey);
    expect([row.sender, row.others]).toEqual([formatSender(ben), JSON.stringify([formatSender(ann)])]);
    await names.remove(name, ben);
    expect(await names.read(hostTenantId, name.value)).toEqual([{ kind: 'address', sender: ann }]);
    await names.remove(name, ann);
    expect(await storage.rows('names')).toEqual([]);
  });

  it('of an earlier release that lead to a former sender are not taken along', async () => {
    await writeFormer(ben);
    await names.put(name, ann, [ben]);
    expect(await ownerAt(own)).toBe(formatSender(ann));
  });

  it('of an earlier release in which nobody can read a sender go when the name is put', async () => {
    await writeFormer('ann');
    await names.put(name, ann);
    expect(await names.read(hostTenantId, name.value)).toEqual([{ kind: 'address', sender: ann }]);
    expect(await ownerAt(former)).toBeUndefined();
  });

  it('of an earlier release that lead to another tenant stay as they are', async () => {
    await writeFormer(foreigner);
    await names.put(name, ann);
    expect(await names.read(hostTenantId, name.value)).toEqual([{ kind: 'address', sender: ann }]);
    await names.remove(name, ann);
    expect([await ownerAt(own), await ownerAt(former)]).toEqual([undefined, formatSender(foreigner)]);
  });

  it.each(['ben', '["ben"]', '{}', '[1]'])('are refused, and not written over, with %s as others', async (others) => {
    await storage.client('names').upsertEntity({ ...own, sender: formatSender(ann), others });
    const refusal = { code: 'sealed_record_refused' };
    await expect(names.read(hostTenantId, name.value)).rejects.toMatchObject(refusal);
    await expect(names.put(name, ben)).rejects.toMatchObject(refusal);
  });

  it('are refused where others are of another tenant', async () => {
    const others = JSON.stringify([formatSender(foreigner)]);
    await storage.client('names').upsertEntity({ ...own, sender: formatSender(ann), others });
    await expect(names.read(hostTenantId, name.value)).rejects.toMatchObject({ code: 'sealed_record_refused' });
  });

  it('are refused where the key names one tenant and the row another', async () => {
    await write(own, foreigner);
    await expect(names.read(hostTenantId, name.value)).rejects.toMatchObject({ code: 'sealed_record_refused' });
  });

  it('are removed for the sender to whom they lead, and for no other', async () => {
    await names.put(name, ben);
    await names.remove(name, ann);
    expect(await ownerAt(own)).toBe(formatSender(ben));
  });
});
