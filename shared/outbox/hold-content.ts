/**
 * The contents that this process holds at once, from opening one to Graph's answer, so that large ones cannot fill its memory.
 *
 * What is beyond the budget waits for its turn, with nothing but its row in memory: large and small ones each in the order in which they
 * came. Large ones leave a part of the budget to small ones, which wait behind them only for more than that part, so that neither keeps the
 * other waiting for ever. One that is larger than its part goes as the only large one. Nobody is refused, and nothing is told of the order
 * to other processes.
 */
import { CONTENT_SMALL_BYTES, CONTENTS_MAX_BYTES, CONTENTS_RESERVED_BYTES } from '../waiting-limits.ts';

/** Runs `use` when there is room for so many bytes, and keeps them until it has ended. Throws as `use`. */
export type HoldContent = <Result>(bytes: number, use: () => Promise<Result>) => Promise<Result>;

export interface ContentBudget {
  bytes: number;
  /** Of these, for contents of at most `smallBytes` alone. */
  reservedBytes: number;
  smallBytes: number;
}

const usual: ContentBudget = {
  bytes: CONTENTS_MAX_BYTES,
  reservedBytes: CONTENTS_RESERVED_BYTES,
  smallBytes: CONTENT_SMALL_BYTES,
};

interface Lane {
  held: number;
  waiting: { bytes: number; begin: () => void }[];
  fits(bytes: number): boolean;
}

export function createHoldContent({ bytes: maximum, reservedBytes, smallBytes }: ContentBudget = usual): HoldContent {
  const small: Lane = {
    held: 0,
    waiting: [],
    fits: (bytes) => small.held + bytes <= reservedBytes || (!isLargeWaiting() && isRoom(bytes + small.held)),
  };
  const large: Lane = {
    held: 0,
    waiting: [],
    // Beyond their part small ones end before a large one begins, and no new ones come between.
    fits: (bytes) =>
      isRoom(bytes + Math.max(small.held, reservedBytes)) || (large.held === 0 && small.held <= reservedBytes),
  };
  const isRoom = (bytes: number) => large.held + bytes <= maximum;
  const isLargeWaiting = () => large.waiting.length > 0;

  function advance(): void {
    for (const lane of [large, small])
      for (let [next] = lane.waiting; next && lane.fits(next.bytes); [next] = lane.waiting) {
        lane.waiting.shift();
        lane.held += next.bytes;
        next.begin();
      }
  }

  return async (bytes, use) => {
    const lane = bytes <= smallBytes ? small : large;
    await new Promise<void>((begin) => {
      lane.waiting.push({ bytes, begin });
      advance();
    });
    try {
      return await use();
    } finally {
      lane.held -= bytes;
      advance();
    }
  };
}
