/** What every DirectoryPlaces promises. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DirectoryPlaces } from '../../shared/guests/directory-places.ts';
import { at } from './samples.ts';

const changes = '/users/delta?$deltatoken=a%2Fb';

export function describeDirectoryPlaces(create: () => Promise<DirectoryPlaces>): void {
  describe('DirectoryPlaces', () => {
    it('keeps each form of a place, for each host tenant', async () => {
      const store = await create();
      const [one, other] = [randomUUID(), randomUUID()];
      expect(await store.read(one)).toBeUndefined();
      let etag = await store.write(one, { changes, comparing: {} });
      for (const place of [
        { changes, comparing: {} },
        { changes, comparing: { cursor: 'eyJ4Ijoi' } },
        { changes, named: { digest: 'd'.repeat(43), after: other } },
        { changes, named: { digest: 'd'.repeat(43) } },
        { changes },
        { changes, lookedAt: at(1) },
      ]) {
        etag = await store.write(one, place, etag);
        expect(await store.read(one)).toEqual({ place, etag });
      }
      expect(await store.read(other)).toBeUndefined();
      await store.remove(one);
      await store.remove(other);
      expect(await store.read(one)).toBeUndefined();
    });

    it('lets one of two writers write what both have read', async () => {
      const store = await create();
      const id = randomUUID();
      const etag = await store.write(id, { changes });
      expect(await store.write(id, { changes })).toBeUndefined();
      expect(await store.write(id, { changes, lookedAt: at(1) }, etag)).toBeDefined();
      expect(await store.write(id, { changes, lookedAt: at(2) }, etag)).toBeUndefined();
    });
  });
}
