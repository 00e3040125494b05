import { hkdfSync, webcrypto } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEnvelope } from '../../../shared/vault/envelope.ts';
import { openEnvelope } from '../../../shared/vault/open.ts';
import { sealEnvelope } from '../../../shared/vault/seal.ts';
import { sample, samples } from './envelope-samples.ts';

function lengthPrefixed(parts: Uint8Array[]): Buffer {
  const chunks: Uint8Array[] = [];
  for (const part of parts) {
    const length = new DataView(new ArrayBuffer(4));
    length.setUint32(0, part.length);
    chunks.push(new Uint8Array(length.buffer), part);
  }
  return Buffer.concat(chunks);
}

describe('sealEnvelope', () => {
  it.each(samples)('makes the published bytes: $name', (vector) => {
    expect(sealEnvelope(vector).toString('hex')).toBe(vector.sealed.toString('hex'));
  });

  it.each(samples)('does what the format says, computed another way: $name', async (vector) => {
    const { header, context: whose, secret, pepper, nonce, plaintext } = vector;
    const { key, pepperId, generation } = header;
    const generationBytes = Buffer.from(generation.toString(16).padStart(8, '0'), 'hex');
    const start = Buffer.from([1, 1, key.index, key.version.length]);
    const headerBytes = Buffer.concat([start, Buffer.from(key.version), Buffer.from([pepperId]), generationBytes]);
    const owner = [whose.hostTenantId, whose.hostObjectId, whose.homeTenantId, whose.homeObjectId];
    const place = [whose.table, whose.partitionKey, whose.rowKey, whose.purpose];
    const text = (value: string) => Buffer.from(value, 'utf8');
    const context = lengthPrefixed([text('guestmail'), headerBytes, ...[...owner, ...place].map(text)]);
    const derived = Buffer.from(hkdfSync('sha256', Buffer.concat([secret, pepper]), nonce, context, 64));
    const cryptoKey = await webcrypto.subtle.importKey('raw', derived.subarray(0, 32), 'AES-GCM', false, ['encrypt']);
    const encrypted = await webcrypto.subtle.encrypt(
      { name: 'AES-GCM', iv: nonce, additionalData: context, tagLength: 128 },
      cryptoKey,
      plaintext,
    );
    const expected = Buffer.concat([headerBytes, derived.subarray(32), nonce, Buffer.from(encrypted)]);
    expect(vector.sealed.toString('hex')).toBe(expected.toString('hex'));
  });

  it('makes what opens to the same plaintext', () => {
    const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });
    const cases = fc.record({
      secret: bytes(32),
      pepper: fc.uint8Array({ minLength: 32, maxLength: 64 }),
      nonce: bytes(12),
      plaintext: fc.uint8Array({ maxLength: 2_000 }),
      rowKey: fc.string({ unit: 'grapheme', maxLength: 50 }),
      generation: fc.integer({ min: 0, max: 0xffff_ffff }),
    });
    fc.assert(
      fc.property(cases, ({ secret, pepper, nonce, plaintext, rowKey, generation }) => {
        const context = { ...sample.context, rowKey };
        const header = { ...sample.header, generation };
        const envelope = parseEnvelope(sealEnvelope({ header, context, secret, pepper, nonce, plaintext }));
        expect(envelope.header).toEqual(header);
        expect(openEnvelope({ envelope, context, secret, pepper }).equals(plaintext)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('leaves the plaintext as it was and nothing of it in the result', () => {
    const plaintext = Buffer.from('a refresh token that nobody may read');
    const sealed = sealEnvelope({ ...sample, plaintext });
    expect(plaintext.toString()).toBe('a refresh token that nobody may read');
    expect(sealed.includes('refresh token')).toBe(false);
  });

  it('makes other bytes with every part of another value', () => {
    const results = [
      sample,
      { ...sample, secret: Buffer.alloc(32, 9) },
      { ...sample, pepper: Buffer.alloc(32, 9) },
      { ...sample, nonce: Buffer.alloc(12, 9) },
      { ...sample, context: { ...sample.context, purpose: 'other' } },
      { ...sample, header: { ...sample.header, generation: 2 } },
    ].map((request) =>
      sealEnvelope(request)
        .subarray(-sample.plaintext.length - 16)
        .toString('hex'),
    );
    expect(new Set(results).size).toBe(results.length);
  });

  it.each([
    ['a short secret', { secret: Buffer.alloc(31) }],
    ['a long secret', { secret: Buffer.alloc(33) }],
    ['a short pepper', { pepper: Buffer.alloc(31) }],
    ['a short nonce', { nonce: Buffer.alloc(11) }],
    ['a long nonce', { nonce: Buffer.alloc(16) }],
    ['a fraction of a generation', { header: { ...sample.header, generation: 1.5 } }],
    ['a generation beyond 32 bits', { header: { ...sample.header, generation: 2 ** 32 } }],
    ['a negative generation', { header: { ...sample.header, generation: -1 } }],
    ['a pepper id beyond 8 bits', { header: { ...sample.header, pepperId: 256 } }],
    ['a key index that is never configured', { header: { ...sample.header, key: { index: 16, version: 'a' } } }],
    ['a key without a version', { header: { ...sample.header, key: { index: 0, version: '' } } }],
    ['a generation without a data key', { header: { ...sample.header, key: { index: 255, version: '' } } }],
    ['half a character in the context', { context: { ...sample.context, rowKey: '\ud83d' } }],
    ['a context that is too long', { context: { ...sample.context, rowKey: 'x'.repeat(900) } }],
    ['more than fits a property', { plaintext: Buffer.alloc(65_536) }],
  ])('refuses to seal with %s', (_name, change) => {
    expect(() => sealEnvelope({ ...sample, ...change })).toThrow(RangeError);
  });

  it('seals as much as fits a property to the last byte', () => {
    const overhead = sample.sealed.length - sample.plaintext.length;
    expect(sealEnvelope({ ...sample, plaintext: Buffer.alloc(65_536 - overhead) }).length).toBe(65_536);
    expect(() => sealEnvelope({ ...sample, plaintext: Buffer.alloc(65_537 - overhead) })).toThrow(RangeError);
  });
});
