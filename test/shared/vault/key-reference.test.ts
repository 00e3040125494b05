import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BROWSER_HELD,
  formatKeyLabel,
  formatKeyReference,
  isKeyReference,
  parseKeyReference,
} from '../../../shared/vault/key-reference.ts';

describe('isKeyReference', () => {
  it.each([
    [{ index: 0, version: 'a' }, true],
    [{ index: 15, version: '0123456789abcdefABCDEF-z' }, true],
    [{ index: 0, version: 'a'.repeat(64) }, true],
    [BROWSER_HELD, true],
    [{ index: 16, version: 'a' }, false],
    [{ index: -1, version: 'a' }, false],
    [{ index: 0.5, version: 'a' }, false],
    [{ index: 0, version: '' }, false],
    [{ index: 0, version: 'a'.repeat(65) }, false],
    [{ index: 0, version: '../a' }, false],
    [{ index: 0, version: 'a?b' }, false],
    [{ index: 0, version: 'a\n' }, false],
    [{ index: 255, version: 'a' }, false],
  ])('takes %j: %s', (reference, expected) => {
    expect(isKeyReference(reference)).toBe(expected);
  });
});

describe('formatKeyReference', () => {
  it('writes index, length and version', () => {
    expect(formatKeyReference({ index: 1, version: 'a-9' }).toString('hex')).toBe('0103612d39');
    expect(formatKeyReference(BROWSER_HELD).toString('hex')).toBe('ff00');
  });

  it('throws for what is no reference', () => {
    expect(() => formatKeyReference({ index: 16, version: 'a' })).toThrow(RangeError);
  });
});

describe('parseKeyReference', () => {
  it('reads whatever formatKeyReference wrote, and where it ends', () => {
    const references = fc.record({
      index: fc.nat({ max: 15 }),
      version: fc.stringMatching(/^[0-9A-Za-z-]{1,64}$/),
    });
    fc.assert(
      fc.property(references, fc.uint8Array({ maxLength: 8 }), (reference, behind) => {
        const bytes = Buffer.concat([Buffer.alloc(2), formatKeyReference(reference), behind]);
        expect(parseKeyReference(bytes, 2)).toEqual({ reference, end: bytes.length - behind.length });
      }),
    );
  });

  it('reads a reference that ends with the bytes', () => {
    expect(parseKeyReference(Buffer.from('ff00', 'hex'), 0)).toEqual({ reference: BROWSER_HELD, end: 2 });
    expect(parseKeyReference(Buffer.from('00000141', 'hex'), 1)).toEqual({
      reference: { index: 0, version: 'A' },
      end: 4,
    });
  });

  it('reads nothing from bytes that hold no reference', () => {
    for (const hex of ['', '00', 'ff', '0001', '000241', '100141', '000100', 'ff0141'])
      expect(parseKeyReference(Buffer.from(hex, 'hex'), 0), hex).toBeUndefined();
  });
});

describe('formatKeyLabel', () => {
  it('writes index and version', () => {
    expect(formatKeyLabel({ index: 1, version: 'abc' })).toBe('1.abc');
  });
});
