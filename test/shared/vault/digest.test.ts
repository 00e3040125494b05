import { describe, expect, it } from 'vitest';
import { createDigests } from '../../../shared/vault/digest.ts';
import { createMemoryPeppers } from '../../fakes/memory-peppers.ts';
import { isRefusal } from './envelope-samples.ts';
import vectors from './vectors.json' with { type: 'json' };

describe('createDigests', () => {
  it.each(vectors.digests)('makes the published text for $purpose', async ({ pepper, pepperId, ...vector }) => {
    const bytes = Buffer.from(pepper, 'hex');
    const digests = createDigests({ current: async () => ({ id: pepperId, pepper: bytes }), read: async () => bytes });
    expect(await digests.digest(vector.purpose, vector.content)).toBe(vector.digest);
    expect(await digests.digest(vector.purpose, Buffer.from(vector.content))).toBe(vector.digest);
    expect(await digests.matchesDigest(vector.purpose, vector.content, vector.digest)).toBe(true);
  });

  it('tells contents and purposes apart', async () => {
    const { digest, matchesDigest } = createDigests(createMemoryPeppers());
    const made = await digest('a', 'content');
    expect(await matchesDigest('a', 'content', made)).toBe(true);
    expect(await matchesDigest('a', 'contents', made)).toBe(false);
    expect(await matchesDigest('b', 'content', made)).toBe(false);
    expect(await matchesDigest('ac', 'ontent', made)).toBe(false);
  });

  it('writes with the newest pepper and compares with the one that the digest names', async () => {
    const peppers = createMemoryPeppers();
    const { digest, matchesDigest } = createDigests(peppers);
    const before = await digest('a', 'content');
    peppers.append();
    const after = await digest('a', 'content');
    expect([before[0], after[0]]).toEqual(['0', '1']);
    expect(before.slice(2)).not.toBe(after.slice(2));
    expect(await matchesDigest('a', 'content', before)).toBe(true);
    expect(await matchesDigest('a', 'content', after)).toBe(true);
    expect(await matchesDigest('a', 'content', `1${before.slice(1)}`)).toBe(false);
  });

  it('compares with the last pepper that there can be', async () => {
    const pepper = Buffer.alloc(32, 9);
    const asked: number[] = [];
    const read = async (id: number) => (asked.push(id), pepper);
    const { digest, matchesDigest } = createDigests({ current: async () => ({ id: 255, pepper }), read });
    expect(await matchesDigest('a', 'content', await digest('a', 'content'))).toBe(true);
    expect(asked).toEqual([255]);
  });

  it('takes only the one text of a digest', async () => {
    const { digest, matchesDigest } = createDigests(createMemoryPeppers());
    const made = await digest('a', 'content');
    for (let index = 2; index < made.length; index += 1) {
      const other = `${made.slice(0, index)}${made[index] === 'A' ? 'B' : 'A'}${made.slice(index + 1)}`;
      expect(await matchesDigest('a', 'content', other)).toBe(false);
    }
  });

  it('refuses text that is no digest and a pepper that is not configured', async () => {
    const { digest, matchesDigest } = createDigests(createMemoryPeppers());
    const made = await digest('a', 'content');
    for (const text of ['', made.slice(2), `${made}=`, made.slice(0, -1), `x${made}`, `9${made.slice(1)}`, `\n${made}`])
      await expect(matchesDigest('a', 'content', text)).rejects.toSatisfy(isRefusal);
  });
});
