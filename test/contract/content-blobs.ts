/** What every ContentBlobs promises. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ContentBlobs } from '../../shared/outbox/content-blobs.ts';
import { CONTENT_BLOB_MAX_BYTES } from '../../shared/waiting-limits.ts';
import { bytesOf, times } from './samples.ts';

const name = 'c0a7050c-0000-4000-8000-000000000001/2026-11-24/0123456789abcdef0123456789abcdef';

export function describeContentBlobs(create: () => Promise<ContentBlobs>): void {
  describe('ContentBlobs', () => {
    it('gives back the very bytes, also those of a view, and the last ones', async () => {
      const blobs = await create();
      const view = new Uint8Array(randomBytes(300)).subarray(3, 259);
      await blobs.put(name, view);
      expect(bytesOf(await blobs.read(name))).toEqual(bytesOf(view));
      await blobs.put(name, new Uint8Array());
      expect(bytesOf(await blobs.read(name))).toEqual([]);
      await blobs.put(name, view);
      expect(await blobs.read(`${name}0`)).toBeUndefined();
    });

    it('holds the largest content, and refuses a byte more', async () => {
      const blobs = await create();
      const largest = randomBytes(CONTENT_BLOB_MAX_BYTES);
      await blobs.put(name, largest);
      expect(Buffer.from((await blobs.read(name)) ?? []).equals(largest)).toBe(true);
      await expect(blobs.put(name, new Uint8Array(CONTENT_BLOB_MAX_BYTES + 1))).rejects.toThrow(RangeError);
      expect((await blobs.read(name))?.byteLength).toBe(CONTENT_BLOB_MAX_BYTES);
    });

    it('reads nothing where there is nothing, and removes it all the same', async () => {
      const blobs = await create();
      expect(await blobs.read(name)).toBeUndefined();
      await blobs.remove(name);
      await blobs.put(name, new Uint8Array([1]));
      await blobs.remove(name);
      expect(await blobs.read(name)).toBeUndefined();
      await blobs.remove(name);
    });

    it('takes ten at once into a container that nobody has made', async () => {
      const blobs = await create();
      await Promise.all(times(10, (index) => blobs.put(`${name}-${index}`, new Uint8Array([index]))));
      const read = await Promise.all(times(10, (index) => blobs.read(`${name}-${index}`)));
      expect(read.map(bytesOf)).toEqual(times(10, (index) => [index]));
    });

    it('takes no name that an address would read otherwise', async () => {
      const blobs = await create();
      const wrong = [
        '',
        '/',
        'a/',
        '/a',
        'a//b',
        '..',
        'a/../b',
        'a?comp=list',
        'a b',
        'ä',
        'a\\b',
        '%2e',
        'a'.repeat(129),
      ];
      for (const other of wrong) {
        await expect(blobs.put(other, new Uint8Array())).rejects.toThrow('name');
        await expect(blobs.read(other)).rejects.toThrow('name');
        await expect(blobs.remove(other)).rejects.toThrow('name');
      }
    });
  });
}
