import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTENT_MAX_BYTES } from '../../../shared/content-limits.ts';
import {
  buildChunkNonce,
  checkContentContext,
  CHUNK_BYTES,
  countChunks,
  countSealedBytes,
  encodeContentContext,
  formatContentHeader,
  parseSealedContent,
  type ContentContext,
} from '../../../shared/vault/content-stream.ts';
import { SEALED_MAX_BYTES } from '../../../shared/vault/envelope.ts';
import { contentRequest, contentSamples, sealPattern } from './content-samples.ts';
import { isRefusal } from './envelope-samples.ts';

const { context } = contentRequest;
const sealed = sealPattern(CHUNK_BYTES + 5);

function reasonOf(bytes: Uint8Array): string {
  try {
    parseSealedContent(bytes);
    return 'none';
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return ((error as Error).cause as Error).message;
  }
}

function withNumber(offset: number, value: number, bytes: Buffer = sealed): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt32BE(value, offset);
  return changed;
}

describe('countSealedBytes', () => {
  it.each([
    [0, 1, 81],
    [1, 1, 82],
    [CHUNK_BYTES, 1, 65_601],
    [CHUNK_BYTES + 1, 2, 65_618],
    [512 * 1024, 9, 524_497],
    [CONTENT_MAX_BYTES, 2_561, 167_813_201],
  ])('of %i bytes in %i chunks is %i', (contentBytes, chunks, expected) => {
    expect([countChunks(contentBytes), countSealedBytes(contentBytes)]).toEqual([chunks, expected]);
  });

  it('leaves no chunk larger than a table property', () => {
    expect(CHUNK_BYTES + 16).toBe(SEALED_MAX_BYTES);
  });
});

describe('parseSealedContent', () => {
  it.each(contentSamples)('reads the header of $name', ({ request, sealedStart }) => {
    const { pepperId, nonce, content } = request;
    const bytes = Buffer.alloc(countSealedBytes(content.length));
    bytes.set(Buffer.from(sealedStart, 'hex').subarray(0, bytes.length));
    const parsed = parseSealedContent(bytes);
    expect(parsed.header).toEqual({ pepperId, day: request.context.day, contentBytes: content.length });
    expect([parsed.nonce.equals(nonce), parsed.headerBytes.length, parsed.commitment.length]).toEqual([true, 21, 32]);
  });

  it('reads bytes that are a part of a larger buffer', () => {
    const around = Buffer.concat([Buffer.alloc(7), sealed, Buffer.alloc(9)]);
    const part = new Uint8Array(around.buffer, around.byteOffset + 7, sealed.length);
    expect(parseSealedContent(part).header.contentBytes).toBe(CHUNK_BYTES + 5);
  });

  it('refuses what it does not know, before anything is computed', () => {
    const withByte = (offset: number, value: number) => Object.assign(Buffer.from(sealed), { [offset]: value });
    expect(reasonOf(Buffer.alloc(0))).toBe('unknown version of content');
    expect(reasonOf(sealed.subarray(0, 1))).toBe('unknown suite of content');
    for (const length of [2, 20, 64]) expect(reasonOf(sealed.subarray(0, length))).toBe('too short');
    expect(reasonOf(sealed.subarray(0, 65))).toBe('cut or extended');
    for (const version of [0, 2, 255]) expect(reasonOf(withByte(0, version))).toBe('unknown version of content');
    for (const suite of [0, 2, 255]) expect(reasonOf(withByte(1, suite))).toBe('unknown suite of content');
  });

  it('refuses numbers that do not fit each other or the bytes', () => {
    expect(reasonOf(withNumber(13, 1))).toBe('not as many chunks as it is long');
    expect(reasonOf(withNumber(13, 3))).toBe('not as many chunks as it is long');
    expect(reasonOf(withNumber(13, 0, sealPattern(0)))).toBe('not as many chunks as it is long');
    expect(reasonOf(withNumber(17, CHUNK_BYTES + 4))).toBe('cut or extended');
    expect(reasonOf(withNumber(17, CONTENT_MAX_BYTES))).toBe('not as many chunks as it is long');
    expect(reasonOf(withNumber(17, CONTENT_MAX_BYTES + 1))).toBe('too long');
    expect(reasonOf(sealed.subarray(0, -1))).toBe('cut or extended');
    expect(reasonOf(Buffer.concat([sealed, Buffer.alloc(1)]))).toBe('cut or extended');
  });

  it('takes any bytes apart or refuses them', () => {
    const starts = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([Buffer.from([1, 1]), bytes]));
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), starts), (bytes) => reasonOf(bytes) !== ''));
  });
});

describe('formatContentHeader', () => {
  it('throws for what its fields cannot hold', () => {
    const header = { pepperId: 0, day: context.day, contentBytes: 0 };
    expect(formatContentHeader({ ...header, contentBytes: CONTENT_MAX_BYTES })).toHaveLength(21);
    for (const change of [{ pepperId: 256 }, { pepperId: -1 }, { contentBytes: CONTENT_MAX_BYTES + 1 }])
      expect(() => formatContentHeader({ ...header, ...change })).toThrow(RangeError);
  });
});

describe('buildChunkNonce', () => {
  it('is of the content, the number and whether it is the last', () => {
    const nonce = Buffer.from('a0a1a2a3a4a5a6a7a8a9aaab', 'hex');
    expect(buildChunkNonce(nonce, 0, false).toString('hex')).toBe('a0a1a2a3a4a5a60000000000');
    expect(buildChunkNonce(nonce, 258, true).toString('hex')).toBe('a0a1a2a3a4a5a60000010201');
  });

  it('is another for each chunk', () => {
    const places = fc.record({ index: fc.nat(3_000), isLast: fc.boolean() });
    const nonceAt = ({ index, isLast }: { index: number; isLast: boolean }) =>
      buildChunkNonce(contentRequest.nonce, index, isLast).toString('hex');
    fc.assert(
      fc.property(places, places, (one, two) => {
        const isSame = one.index === two.index && one.isLast === two.isLast;
        return (nonceAt(one) === nonceAt(two)) === isSame;
      }),
    );
  });
});

describe('checkContentContext and encodeContentContext', () => {
  it.each<[string, Partial<ContentContext>]>([
    ['a tenant in upper case', { hostTenantId: 'C0A7050C-0000-4000-8000-000000000001' }],
    ['no tenant', { hostTenantId: '' }],
    ['no day', { day: '' }],
    ['a day that is none', { day: '2026-02-30' }],
    ['a time', { day: '2026-11-24T00:00:00.000Z' }],
    ['a short message id', { messageId: 'ab' }],
    ['nobody', { named: '' }],
    ['half a character', { named: '\ud800' }],
    ['no caller', { callerId: '' }],
  ])('throws a bug, not an outcome, for %s', (_name, change) => {
    expect(() => checkContentContext({ ...context, ...change })).toThrow(RangeError);
  });

  it('has other bytes for every two contexts', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 });
    const contexts = fc.record({ named: text, callerId: text }).map((of) => ({ ...context, ...of }));
    fc.assert(
      fc.property(contexts, contexts, (one, two) => {
        const isSame = one.named === two.named && one.callerId === two.callerId;
        const [first, second] = [one, two].map((of) => encodeContentContext(Buffer.alloc(21), of).toString('hex'));
        return (first === second) === isSame;
      }),
    );
  });
});
