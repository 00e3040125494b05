import { createCipheriv } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConnectorError } from '../../../shared/errors.ts';
import {
  deriveKeys,
  encodeContext,
  formatEnvelope,
  formatHeader,
  parseEnvelope,
  type EnvelopeContext,
} from '../../../shared/vault/envelope.ts';
import { openEnvelope, type OpenRequest } from '../../../shared/vault/open.ts';
import { isRefusal, sample, samples } from './envelope-samples.ts';

function open(sealed: Uint8Array, change: Partial<OpenRequest> = {}): Buffer {
  const { context, secret, pepper } = sample;
  return openEnvelope({ envelope: parseEnvelope(sealed), context, secret, pepper, ...change });
}

function isRefused(action: () => unknown): boolean {
  try {
    action();
    return false;
  } catch (error) {
    if (isRefusal(error)) return true;
    throw error;
  }
}

describe('openEnvelope', () => {
  it.each(samples)('opens the published bytes: $name', ({ sealed, context, secret, pepper, plaintext }) => {
    expect(open(sealed, { context, secret, pepper }).equals(plaintext)).toBe(true);
  });

  it('refuses every record of which one bit is another', () => {
    const opened: string[] = [];
    for (const { name, sealed, context, secret, pepper } of samples) {
      for (let bit = 0; bit < sealed.length * 8; bit += 1) {
        const changed = Buffer.from(sealed);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        if (!isRefused(() => open(changed, { context, secret, pepper }))) opened.push(`${name}, bit ${bit}`);
      }
    }
    expect(opened).toEqual([]);
  });

  it('refuses every record that was cut', () => {
    for (let length = 0; length < sample.sealed.length; length += 1) {
      expect(isRefused(() => open(sample.sealed.subarray(0, length)))).toBe(true);
      expect(isRefused(() => open(sample.sealed.subarray(sample.sealed.length - length)))).toBe(true);
    }
  });

  it('refuses every record with something before, behind or in it', () => {
    const cases = fc.record({
      at: fc.nat({ max: sample.sealed.length }),
      extra: fc.uint8Array({ minLength: 1, maxLength: 100 }),
    });
    fc.assert(
      fc.property(cases, ({ at, extra }) => {
        const changed = Buffer.concat([sample.sealed.subarray(0, at), extra, sample.sealed.subarray(at)]);
        expect(isRefused(() => open(changed))).toBe(true);
      }),
    );
  });

  it('refuses whatever is not a sealed record', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => isRefused(() => open(bytes))));
    expect(isRefused(() => open(Buffer.from('{"refreshToken":"clear text"}')))).toBe(true);
  });

  it('refuses every record under a context of which one field is another', () => {
    const fields = Object.keys(sample.context) as (keyof EnvelopeContext)[];
    expect(fields.length).toBe(8);
    for (const field of fields) {
      for (const value of ['', 'x', `${sample.context[field]} `, sample.context[field].toUpperCase()]) {
        if (value === sample.context[field]) continue;
        const context = { ...sample.context, [field]: value };
        expect(
          isRefused(() => open(sample.sealed, { context })),
          `${field} = ${value}`,
        ).toBe(true);
      }
    }
  });

  it('refuses every record under a context of which two fields are swapped or moved into each other', () => {
    const fields = Object.keys(sample.context) as (keyof EnvelopeContext)[];
    for (const one of fields) {
      for (const other of fields) {
        if (one === other) continue;
        const { [one]: first, [other]: second } = sample.context;
        const swapped = { ...sample.context, [one]: second, [other]: first };
        const moved = { ...sample.context, [one]: `${first}${second.slice(0, 1)}`, [other]: second.slice(1) };
        expect(isRefused(() => open(sample.sealed, { context: swapped }))).toBe(true);
        expect(isRefused(() => open(sample.sealed, { context: moved }))).toBe(true);
      }
    }
  });

  it('opens with no part of the authentication tag, however the envelope was taken apart', () => {
    const envelope = parseEnvelope(sample.sealed);
    const { context, secret, pepper } = sample;
    for (const length of [4, 8, 12, 15])
      expect(() =>
        openEnvelope({ envelope: { ...envelope, tag: envelope.tag.subarray(0, length) }, context, secret, pepper }),
      ).toThrow();
  });

  it('refuses another secret and another pepper', () => {
    expect(isRefused(() => open(sample.sealed, { secret: Buffer.alloc(32, 7) }))).toBe(true);
    expect(isRefused(() => open(sample.sealed, { pepper: Buffer.alloc(32, 7) }))).toBe(true);
    expect(isRefused(() => open(sample.sealed, { pepper: Buffer.concat([sample.pepper, Buffer.alloc(1)]) }))).toBe(
      true,
    );
  });

  it('refuses a ciphertext that authenticates under a key the commitment does not name', () => {
    const headerBytes = formatHeader(sample.header);
    const bound = encodeContext(headerBytes, sample.context);
    const { key } = deriveKeys(sample.secret, sample.pepper, sample.nonce, bound);
    const cipher = createCipheriv('aes-256-gcm', key, sample.nonce).setAAD(bound);
    const ciphertext = Buffer.concat([cipher.update('forged'), cipher.final()]);
    const commitment = Buffer.alloc(32);
    const { nonce } = sample;
    const sealed = formatEnvelope({ headerBytes, commitment, nonce, ciphertext, tag: cipher.getAuthTag() });
    expect(isRefused(() => open(sealed))).toBe(true);
  });

  it('says why in the cause and quotes nothing', () => {
    try {
      open(sample.sealed, { context: { ...sample.context, rowKey: 'moved' } });
      expect.unreachable();
    } catch (error) {
      const { cause } = error as ConnectorError;
      expect(cause).toBeInstanceOf(Error);
      expect((cause as Error).message).toBe('another key or another context');
    }
  });
});
