/** What every RewrapProgress promises. */
import { describe, expect, it } from 'vitest';
import type { RewrapProgress } from '../../shared/vault/rewrap-progress.ts';
import { countSuccesses, times } from './samples.ts';

export function describeRewrapProgress(create: () => Promise<RewrapProgress>): void {
  describe('RewrapProgress', () => {
    it('reads nothing before the first write', async () => {
      const progress = await create();
      expect(await progress.read()).toBeUndefined();
    });

    it('gives the text as last written', async () => {
      const progress = await create();
      await progress.write('{"first":"ä"}');
      const first = await progress.read();
      expect(first?.text).toBe('{"first":"ä"}');
      const long = 'x'.repeat(16_000);
      await progress.write(long, first?.etag);
      expect((await progress.read())?.text).toBe(long);
    });

    it('lets one of ten first writes win, and one of ten replacements', async () => {
      const progress = await create();
      const first = times(10, (index) => progress.write(`first ${index}`));
      expect(await countSuccesses(first, 'conflict')).toBe(1);
      const etag = (await progress.read())?.etag;
      const second = times(10, (index) => progress.write(`second ${index}`, etag));
      expect(await countSuccesses(second, 'conflict')).toBe(1);
    });
  });
}
