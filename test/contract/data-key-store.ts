/** What every DataKeyStore promises. */
import { describe, expect, it } from 'vitest';
import type { DataKeyRow, DataKeyStore } from '../../shared/vault/data-key-store.ts';
import { bytesOf, countSuccesses, createSender, times } from './samples.ts';

const stored = (first: number) => ({ wrapped: new Uint8Array([first, 0, 255]), sealed: new Uint8Array([first, 1]) });

async function readKey(store: DataKeyStore, sender: DataKeyRow['sender'], generation = 1): Promise<DataKeyRow> {
  const row = await store.read(sender, generation);
  if (!row) throw new Error('The key is not there.');
  return row;
}

export function describeDataKeyStore(create: () => Promise<DataKeyStore>): void {
  describe('DataKeyStore', () => {
    it('reads nothing under a generation that was never inserted', async () => {
      const store = await create();
      const sender = createSender();
      await store.insert(sender, 1, stored(1));
      expect(await store.read(sender, 2)).toBeUndefined();
      expect(await store.read(createSender(), 1)).toBeUndefined();
    });

    it('gives a key back as it was inserted', async () => {
      const store = await create();
      const sender = createSender();
      await store.insert(sender, 12, stored(1));
      const row = await readKey(store, sender, 12);
      expect([row.sender, row.generation, bytesOf(row.wrapped), bytesOf(row.sealed)]).toEqual([
        sender,
        12,
        [1, 0, 255],
        [1, 1],
      ]);
    });

    it('says how long ago a key was written last', async () => {
      const store = await create();
      const sender = createSender();
      expect(await store.readAged(sender, 1)).toBeUndefined();
      await store.insert(sender, 1, stored(1));
      const aged = await store.readAged(sender, 1);
      expect(aged?.row).toEqual(await readKey(store, sender));
      expect(Math.abs(aged?.ageSeconds ?? NaN)).toBeLessThan(60);
    });

    it('says of a row of an earlier release that nothing is sealed, until it is replaced', async () => {
      const store = await create();
      const sender = createSender();
      const { wrapped } = stored(1);
      await store.insert(sender, 1, { wrapped });
      const row = await readKey(store, sender);
      expect(row).not.toHaveProperty('sealed');
      await store.replace(row, stored(2));
      const replaced = await readKey(store, sender);
      expect([bytesOf(replaced.wrapped), bytesOf(replaced.sealed)]).toEqual([
        [2, 0, 255],
        [2, 1],
      ]);
      await store.replace(replaced, { wrapped });
      expect(await readKey(store, sender)).not.toHaveProperty('sealed');
    });

    it('takes the bytes of a view, and nothing around them', async () => {
      const store = await create();
      const sender = createSender();
      const bytes = (first: number) => new Uint8Array([9, 9, first, 0, 255, 9]).subarray(2, 5);
      const view = (first: number) => ({ wrapped: bytes(first), sealed: bytes(first + 2) });
      await store.insert(sender, 1, view(1));
      const row = await readKey(store, sender);
      expect([bytesOf(row.wrapped), bytesOf(row.sealed)]).toEqual([
        [1, 0, 255],
        [3, 0, 255],
      ]);
      await store.replace(row, view(2));
      expect(bytesOf((await readKey(store, sender)).wrapped)).toEqual([2, 0, 255]);
    });

    it('lets one of ten insertions win', async () => {
      const store = await create();
      const sender = createSender();
      const attempts = times(10, (index) => store.insert(sender, 1, stored(index)));
      expect(await countSuccesses(attempts, 'conflict')).toBe(1);
    });

    it('lets one of ten replacements of the same reading win', async () => {
      const store = await create();
      const sender = createSender();
      await store.insert(sender, 1, stored(0));
      const row = await readKey(store, sender);
      const attempts = times(10, (index) => store.replace(row, stored(index + 1)));
      expect(await countSuccesses(attempts, 'conflict')).toBe(1);
      expect(bytesOf((await readKey(store, sender)).wrapped)).not.toEqual([0, 0, 255]);
    });

    it('does not bring a destroyed key back by a replacement', async () => {
      const store = await create();
      const sender = createSender();
      await store.insert(sender, 1, stored(1));
      const row = await readKey(store, sender);
      await store.remove(sender);
      await expect(store.replace(row, stored(2))).rejects.toMatchObject({ code: 'conflict' });
      expect(await store.read(sender, 1)).toBeUndefined();
    });

    it('destroys the generations below the given one', async () => {
      const store = await create();
      const sender = createSender();
      for (const generation of [1, 2, 9, 10]) await store.insert(sender, generation, stored(generation));
      await store.remove(sender, 10);
      const left = await Promise.all([1, 2, 9, 10].map((generation) => store.read(sender, generation)));
      expect(left.map((row) => row?.generation)).toEqual([undefined, undefined, undefined, 10]);
    });

    it('destroys every generation of one sender and nothing of another', async () => {
      const store = await create();
      const [one, other] = [createSender(), createSender()];
      for (const sender of [one, other]) await store.insert(sender, 1, stored(1));
      await store.insert(one, 2, stored(2));
      await store.remove(one);
      await store.remove(one);
      expect([await store.read(one, 1), await store.read(one, 2)]).toEqual([undefined, undefined]);
      expect(await store.read(other, 1)).toBeDefined();
    });

    it('lists every key once, page by page, in key order', async () => {
      const store = await create();
      const senders = times(3, createSender);
      for (const sender of senders) for (const generation of [1, 2]) await store.insert(sender, generation, stored(7));
      const found: DataKeyRow[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.list(4, ...(cursor === undefined ? [] : [cursor]));
        found.push(...page.rows);
        cursor = page.cursor;
      } while (cursor !== undefined && found.length < 20);
      const sorted = senders.toSorted((one, other) => (one.hostObjectId < other.hostObjectId ? -1 : 1));
      const keys = found.map(({ sender, generation }) => ({ sender, generation }));
      expect(keys).toEqual(sorted.flatMap((sender) => [1, 2].map((generation) => ({ sender, generation }))));
      await store.replace(found[0] as DataKeyRow, stored(8));
    });

    it('refuses a cursor that it never gave', async () => {
      const store = await create();
      await expect(store.list(10, 'not a cursor')).rejects.toMatchObject({ code: 'invalid_request' });
    });
  });
}
