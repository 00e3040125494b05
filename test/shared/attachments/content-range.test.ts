import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_BYTES } from '../../../shared/attachment-limits.ts';
import { isWholeCells } from '../../../shared/attachments/cells.ts';
import { parseContentRange } from '../../../shared/attachments/content-range.ts';
import { ConnectorError } from '../../../shared/errors.ts';

const problemOf = (text: string): string => {
  try {
    parseContentRange(text);
    return '';
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.code !== 'invalid_request') throw error;
    expect(error.faults[0]?.pointer).toBe('header:Content-Range');
    return error.faults[0]?.detail ?? '';
  }
};

describe('parseContentRange', () => {
  it('reads every range of whole cells as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 160 * CELL_BYTES }), fc.nat(), fc.nat(), (total, one, other) => {
        const cells = Math.ceil(total / CELL_BYTES);
        const [first = 0, last = 0] = [one % cells, other % cells].sort((a, b) => a - b);
        const [start, end] = [first * CELL_BYTES, Math.min(total, (last + 1) * CELL_BYTES)];
        expect(parseContentRange(`bytes ${start}-${end - 1}/${total}`)).toEqual({ start, end, total });
      }),
    );
  });

  it('takes a range exactly when it is whole cells of the file, whatever the numbers', () => {
    const number = fc.oneof(
      fc.nat({ max: 9 }),
      fc.nat({ max: 2 ** 40 }),
      fc
        .tuple(fc.nat({ max: 150 }), fc.integer({ min: -1, max: 1 }))
        .map(([n, by]) => Math.max(0, n * CELL_BYTES + by)),
    );
    fc.assert(
      fc.property(number, number, number, (first, last, total) => {
        const isSound = first <= last && isWholeCells({ start: first, end: last + 1 }, total);
        expect(problemOf(`bytes ${first}-${last}/${total}`) === '').toBe(isSound);
      }),
      { numRuns: 1_000 },
    );
  });

  it('throws nothing but a fault, whatever the text', () => {
    const parts = fc.constantFrom('bytes', ' ', '-', '/', '*', '0', '1048575', '9'.repeat(20), ',', '\t', 'items', '٣');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts).map((found) => found.join('')),
        ),
        (text) => {
          problemOf(text);
        },
      ),
    );
  });

  it.each([
    ['', 'is not of the form bytes {first}-{last}/{total}, such as bytes 0-1048575/10485760'],
    ['items 0-1/2', 'is not of the form'],
    ['bytes=0-1/2', 'is not of the form'],
    ['bytes 0-1', 'is not of the form'],
    ['bytes 0-0/1, bytes 0-0/1', 'is not of the form'],
    ['bytes -1/2', 'is not of the form'],
    ['bytes 0-/2', 'is not of the form'],
    ['bytes 0-1048575/9999999999999999', 'is not of the form'],
    ['bytes */10', 'does not say which bytes the body holds'],
    ['bytes 0-1048575/*', 'does not say how large the whole file is'],
    ['bytes 2097152-1048575/4194304', 'ends before it begins'],
    ['bytes 0-5/3', 'ends at byte 5, and a file of 3 bytes ends at byte 2'],
    ['bytes 0-0/0', 'ends at byte 0, and a file of 0 bytes has none'],
    ['bytes 1500000-3145727/4194304', 'a piece begins at a multiple of 1048576, such as 1048576 or 2097152'],
    ['bytes 5-9/10', 'begins at byte 5; a piece begins at a multiple of 1048576, such as 0'],
    ['bytes 0-1500000/4194304', 'such as at byte 1048575 or 2097151 or 4194303'],
    ['bytes 0-8/10', 'ends at byte 8; a piece ends before a multiple of 1048576 or with the file, such as at byte 9'],
  ])('says of %j what is expected', (text, detail) => {
    expect(problemOf(text)).toContain(detail);
  });
});
