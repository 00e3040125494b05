import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOfDataKey, addressOfTenantKey } from '../../../shared/key-addresses.ts';
import { parseEnvelope } from '../../../shared/vault/envelope.ts';
import { sealEnvelope } from '../../../shared/vault/seal.ts';
import { createSealedKeys, type KeyPlace } from '../../../shared/vault/sealed-key.ts';
import { createMemoryPeppers } from '../../fakes/memory-peppers.ts';
import { isRefusal } from './envelope-samples.ts';
import { ann, other } from './vault-fixture.ts';

const peppers = createMemoryPeppers();
const keys = createSealedKeys({ peppers, randomBytes });
const under = Buffer.alloc(32, 1);
const key = Buffer.alloc(32, 2);
const version = { index: 0, version: '0a' };
const place: KeyPlace = { ...ann, address: addressOfDataKey(ann, 1), generation: 1, version };
const seal = (changes: Partial<KeyPlace> = {}) => keys.seal({ ...place, ...changes }, under, key);

const guids = fc.uuid();
const versions = fc.record({ index: fc.nat(15), version: fc.stringMatching(/^[0-9A-Za-z-]{1,64}$/) });
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('createSealedKeys', () => {
  it('gives back every key as what it was sealed, and as nothing else', async () => {
    const placed = fc
      .record({ hostTenantId: guids, hostObjectId: guids, generation: fc.nat(0xffff_ffff), version: versions })
      .map((of): KeyPlace => ({ ...of, address: addressOfDataKey(of, of.generation) }));
    await fc.assert(
      fc.asyncProperty(placed, placed, bytes32, bytes32, async (one, two, outer, inner) => {
        const sealed = await keys.seal(one, outer, inner);
        expect(Buffer.from(await keys.open(one, outer, sealed)).equals(inner)).toBe(true);
        expect(Buffer.from(sealed).includes(Buffer.from(inner))).toBe(false);
        await expect(keys.open(two, outer, sealed)).rejects.toSatisfy(isRefusal);
      }),
      { numRuns: 100 },
    );
  });

  it.each<[string, Partial<KeyPlace>]>([
    ['another tenant', { hostTenantId: 'a0274317-0000-4000-8000-000000000003' }],
    ['another sender', { hostObjectId: other.hostObjectId }],
    ['nobody', { hostObjectId: '' }],
    ['another generation', { generation: 2 }],
    ['another version', { version: { index: 0, version: '0b' } }],
    ['another key encryption key', { version: { index: 1, version: '0a' } }],
    ['the row of another sender', { address: addressOfDataKey(other, 1) }],
    ['the row of another generation', { address: addressOfDataKey(ann, 2) }],
    ['another table', { address: { ...place.address, table: 'grants' } }],
    ['another purpose', { address: { ...place.address, purpose: 'tenant-key' } }],
    ['the key of a tenant', { address: addressOfTenantKey(ann.hostTenantId, '0.0a') }],
  ])('refuses to open as %s', async (_name, change) => {
    const sealed = await seal();
    await expect(keys.open({ ...place, ...change }, under, sealed)).rejects.toSatisfy(isRefusal);
  });

  it('refuses whatever was changed, cut or added, and a key in clear text', async () => {
    const sealed = Buffer.from(await seal());
    const broken = [sealed.subarray(0, -1), Buffer.concat([sealed, Buffer.alloc(1)]), Buffer.alloc(0), key];
    for (let at = 0; at < sealed.length; at += 1)
      broken.push(Object.assign(Buffer.from(sealed), { [at]: (sealed[at] ?? 0) ^ (1 << (at % 8)) }));
    for (const bytes of broken) await expect(keys.open(place, under, bytes)).rejects.toSatisfy(isRefusal);
  });

  it('opens under no other key and no other pepper', async () => {
    const sealed = await seal();
    await expect(keys.open(place, Buffer.alloc(32, 3), sealed)).rejects.toSatisfy(isRefusal);
    const strangers = { ...peppers, read: async () => Buffer.alloc(32) };
    const strange = createSealedKeys({ peppers: strangers, randomBytes });
    await expect(strange.open(place, under, sealed)).rejects.toSatisfy(isRefusal);
  });

  it('seals with the newest pepper and opens with the one that is named', async () => {
    const own = createMemoryPeppers();
    const { seal: sealOwn, open } = createSealedKeys({ peppers: own, randomBytes });
    const before = await sealOwn(place, under, key);
    own.append();
    const after = await sealOwn(place, under, key);
    expect([before, after].map((sealed) => parseEnvelope(sealed).header.pepperId)).toEqual([0, 1]);
    for (const sealed of [before, after]) expect(Buffer.from(await open(place, under, sealed)).equals(key)).toBe(true);
  });

  it('takes and gives 32 bytes, and nothing else', async () => {
    await expect(keys.seal(place, under, Buffer.alloc(16))).rejects.toThrow(RangeError);
    const { pepper } = await peppers.current();
    const { address, hostTenantId, hostObjectId } = place;
    const short = sealEnvelope({
      header: { key: version, pepperId: 0, generation: 1 },
      context: {
        hostTenantId,
        hostObjectId,
        homeTenantId: '',
        homeObjectId: '',
        table: address.table,
        ...address.keys,
        purpose: address.purpose,
      },
      secret: under,
      pepper,
      nonce: randomBytes(12),
      plaintext: Buffer.alloc(31),
    });
    await expect(keys.open(place, under, short)).rejects.toSatisfy(isRefusal);
  });

  it('writes what every later release has to open', async () => {
    const fixed = createSealedKeys({ peppers: createMemoryPeppers(), randomBytes: (size) => Buffer.alloc(size, 9) });
    const sealed = await fixed.seal(place, under, key);
    expect(Buffer.from(sealed.subarray(0, 11)).toString('hex')).toBe('0101000230610000000001');
    // By a second implementation of envelope.ts.
    expect(createHash('sha256').update(sealed).digest('hex')).toBe(
      '1f4e23ef9c97ce0ee220f8567e27be50255e8f47ff349ad932acaff32114357e',
    );
  });
});
