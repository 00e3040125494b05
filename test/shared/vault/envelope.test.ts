import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deriveKeys,
  encodeContext,
  encodeList,
  formatEnvelope,
  formatHeader,
  parseEnvelope,
  SEALED_MAX_BYTES,
} from '../../../shared/vault/envelope.ts';
import { BROWSER_HELD } from '../../../shared/vault/key-reference.ts';
import { isRefusal, sample, samples } from './envelope-samples.ts';

function reasonOf(sealed: Uint8Array): string {
  try {
    parseEnvelope(sealed);
    return 'none';
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return ((error as Error).cause as Error).message;
  }
}

const withByte = (offset: number, value: number) => {
  const changed = Buffer.from(sample.sealed);
  changed[offset] = value;
  return changed;
};

describe('parseEnvelope', () => {
  it.each(samples)('reads the header of $name', ({ sealed, header, nonce, plaintext }) => {
    const envelope = parseEnvelope(sealed);
    expect(envelope.header).toEqual(header);
    expect(envelope.nonce.equals(nonce)).toBe(true);
    expect(envelope.ciphertext.length).toBe(plaintext.length);
    expect(envelope.tag.length).toBe(16);
  });

  it('reads bytes that are a part of a larger buffer', () => {
    const around = Buffer.concat([Buffer.alloc(7), sample.sealed, Buffer.alloc(9)]);
    const part = new Uint8Array(around.buffer, around.byteOffset + 7, sample.sealed.length);
    expect(parseEnvelope(part).header).toEqual(sample.header);
  });

  it('refuses what it does not know, before anything is computed', () => {
    expect(reasonOf(Buffer.alloc(0))).toBe('unknown version');
    expect(reasonOf(sample.sealed.subarray(0, 1))).toBe('unknown suite');
    expect(reasonOf(sample.sealed.subarray(0, 2))).toBe('unknown key reference');
    expect(reasonOf(withByte(0, 0))).toBe('unknown version');
    expect(reasonOf(withByte(0, 2))).toBe('unknown version');
    expect(reasonOf(withByte(1, 0))).toBe('unknown suite');
    expect(reasonOf(withByte(1, 2))).toBe('unknown suite');
    expect(reasonOf(withByte(2, 16))).toBe('unknown key reference');
    expect(reasonOf(withByte(2, 254))).toBe('unknown key reference');
    expect(reasonOf(withByte(2, 255))).toBe('unknown key reference');
    expect(reasonOf(withByte(3, 0))).toBe('unknown key reference');
    expect(reasonOf(withByte(3, 65))).toBe('unknown key reference');
    expect(reasonOf(withByte(4, 0x2f))).toBe('unknown key reference');
    expect(reasonOf(withByte(4, 0xe4))).toBe('unknown key reference');
  });

  it('reads as much as fits a property, and nothing that is longer', () => {
    const whole = Buffer.alloc(SEALED_MAX_BYTES + 1);
    whole.set(sample.sealed);
    expect(reasonOf(whole.subarray(0, SEALED_MAX_BYTES))).toBe('none');
    expect(reasonOf(whole)).toBe('too long');
  });

  it('refuses a record without room for commitment, nonce and tag', () => {
    const headerLength = formatHeader(sample.header).length;
    const least = headerLength + 32 + 12 + 16;
    expect(reasonOf(sample.sealed.subarray(0, least - 1))).toBe('too short');
    expect(parseEnvelope(sample.sealed.subarray(0, least)).ciphertext.length).toBe(0);
  });
});

describe('formatEnvelope', () => {
  it('puts together what parseEnvelope took apart', () => {
    for (const { sealed } of samples) expect(formatEnvelope(parseEnvelope(sealed)).equals(sealed)).toBe(true);
  });
});

describe('formatHeader', () => {
  it('writes version, suite, key reference, pepper id and generation in that order', () => {
    const header = { key: { index: 3, version: 'aZ-9' }, pepperId: 2, generation: 0x01020304 };
    expect(formatHeader(header).toString('hex')).toBe(`01010304${Buffer.from('aZ-9').toString('hex')}0201020304`);
    expect(formatHeader({ key: BROWSER_HELD, pepperId: 0, generation: 0 }).toString('hex')).toBe('0101ff000000000000');
  });
});

describe('encodeContext', () => {
  it('gives no two contexts the same bytes', () => {
    const texts = fc.array(fc.string({ maxLength: 3 }), { minLength: 8, maxLength: 8 });
    const encode = ([a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '']: string[]) =>
      encodeContext(Buffer.alloc(0), {
        hostTenantId: a,
        hostObjectId: b,
        homeTenantId: c,
        homeObjectId: d,
        table: e,
        partitionKey: f,
        rowKey: g,
        purpose: h,
      }).toString('hex');
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        expect(encode(one) === encode(other)).toBe(one.join('\0') === other.join('\0'));
      }),
    );
  });
});

describe('encodeList', () => {
  it('writes the length of each part in four bytes before it', () => {
    expect(encodeList([Buffer.from('ab'), Buffer.alloc(0), Buffer.alloc(256)]).toString('hex')).toBe(
      `0000000261620000000000000100${'00'.repeat(256)}`,
    );
  });
});

describe('deriveKeys', () => {
  it('gives a key and a commitment of 32 bytes that have nothing in common', () => {
    const { key, commitment } = deriveKeys(sample.secret, sample.pepper, sample.nonce, Buffer.from('context'));
    expect([key.symmetricKeySize, commitment.length]).toEqual([32, 32]);
    expect(key.export().equals(commitment)).toBe(false);
  });
});
