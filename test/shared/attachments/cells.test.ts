import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_BYTES } from '../../../shared/attachment-limits.ts';
import { countCells, isWholeCells, listCells, listMissing, rangeOfCell } from '../../../shared/attachments/cells.ts';

const size = fc.oneof(
  fc.nat({ max: 160 * CELL_BYTES }),
  fc.nat({ max: 160 }).map((cells) => cells * CELL_BYTES),
  fc.nat({ max: 3 }),
);

describe('the cells of a file', () => {
  it('follow one another without a gap, and hold all of it', () => {
    fc.assert(
      fc.property(size, (bytes) => {
        let end = 0;
        for (let index = 0; index < countCells(bytes); index += 1) {
          const cell = rangeOfCell(bytes, index);
          expect(cell.start).toBe(end);
          expect(cell.end - cell.start).toBeLessThanOrEqual(CELL_BYTES);
          expect(isWholeCells(cell, bytes)).toBe(true);
          ({ end } = cell);
        }
        expect(end).toBe(bytes);
      }),
    );
  });

  it('are listed for a range so that they hold it, and no more of them', () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), (bytes, one, other) => {
        const [start = 0, end = 0] = [one % (bytes + 1), other % (bytes + 1)].sort((a, b) => a - b);
        const cells = listCells({ start, end });
        expect(rangeOfCell(bytes, cells[0]!).start).toBeLessThanOrEqual(start);
        if (end > start) {
          expect(rangeOfCell(bytes, cells.at(-1)!).end).toBeGreaterThanOrEqual(end);
          expect(rangeOfCell(bytes, cells.at(-1)!).start).toBeLessThan(end);
        }
        expect(cells).toEqual(Array.from(cells, (_, index) => cells[0]! + index));
      }),
    );
  });

  it('are one for an empty file', () => {
    expect([countCells(0), listCells({ start: 0, end: 0 }), rangeOfCell(0, 0)]).toEqual([1, [0], { start: 0, end: 0 }]);
  });
});

describe('listMissing', () => {
  it('names each byte of a cell that is not there once, in ascending order, and no other', () => {
    fc.assert(
      fc.property(size, fc.infiniteStream(fc.boolean()), (bytes, isThere) => {
        const all = Array.from({ length: countCells(bytes) }, (_, index) => index);
        const present = all.filter(() => isThere.next().value);
        const missing = listMissing(bytes, present);
        const cells = missing.flatMap((range) => listCells(range));
        expect([...present, ...cells].sort((one, other) => one - other)).toEqual(all);
        for (const [index, range] of missing.entries()) {
          expect(isWholeCells(range, bytes)).toBe(true);
          if (index > 0) expect(range.start).toBeGreaterThan(missing[index - 1]!.end);
        }
      }),
    );
  });
});
