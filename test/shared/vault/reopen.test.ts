import { describe, expect, it } from 'vitest';
import { parseEnvelope, type EnvelopeContext } from '../../../shared/vault/envelope.ts';
import { createReopen } from '../../../shared/vault/reopen.ts';
import { isRefusal, sample } from './envelope-samples.ts';

const { context, secret, pepper, plaintext } = sample;

/** Opens bytes with one memory, in which the sample is. */
function rememberSample() {
  const reopen = createReopen();
  const open = (sealed: Uint8Array, change: Partial<typeof given> = {}) =>
    reopen(sealed, { envelope: parseEnvelope(sealed), ...given, ...change });
  const given = { context, secret, pepper };
  const first = open(sample.sealed);
  const refused = (...args: Parameters<typeof open>): boolean => {
    try {
      open(...args);
      return false;
    } catch (error) {
      if (isRefusal(error)) return true;
      throw error;
    }
  };
  return { open, refused, first };
}

describe('createReopen', () => {
  it('opens a record once, and gives its content again for equal bytes', () => {
    const { open, first } = rememberSample();
    expect(first.equals(plaintext)).toBe(true);
    expect(open(Buffer.from(sample.sealed), { context: { ...context } })).toBe(first);
  });

  it('refuses every record of which one byte is another, and still has the first', () => {
    const { open, refused, first } = rememberSample();
    for (let at = 0; at < sample.sealed.length; at += 1) {
      const changed = Buffer.from(sample.sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect({ at, isRefused: refused(changed) }).toEqual({ at, isRefused: true });
    }
    expect(refused(sample.sealed.subarray(0, -1))).toBe(true);
    expect(open(sample.sealed)).toBe(first);
  });

  it.each(Object.keys(context) as (keyof EnvelopeContext)[])('refuses the same bytes under another %s', (field) => {
    const { refused } = rememberSample();
    expect(refused(sample.sealed, { context: { ...context, [field]: `${context[field]}0` } })).toBe(true);
  });

  it('opens anew with another copy of the key or the pepper, and refuses other ones', () => {
    const { open, refused, first } = rememberSample();
    for (const change of [{ secret: Buffer.from(secret) }, { pepper: Buffer.from(pepper) }]) {
      const again = open(sample.sealed, change);
      expect(again).not.toBe(first);
      expect(again.equals(plaintext)).toBe(true);
    }
    expect(refused(sample.sealed, { secret: Buffer.alloc(secret.length, 1) })).toBe(true);
    expect(refused(sample.sealed, { pepper: Buffer.alloc(pepper.length, 1) })).toBe(true);
  });

  it('keeps what it opened when the bytes it was given are changed afterwards', () => {
    const reopen = createReopen();
    const bytes = Buffer.from(sample.sealed);
    reopen(bytes, { envelope: parseEnvelope(bytes), context, secret, pepper });
    bytes.fill(0);
    const request = { envelope: parseEnvelope(sample.sealed), context, secret, pepper };
    expect(reopen(sample.sealed, request).equals(plaintext)).toBe(true);
    const again = Buffer.alloc(bytes.length);
    expect(() => reopen(again, { ...request, envelope: parseEnvelope(again) })).toThrow();
  });
});
