/** What every EmlBlobs promises. */
import { describe, expect, it } from 'vitest';
import type { EmlBlobs } from '../../shared/providers/eml/eml-blobs.ts';

type Read = (name: string) => Promise<{ bytes: Uint8Array; contentType: string } | undefined>;

const name = 'c0000000-0000-4000-8000-000000000001/0123456789abcdef0123456789abcdef.eml';

export function describeEmlBlobs(create: () => Promise<{ blobs: EmlBlobs; read: Read }>): void {
  describe('EmlBlobs', () => {
    it('writes a mail once, into a container that nobody has made, and keeps the first', async () => {
      const { blobs, read } = await create();
      expect(await blobs.put(name, Buffer.from('first'), 'message/rfc822')).toBe('written');
      expect(await blobs.put(name, Buffer.from('second'), 'text/plain')).toBe('present');
      const { bytes, contentType } = (await read(name)) ?? {};
      expect([Buffer.from(bytes ?? []).toString(), contentType]).toEqual(['first', 'message/rfc822']);
    });

    it('lets one of several at once write it', async () => {
      const { blobs } = await create();
      const done = await Promise.all(['a', 'b', 'c'].map((text) => blobs.put(name, Buffer.from(text), 'text/plain')));
      expect(done.toSorted()).toEqual(['present', 'present', 'written']);
    });

    it('takes no name that an address would read otherwise', async () => {
      const { blobs } = await create();
      for (const wrong of ['', '/', '..', 'a//b', 'a?comp=list'])
        await expect(blobs.put(wrong, new Uint8Array(), 'text/plain')).rejects.toThrow('name');
    });
  });
}
