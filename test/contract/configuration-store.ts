/** What every ConfigurationStore promises. */
import { describe, expect, it } from 'vitest';
import { VERSIONS_KEPT } from '../../shared/configuration-limits.ts';
import type { DocumentAddress } from '../../shared/configuration-addresses.ts';
import type { AuditEntry, ConfigurationStore, DocumentRow } from '../../shared/configuration/configuration-store.ts';
import { at, bytesOf, countSuccesses, createOtherTenantSender, createSender, times } from './samples.ts';

const { hostTenantId } = createSender();
const otherTenantId = createOtherTenantSender().hostTenantId;
const tenant: DocumentAddress = { kind: 'tenant', hostTenantId, name: 'tenant' };
const by = '0000ca11-0000-4000-8000-000000000001';

const rowOf = (
  address: DocumentAddress,
  version: number,
  sealed: Uint8Array | undefined = new Uint8Array([version, 0, 255]),
): DocumentRow => ({
  ...address,
  version,
  sealed,
  changedAt: at(version),
  changedBy: by,
});
const entryOf = (row: DocumentRow): AuditEntry => {
  const { kind, hostTenantId: of, name, version, changedAt } = row;
  return { kind, hostTenantId: of, name, version, at: changedAt, by, action: version === 1 ? 'created' : 'changed' };
};

async function write(store: ConfigurationStore, row: DocumentRow): Promise<void> {
  await store.write(row, await store.read(row), entryOf(row));
}

export function describeConfigurationStore(create: () => Promise<ConfigurationStore>): void {
  describe('ConfigurationStore', () => {
    it('gives a document back as it was written last', async () => {
      const store = await create();
      expect(await store.read(tenant)).toBeUndefined();
      for (const version of [1, 2]) await write(store, rowOf(tenant, version));
      const { etag: _etag, sealed = new Uint8Array(), ...read } = (await store.read(tenant)) ?? { etag: '' };
      expect({ ...read, sealed: bytesOf(sealed) }).toEqual({ ...rowOf(tenant, 2), sealed: [2, 0, 255] });
    });

    it('keeps the mark of a deleted document, and lists none', async () => {
      const store = await create();
      await write(store, rowOf(tenant, 1));
      await write(store, { ...rowOf(tenant, 2), sealed: undefined });
      expect(await store.read(tenant)).toMatchObject({ version: 2, sealed: undefined });
      expect(await store.list('tenant')).toEqual([]);
    });

    it('lists the marks of deleted documents of a kind, of all host tenants or of one, until they are written again', async () => {
      const store = await create();
      const other = { ...tenant, hostTenantId: otherTenantId };
      const kept: DocumentAddress = { kind: 'template', hostTenantId, name: 'kept' };
      for (const address of [tenant, other, kept]) await write(store, rowOf(address, 1));
      for (const address of [tenant, other]) await write(store, { ...rowOf(address, 2), sealed: undefined });
      const listed = async (...given: Parameters<ConfigurationStore['listDeleted']>) =>
        (await store.listDeleted(...given)).map((one) => `${one.hostTenantId} ${one.version}`);
      expect(await listed('tenant')).toEqual([hostTenantId, otherTenantId].toSorted().map((id) => `${id} 2`));
      expect(await listed('tenant', otherTenantId)).toEqual([`${otherTenantId} 2`]);
      expect(await listed('template')).toEqual([]);
      await write(store, rowOf(tenant, 3));
      expect(await listed('tenant', hostTenantId)).toEqual([]);
    });

    it('lists the documents of a kind, of all host tenants or of one', async () => {
      const store = await create();
      const registration = (name: string): DocumentAddress => ({ kind: 'registration', hostTenantId, name });
      for (const address of [tenant, { ...tenant, hostTenantId: otherTenantId }, registration('b'), registration('a')])
        await write(store, rowOf(address, 1));
      const listed = async (...given: Parameters<ConfigurationStore['list']>) =>
        (await store.list(...given)).map((one) => `${one.hostTenantId} ${one.name}`);
      expect(await listed('tenant')).toEqual([hostTenantId, otherTenantId].toSorted().map((id) => `${id} tenant`));
      expect(await listed('tenant', otherTenantId)).toEqual([`${otherTenantId} tenant`]);
      expect(await listed('registration', hostTenantId)).toEqual([`${hostTenantId} a`, `${hostTenantId} b`]);
      expect(await listed('registration', otherTenantId)).toEqual([]);
    });

    it('lets one of ten that write over the same version win, and has one entry and one version of it', async () => {
      const store = await create();
      await write(store, rowOf(tenant, 1));
      const read = await store.read(tenant);
      const writes = times(10, () => store.write(rowOf(tenant, 2), read, entryOf(rowOf(tenant, 2))));
      expect(await countSuccesses(writes, 'conflict')).toBe(1);
      expect((await store.listVersions(tenant)).map(({ version }) => version)).toEqual([2, 1]);
      expect((await store.listAudit(10)).entries.map(({ version, action }) => [version, action])).toEqual([
        [2, 'changed'],
        [1, 'created'],
      ]);
    });

    it('lets one of ten that write the first version win', async () => {
      const store = await create();
      const row = rowOf(tenant, 1);
      expect(
        await countSuccesses(
          times(10, () => store.write(row, undefined, entryOf(row))),
          'conflict',
        ),
      ).toBe(1);
    });

    it('keeps the newest versions of a document, and those of no other one', async () => {
      const store = await create();
      const other = { ...tenant, hostTenantId: otherTenantId };
      await write(store, rowOf(other, 1));
      for (let version = 1; version <= VERSIONS_KEPT + 2; version++) await write(store, rowOf(tenant, version));
      const versions = (await store.listVersions(tenant)).map(({ version }) => version);
      expect(versions).toEqual(times(VERSIONS_KEPT, (index) => VERSIONS_KEPT + 2 - index));
      expect((await store.listVersions(other)).map(({ version }) => version)).toEqual([1]);
    });

    it('takes an entry of the audit by itself', async () => {
      const store = await create();
      const entry: AuditEntry = { ...tenant, at: at(1), by, action: 'invited', version: 0, count: 7 };
      await store.note(entry);
      expect((await store.listAudit(10)).entries).toEqual([entry]);
      expect(await store.read(tenant)).toBeUndefined();
    });

    it('takes an act on a message, and gives it back as it was written', async () => {
      const store = await create();
      const name = '0123456789abcdef0123456789abcdef';
      const entry: AuditEntry = { kind: 'message', hostTenantId, name, at: at(1), by, action: 'cancelled', version: 0 };
      await store.note(entry);
      await store.note({ ...entry, kind: 'console', name: 'audit', at: at(2), action: 'exported', count: 0 });
      const { entries } = await store.listAudit(10);
      expect(entries).toEqual([
        { ...entry, kind: 'console', name: 'audit', at: at(2), action: 'exported', count: 0 },
        entry,
      ]);
    });

    it.each([
      ['from a time on', { from: at(2) }, [4, 3, 2]],
      ['before a time', { to: at(3) }, [2, 1]],
      ['between two times', { from: at(2), to: at(4) }, [3, 2]],
      ['of no time', { from: at(3), to: at(3) }, []],
      ['of times the wrong way round', { from: at(4), to: at(1) }, []],
      ['of all times there can be', { from: new Date(-8.64e15), to: new Date(8.64e15) }, [4, 3, 2, 1]],
    ] as const)('gives the audit %s, on every page', async (_case, range, versions) => {
      const store = await create();
      for (const version of [1, 2, 3, 4]) await write(store, rowOf(tenant, version));
      const found: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.listAudit(2, cursor, range);
        found.push(...page.entries.map(({ version }) => version));
        ({ cursor } = page);
      } while (cursor !== undefined);
      expect(found).toEqual(versions);
    });

    it('gives the audit page by page, the newest first, and deletes what is older than a time', async () => {
      const store = await create();
      for (const version of [1, 2, 3, 4]) await write(store, rowOf(tenant, version));
      const first = await store.listAudit(3);
      expect(first.entries).toEqual([4, 3, 2].map((version) => entryOf(rowOf(tenant, version))));
      const second = await store.listAudit(3, first.cursor);
      expect([second.entries.map(({ version }) => version), second.cursor]).toEqual([[1], undefined]);
      await store.trimAudit(at(3));
      expect((await store.listAudit(10)).entries.map(({ version }) => version)).toEqual([4, 3]);
    });
  });
}
