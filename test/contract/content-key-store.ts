/** What every ContentKeyStore promises. */
import { describe, expect, it } from 'vitest';
import type { ContentKeyRow, ContentKeyStore } from '../../shared/vault/content-key-store.ts';
import { at, bytesOf, countSuccesses, createOtherTenantSender, createSender, times } from './samples.ts';

const { hostTenantId } = createSender();
const other = createOtherTenantSender().hostTenantId;
const day = '2026-11-24';
const stored = (first: number) => ({ sealed: new Uint8Array([first, 0, 255]), versionCreatedAt: at(first) });

async function readKey(store: ContentKeyStore, of = day, tenant = hostTenantId): Promise<ContentKeyRow> {
  const row = await store.read(tenant, of);
  if (!row) throw new Error('The key is not there.');
  return row;
}

async function listAll(store: ContentKeyStore, top: number): Promise<ContentKeyRow[]> {
  const found: ContentKeyRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.list(top, ...(cursor === undefined ? [] : [cursor]));
    found.push(...page.rows);
    cursor = page.cursor;
  } while (cursor !== undefined && found.length < 20);
  return found;
}

export function describeContentKeyStore(create: () => Promise<ContentKeyStore>): void {
  describe('ContentKeyStore', () => {
    it('gives a key back as it was inserted, under its tenant and day alone', async () => {
      const store = await create();
      expect(await store.read(hostTenantId, day)).toBeUndefined();
      await store.insert(hostTenantId, day, stored(1));
      await store.insert(other, day, stored(2));
      await store.insert(hostTenantId, '2026-11-25', stored(3));
      const read = [await readKey(store), await readKey(store, day, other), await readKey(store, '2026-11-25')];
      expect(read.map(({ etag: _etag, sealed, ...row }) => ({ ...row, sealed: bytesOf(sealed) }))).toEqual([
        { hostTenantId, day, sealed: [1, 0, 255], versionCreatedAt: at(1) },
        { hostTenantId: other, day, sealed: [2, 0, 255], versionCreatedAt: at(2) },
        { hostTenantId, day: '2026-11-25', sealed: [3, 0, 255], versionCreatedAt: at(3) },
      ]);
      expect(await store.read(other, '2026-11-25')).toBeUndefined();
    });

    it('takes the bytes of a view, and nothing around them', async () => {
      const store = await create();
      const view = (first: number) => new Uint8Array([9, first, 0, 255, 9]).subarray(1, 4);
      await store.insert(hostTenantId, day, { ...stored(1), sealed: view(1) });
      const row = await readKey(store);
      expect(bytesOf(row.sealed)).toEqual([1, 0, 255]);
      await store.replace(row, { ...stored(2), sealed: view(2) });
      expect(bytesOf((await readKey(store)).sealed)).toEqual([2, 0, 255]);
    });

    it('lets one of ten insertions win, and gives all the same key', async () => {
      const store = await create();
      const attempts = times(10, (index) => store.insert(hostTenantId, day, stored(index)));
      expect(await countSuccesses(attempts, 'conflict')).toBe(1);
      const read = await Promise.all(times(3, () => readKey(store)));
      expect(new Set(read.map((row) => String(bytesOf(row.sealed)))).size).toBe(1);
    });

    it('lets one of ten replacements of the same reading win', async () => {
      const store = await create();
      await store.insert(hostTenantId, day, stored(0));
      const row = await readKey(store);
      const attempts = times(10, (index) => store.replace(row, stored(index + 1)));
      expect(await countSuccesses(attempts, 'conflict')).toBe(1);
      const { sealed, versionCreatedAt } = await readKey(store);
      expect(bytesOf(sealed)).not.toEqual([0, 0, 255]);
      expect(versionCreatedAt).toEqual(at(bytesOf(sealed)[0] ?? 0));
    });

    it('destroys the keys of days before the given one, of every tenant, and says how many', async () => {
      const store = await create();
      const days = ['2025-12-31', '2026-11-23', day, '2026-11-25'];
      for (const of of days) await store.insert(hostTenantId, of, stored(1));
      await store.insert(other, '2026-11-23', stored(2));
      expect(await store.removeBefore('2025-12-31', 10)).toBe(0);
      expect(await store.removeBefore(day, 10)).toBe(3);
      expect(await store.removeBefore(day, 10)).toBe(0);
      expect((await listAll(store, 10)).map((row) => row.day)).toEqual([day, '2026-11-25']);
    });

    it('destroys no more than it is told to, the oldest first', async () => {
      const store = await create();
      for (const of of ['2026-11-21', '2026-11-20', '2026-11-22']) await store.insert(hostTenantId, of, stored(1));
      expect(await store.removeBefore(day, 2)).toBe(2);
      expect((await listAll(store, 10)).map((row) => row.day)).toEqual(['2026-11-22']);
    });

    it('destroys a key that was replaced meanwhile, and does not bring one back by a replacement', async () => {
      const store = await create();
      await store.insert(hostTenantId, day, stored(1));
      const row = await readKey(store);
      await store.replace(row, stored(2));
      const replaced = await readKey(store);
      expect(await store.removeBefore('2026-11-25', 10)).toBe(1);
      await expect(store.replace(replaced, stored(3))).rejects.toMatchObject({ code: 'conflict' });
      expect(await store.read(hostTenantId, day)).toBeUndefined();
    });

    it('lists every key once, page by page, by day', async () => {
      const store = await create();
      const days = ['2026-11-26', '2026-11-24', '2026-11-25'];
      for (const of of days) for (const tenant of [hostTenantId, other]) await store.insert(tenant, of, stored(7));
      const found = await listAll(store, 4);
      expect(found.map((row) => row.day)).toEqual(days.toSorted().flatMap((of) => [of, of]));
      expect(new Set(found.map((row) => `${row.day} ${row.hostTenantId}`)).size).toBe(6);
      await store.replace(found[0] as ContentKeyRow, stored(8));
    });

    it('refuses a cursor that it never gave', async () => {
      const store = await create();
      await expect(store.list(10, 'not a cursor')).rejects.toMatchObject({ code: 'invalid_request' });
    });

    it.each(['', '2026-11', '2026-11-31', '20261124', '2026-11-24T00:00:00.000Z'])(
      'takes %j for no day',
      async (of) => {
        const store = await create();
        await expect(store.removeBefore(of, 10)).rejects.toThrow(RangeError);
        await expect(store.insert(hostTenantId, of, stored(1))).rejects.toThrow(RangeError);
      },
    );
  });
}
