import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  isSuperseded,
  parseWrappedDataKey,
  unwrapDataKey,
  wrapDataKey,
  type CurrentKey,
} from '../../../shared/vault/data-key.ts';
import { createMemoryKeyEncryptionKeys } from '../../fakes/memory-key-encryption-keys.ts';
import { isRefusal } from './envelope-samples.ts';

const createdAt = new Date('2026-01-05T08:00:00.900Z');
const keys = createMemoryKeyEncryptionKeys(() => createdAt);
const dataKey = Buffer.alloc(32, 7);
const current = await keys.current();

describe('wrapDataKey', () => {
  it('writes version, suite, key reference, time of the key version and the wrapped key', () => {
    const row = wrapDataKey(dataKey, current);
    const { index, version } = current.reference;
    const head = Buffer.concat([Buffer.from([1, 1, index, version.length]), Buffer.from(version), Buffer.alloc(4)]);
    head.writeUInt32BE(Date.parse('2026-01-05T08:00:00Z') / 1000, head.length - 4);
    expect(row.subarray(0, head.length).toString('hex')).toBe(head.toString('hex'));
    expect(row.length).toBe(head.length + 256);
    expect(row.includes(dataKey)).toBe(false);
  });

  it('makes other bytes each time', () => {
    expect(wrapDataKey(dataKey, current).equals(wrapDataKey(dataKey, current))).toBe(false);
  });

  it('refuses a data key of another size', () => {
    expect(() => wrapDataKey(Buffer.alloc(16), current)).toThrow(RangeError);
  });

  it('refuses a key encryption key of a size that is not used', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    expect(() => wrapDataKey(dataKey, { ...current, publicKey })).toThrow(RangeError);
  });
});

describe('parseWrappedDataKey', () => {
  it('reads what wrapDataKey wrote, also from a part of a larger buffer', () => {
    const row = wrapDataKey(dataKey, current);
    const around = Buffer.concat([Buffer.alloc(3), row, Buffer.alloc(3)]);
    const parsed = parseWrappedDataKey(new Uint8Array(around.buffer, around.byteOffset + 3, row.length));
    expect(parsed).toEqual({
      key: current.reference,
      keyCreatedSeconds: Math.floor(createdAt.getTime() / 1000),
      wrapped: row.subarray(-256),
    });
  });

  it('refuses another version, suite, reference or length', () => {
    const row = wrapDataKey(dataKey, current);
    const withByte = (offset: number, value: number) => Object.assign(Buffer.from(row), { [offset]: value });
    const broken = [
      ...[0, 2, 255].flatMap((value) => [withByte(0, value), withByte(1, value)]),
      withByte(2, 16),
      withByte(2, 255),
      withByte(3, 0),
      withByte(3, 65),
      withByte(4, 0x20),
      Buffer.concat([Buffer.from([1, 1, 255, 0]), Buffer.alloc(4 + 256)]),
      Buffer.alloc(0),
      row.subarray(0, 1),
      row.subarray(0, -1),
      Buffer.concat([row, Buffer.alloc(1)]),
      Buffer.alloc(32, 7),
    ];
    for (const bytes of broken) {
      let refusal: unknown;
      try {
        parseWrappedDataKey(bytes);
      } catch (error) {
        refusal = error;
      }
      expect(isRefusal(refusal), bytes.subarray(0, 6).toString('hex')).toBe(true);
    }
  });
});

describe('unwrapDataKey', () => {
  it('gives back what was wrapped, by the version that the row names', async () => {
    const row = parseWrappedDataKey(wrapDataKey(dataKey, current));
    expect(Buffer.from(await unwrapDataKey(keys, row)).equals(dataKey)).toBe(true);
    expect(keys.unwraps).toEqual([current.reference]);
  });

  it('refuses a wrapped key of another size', async () => {
    const row = parseWrappedDataKey(wrapDataKey(dataKey, current));
    const shortKeys = { ...keys, unwrap: async () => Buffer.alloc(16) };
    await expect(unwrapDataKey(shortKeys, row)).rejects.toSatisfy(isRefusal);
  });
});

describe('isSuperseded', () => {
  const seconds = Math.floor(createdAt.getTime() / 1000);
  const at = (index: number, version: string, offset: number): CurrentKey => ({
    ...current,
    reference: { index, version },
    createdAt: new Date((seconds + offset) * 1000),
  });
  const row = { key: { index: 1, version: 'mine' }, keyCreatedSeconds: seconds };

  it.each([
    ['the same version', at(1, 'mine', 0), false],
    ['a newer version of the same key', at(1, 'newer', 1), true],
    ['another version of the same second', at(1, 'other', 0), true],
    ['an older version, as a late instance sees it', at(1, 'older', -1), false],
    ['any version of a later key', at(2, 'a', -1_000), true],
    ['any version of an earlier key', at(0, 'a', 1_000), false],
  ])('compares with %s', (_name, key, expected) => {
    expect(isSuperseded(row, key)).toBe(expected);
  });
});
