/** What every CellBlobs promises. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CELL_BYTES, CELLS_READ_MAX } from '../../shared/attachment-limits.ts';
import type { CellBlobs } from '../../shared/attachments/attachment.ts';
import { countSealedBytes } from '../../shared/vault/content-stream.ts';
import { bytesOf, times } from './samples.ts';

const name = 'c0a7050c-0000-4000-8000-000000000001/2026-11-24/0123456789abcdef0123456789abcdef.file';

export function describeCellBlobs(create: () => Promise<CellBlobs>): void {
  describe('CellBlobs', () => {
    it('takes cells in any order, several at once, and hides them until they are committed', async () => {
      const blobs = await create();
      expect(await blobs.list(name)).toEqual({ cells: [], isCommitted: false });
      const cells = times(12, (index) => new Uint8Array([index, index]));
      await blobs.put(name, 11, cells[11]!);
      expect(await blobs.list(name)).toEqual({ cells: [11], isCommitted: false });
      await Promise.all(times(11, (index) => blobs.put(name, index, cells[index]!)));
      expect((await blobs.list(name)).cells).toEqual(times(12, (index) => index));
      expect(await blobs.read(name, 0, 2)).toBeUndefined();
      await blobs.commit(name, 12);
      expect(await blobs.list(name)).toEqual({ cells: times(12, (index) => index), isCommitted: true });
      expect(bytesOf(await blobs.read(name, 0, 24))).toEqual(cells.flatMap((cell) => bytesOf(cell)));
      expect(bytesOf(await blobs.read(name, 21, 2))).toEqual([10, 11]);
      expect(bytesOf(await blobs.read(name, 23, 9))).toEqual([11]);
      expect(bytesOf(await blobs.read(name, 24, 9))).toEqual([]);
    });

    it('has the last of the cells that were put in one place, and none that comes after the commit', async () => {
      const blobs = await create();
      for (const byte of [1, 2]) await blobs.put(name, 0, new Uint8Array([byte]));
      await blobs.commit(name, 1);
      await blobs.put(name, 0, new Uint8Array([3]));
      await blobs.commit(name, 1);
      await blobs.commit(name, 1);
      expect(bytesOf(await blobs.read(name, 0, 9))).toEqual([2]);
    });

    it('holds the largest cells, and reads as many at once as a file needs', async () => {
      const blobs = await create();
      const largest = times(CELLS_READ_MAX, () => randomBytes(countSealedBytes(CELL_BYTES)));
      for (const [index, cell] of largest.entries()) await blobs.put(name, index, cell);
      await blobs.commit(name, largest.length);
      const all = Buffer.concat(largest);
      expect(Buffer.from((await blobs.read(name, 0, all.length)) ?? []).equals(all)).toBe(true);
    });

    it('removes what was committed, what was only put, and nothing', async () => {
      const blobs = await create();
      await blobs.remove(name);
      await blobs.put(name, 0, new Uint8Array([1]));
      await blobs.remove(name);
      expect(await blobs.list(name)).toEqual({ cells: [], isCommitted: false });
      await blobs.put(name, 0, new Uint8Array([1]));
      await blobs.commit(name, 1);
      await blobs.remove(name);
      expect(await blobs.list(name)).toEqual({ cells: [], isCommitted: false });
      expect(await blobs.read(name, 0, 1)).toBeUndefined();
    });

    it('takes no name that an address would read otherwise', async () => {
      const blobs = await create();
      await expect(blobs.put('a?comp=list', 0, new Uint8Array())).rejects.toThrow('name');
      await expect(blobs.remove('../a')).rejects.toThrow('name');
    });
  });
}
