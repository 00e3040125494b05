import { describe, expect, it } from 'vitest';
import { ann, createVaultFixture } from './vault-fixture.ts';

/** Rows of both kinds; each key is filled with its number. */
async function setUp(dataKeys: number, contentKeys: number) {
  const fixture = createVaultFixture();
  const { keyRows, storedDataKeys, storedContentKeys } = fixture.createKeyParts();
  for (let number = 0; number < dataKeys; number += 1) {
    const { stored } = await storedDataKeys.write(ann, number, Buffer.alloc(32, number));
    await fixture.store.insert(ann, number, stored);
  }
  for (let number = 0; number < contentKeys; number += 1) {
    const day = `2026-11-${String(number + 1).padStart(2, '0')}`;
    const { stored } = await storedContentKeys.write(ann.hostTenantId, day, Buffer.alloc(32, 100 + number));
    await fixture.contentKeys.insert(ann.hostTenantId, day, stored);
  }
  /** The numbers on each page, in order. */
  async function listPages(top: number): Promise<number[][]> {
    const pages: number[][] = [];
    let cursor: string | undefined;
    do {
      const page = await keyRows.list(top, cursor);
      const keys = await Promise.all(page.rows.map((row) => row.open()));
      pages.push(keys.map((key) => key[0] ?? -1));
      cursor = page.cursor;
    } while (cursor !== undefined && pages.length < 20);
    return pages;
  }
  return { ...fixture, keyRows, listPages };
}

describe('createKeyRows', () => {
  it.each([
    [0, 0, [[]]],
    [2, 0, [[0, 1]]],
    [0, 2, [[100, 101]]],
    [2, 2, [[0, 1, 100, 101]]],
    [
      3,
      1,
      [
        [0, 1],
        [2, 100],
      ],
    ],
    [1, 3, [[0, 100, 101], [102]]],
    [
      4,
      4,
      [
        [0, 1],
        [2, 3, 100, 101],
        [102, 103],
      ],
    ],
  ])('lists %i data keys, then %i content keys, each once', async (dataKeys, contentKeys, expected) => {
    const { listPages } = await setUp(dataKeys, contentKeys);
    expect(await listPages(2)).toEqual(expected);
  });

  it('refuses a cursor that it never gave, in either kind', async () => {
    const { keyRows } = await setUp(1, 1);
    for (const cursor of ['not a cursor', 'content:', 'content:not a cursor'])
      await expect(keyRows.list(2, cursor)).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('judges, opens and writes rows of both kinds under the current version', async () => {
    const { keyRows, keyEncryptionKeys, clock } = await setUp(1, 1);
    const old = await keyEncryptionKeys.current();
    clock.pass(60);
    keyEncryptionKeys.rotate();
    const current = await keyEncryptionKeys.current();
    const { rows } = await keyRows.list(2);
    for (const row of rows) {
      expect(row.judge(old)).toEqual({ version: old.reference, isOutdated: false });
      expect(row.judge(current)).toEqual({ version: old.reference, isOutdated: true });
      expect(await row.replace(await row.open())).toEqual(current.reference);
      await expect(row.replace(await row.open())).rejects.toMatchObject({ code: 'conflict' });
    }
    const replaced = (await keyRows.list(2)).rows;
    expect(replaced).toHaveLength(2);
    for (const row of replaced) {
      expect(row.judge(current)).toEqual({ version: current.reference, isOutdated: false });
      expect(row.judge(old)).toEqual({ version: current.reference, isOutdated: false });
    }
    expect((await Promise.all(replaced.map((row) => row.open()))).map((key) => key[0])).toEqual([0, 100]);
  });
});
