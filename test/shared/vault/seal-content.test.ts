import { hash, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHUNK_BYTES, countSealedBytes } from '../../../shared/vault/content-stream.ts';
import { sealContentStream, type SealContentRequest } from '../../../shared/vault/seal-content.ts';
import { changesOf, contentRequest, contentSamples, openSealed, patternOf, sealPattern } from './content-samples.ts';

describe('sealContentStream', () => {
  // By a second implementation of content-stream.ts, in another language.
  it.each(contentSamples)(
    'makes the published bytes: $name',
    ({ request, contentSha256, sealedStart, sealedSha256 }) => {
      expect(hash('sha256', request.content)).toBe(contentSha256);
      const sealed = sealContentStream(request);
      expect(sealed.toString('hex').slice(0, sealedStart.length)).toBe(sealedStart);
      expect(hash('sha256', sealed)).toBe(sealedSha256);
    },
  );

  const around = [0, 1, 2].flatMap((chunks) => [-1, 0, 1].map((more) => chunks * CHUNK_BYTES + more));
  it.each([...around.filter((size) => size >= 0), 512 * 1024, 3_000_000])(
    'makes of %i bytes what opens to them',
    (size) => {
      const content = randomBytes(size);
      const sealed = sealPattern(size, { content });
      expect(sealed).toHaveLength(countSealedBytes(size));
      expect(openSealed(sealed).equals(content)).toBe(true);
    },
  );

  it('makes what opens to the same content, whatever the key and the context are', () => {
    const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 });
    const requests = fc
      .record({
        contentKey: bytes(32),
        pepper: fc.uint8Array({ minLength: 32, maxLength: 64 }),
        pepperId: fc.nat(255),
        nonce: bytes(12),
        content: fc.oneof(
          fc.uint8Array({ maxLength: 2_000 }),
          fc.integer({ min: 2 * CHUNK_BYTES - 20, max: 2 * CHUNK_BYTES + 20 }).map(patternOf),
        ),
        whose: fc.record({ hostTenantId: fc.uuid(), named: text, callerId: text }),
      })
      .map(({ whose, ...rest }): SealContentRequest => ({ ...rest, context: { ...contentRequest.context, ...whose } }));
    fc.assert(
      fc.property(requests, (request) => openSealed(sealContentStream(request), request).equals(request.content)),
      { numRuns: 100 },
    );
  });

  it('leaves the content as it was and nothing of it in the result', () => {
    const content = Buffer.from('a mail that nobody else may read');
    const sealed = sealPattern(0, { content });
    expect(content.toString()).toBe('a mail that nobody else may read');
    expect(sealed.includes('nobody')).toBe(false);
  });

  it('makes other bytes with every part of another value', () => {
    const changes: Partial<SealContentRequest>[] = [
      {},
      { contentKey: Buffer.alloc(32, 9) },
      { pepper: Buffer.alloc(32, 9) },
      { pepperId: 1 },
      { nonce: Buffer.alloc(12, 9) },
      ...changesOf(contentRequest.context).map(([, context]) => ({ context })),
    ];
    const results = changes.map((change) => sealPattern(100, change).subarray(65).toString('hex'));
    expect(new Set(results).size).toBe(results.length);
  });

  it('seals no two chunks alike', () => {
    const sealed = sealPattern(0, { content: Buffer.alloc(3 * CHUNK_BYTES) }).subarray(65);
    const chunks = [0, 1, 2].map((index) => sealed.subarray(index * 65_536, (index + 1) * 65_536).toString('hex'));
    expect(new Set(chunks).size).toBe(3);
  });

  it.each<[string, Partial<SealContentRequest>]>([
    ['a short key', { contentKey: Buffer.alloc(31) }],
    ['a short pepper', { pepper: Buffer.alloc(31) }],
    ['a short nonce', { nonce: Buffer.alloc(11) }],
    ['a pepper id beyond 8 bits', { pepperId: 256 }],
    ['a context that no content has', { context: { ...contentRequest.context, named: '' } }],
  ])('throws a bug for %s', (_name, change) => {
    expect(() => sealPattern(1, change)).toThrow(RangeError);
  });
});
