import { createCipheriv, hash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConnectorError } from '../../../shared/errors.ts';
import {
  buildChunkNonce,
  CHUNK_BYTES,
  encodeContentContext,
  formatContentHeader,
  parseSealedContent,
} from '../../../shared/vault/content-stream.ts';
import { deriveKeys } from '../../../shared/vault/envelope.ts';
import { openContentStream } from '../../../shared/vault/open-content.ts';
import { sealContentStream } from '../../../shared/vault/seal-content.ts';
import {
  changesOf,
  contentRequest,
  contentSamples,
  isContentRefused,
  openSealed,
  patternOf,
  sealPattern,
} from './content-samples.ts';

const START = 65;
const SEALED_CHUNK_BYTES = 65_536;

/** Four chunks, the last as long as the others, so that none is told by its length. */
const whole = sealPattern(4 * CHUNK_BYTES);
const chunkOf = (sealed: Buffer, index: number) =>
  sealed.subarray(START + index * SEALED_CHUNK_BYTES).subarray(0, SEALED_CHUNK_BYTES);

/** The stream with these chunks of `whole`, and numbers that fit them where `isPatched`. */
function rebuild(order: readonly number[], isPatched: boolean): Buffer {
  const sealed = Buffer.concat([whole.subarray(0, START), ...order.map((index) => chunkOf(whole, index))]);
  if (isPatched) {
    sealed.writeUInt32BE(order.length, 13);
    sealed.writeUInt32BE(order.length * CHUNK_BYTES, 17);
  }
  return sealed;
}

function flip(sealed: Buffer, bit: number): Buffer {
  const changed = Buffer.from(sealed);
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return changed;
}

describe('openContentStream', () => {
  it.each(contentSamples)('opens the published bytes: $name', ({ request, contentSha256 }) => {
    expect(hash('sha256', openSealed(sealContentStream(request), request))).toBe(contentSha256);
  });

  it('opens with no part of an authentication tag, however the content was taken apart', () => {
    const sealed = parseSealedContent(sealPattern(0));
    const { context, contentKey, pepper } = contentRequest;
    for (const length of [4, 8, 12, 15])
      expect(() =>
        openContentStream({
          sealed: { ...sealed, chunks: sealed.chunks.subarray(0, length) },
          context,
          contentKey,
          pepper,
        }),
      ).toThrow();
  });

  it('refuses content of which one bit is another, wherever it is', () => {
    const short = sealPattern(100);
    for (const sealed of [short, sealPattern(0)])
      for (let bit = 0; bit < sealed.length * 8; bit += 1)
        expect({ bit, isRefused: isContentRefused(flip(sealed, bit)) }).toEqual({ bit, isRefused: true });
    const bits = fc.nat(whole.length * 8 - 1);
    fc.assert(
      fc.property(bits, (bit) => isContentRefused(flip(whole, bit))),
      { numRuns: 150 },
    );
    const edges = [0, 1, 2, 3].flatMap((index) => {
      const start = START + index * SEALED_CHUNK_BYTES;
      return [start, start + CHUNK_BYTES - 1, start + CHUNK_BYTES, start + SEALED_CHUNK_BYTES - 1];
    });
    for (const at of edges) expect(isContentRefused(flip(whole, at * 8))).toBe(true);
  });

  it('refuses chunks that are doubled, left out, added or in another order', () => {
    const orders = fc.array(fc.nat(3), { minLength: 0, maxLength: 6 }).filter((order) => order.join() !== '0,1,2,3');
    fc.assert(
      fc.property(orders, fc.boolean(), (order, isPatched) => isContentRefused(rebuild(order, isPatched))),
      { numRuns: 150 },
    );
    // Those in which nothing else is changed: as many and as long as before.
    for (const order of [
      [1, 0, 2, 3],
      [0, 1, 3, 2],
      [3, 1, 2, 0],
      [0, 0, 2, 3],
      [0, 1, 2, 2],
      [3, 3, 3, 3],
    ])
      expect([order, isContentRefused(rebuild(order, false))]).toEqual([order, true]);
    expect(openSealed(rebuild([0, 1, 2, 3], true)).equals(patternOf(4 * CHUNK_BYTES))).toBe(true);
  });

  it('refuses content that was cut or extended anywhere', () => {
    const short = sealPattern(100);
    for (let length = 0; length < short.length; length += 1) {
      expect(isContentRefused(short.subarray(0, length))).toBe(true);
      expect(isContentRefused(short.subarray(short.length - length))).toBe(true);
    }
    const extra = fc.record({ at: fc.nat(short.length), bytes: fc.uint8Array({ minLength: 1, maxLength: 50 }) });
    fc.assert(
      fc.property(extra, ({ at, bytes }) =>
        isContentRefused(Buffer.concat([short.subarray(0, at), bytes, short.subarray(at)])),
      ),
    );
  });

  it('refuses a chunk of another content, be it of the same message', () => {
    const others = [
      sealPattern(4 * CHUNK_BYTES, { nonce: Buffer.alloc(12, 7) }),
      // The same nonce by accident.
      ...changesOf(contentRequest.context).map(([, context]) => sealPattern(4 * CHUNK_BYTES, { context })),
    ];
    for (const other of others)
      for (const index of [0, 3]) {
        const mixed = Buffer.from(whole);
        mixed.set(chunkOf(other, index), START + index * SEALED_CHUNK_BYTES);
        expect(isContentRefused(mixed)).toBe(true);
      }
  });

  it.each(changesOf(contentRequest.context))('refuses to open as that of %s', (_name, context) => {
    expect(isContentRefused(whole, { context })).toBe(true);
  });

  it('refuses another key and another pepper', () => {
    expect(isContentRefused(whole, { contentKey: Buffer.alloc(32, 7) })).toBe(true);
    expect(isContentRefused(whole, { pepper: Buffer.alloc(32, 7) })).toBe(true);
  });

  /** As sealContentStream, but wrong in one point that the numbers of the header do not tell. */
  function forge({ commit = true, isLastMarked = true, isBound = true } = {}): Buffer {
    const { context, contentKey, pepper, nonce, content } = contentRequest;
    const headerBytes = formatContentHeader({ pepperId: 0, day: context.day, contentBytes: content.length });
    const bound = encodeContentContext(headerBytes, context);
    const { key, commitment } = deriveKeys(contentKey, pepper, nonce, bound);
    const cipher = createCipheriv('aes-256-gcm', key, buildChunkNonce(nonce, 0, isLastMarked));
    cipher.setAAD(isBound ? bound : Buffer.alloc(0));
    const chunk = Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
    return Buffer.concat([headerBytes, commit ? commitment : Buffer.alloc(32), nonce, chunk]);
  }

  it('refuses chunks that authenticate under a key the commitment does not name', () => {
    expect(openSealed(forge()).equals(contentRequest.content)).toBe(true);
    expect(isContentRefused(forge({ commit: false }))).toBe(true);
  });

  it('refuses a last chunk that was not sealed as the last, and one that was not bound to the context', () => {
    expect(isContentRefused(forge({ isLastMarked: false }))).toBe(true);
    expect(isContentRefused(forge({ isBound: false }))).toBe(true);
  });

  it('hands out nothing before the last chunk is verified', () => {
    const spoilt = flip(whole, (whole.length - 1) * 8);
    let opened: Buffer | undefined;
    expect(() => {
      opened = openSealed(spoilt);
    }).toThrow('sealed_record_refused');
    expect(opened).toBeUndefined();
  });

  it('says why in the cause and quotes nothing', () => {
    const { context, contentKey, pepper } = contentRequest;
    expect(parseSealedContent(whole).header.day).toBe(context.day);
    try {
      openSealed(whole, { context: { ...context, callerId: 'moved' }, contentKey, pepper });
      expect.unreachable();
    } catch (error) {
      expect(((error as ConnectorError).cause as Error).message).toBe('another key or another context');
    }
  });
});
