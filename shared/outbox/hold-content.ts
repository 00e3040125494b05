/**
 * The contents that this process holds at once, from opening one to Graph's answer, so that large ones cannot fill its memory.
 *
 * What is beyond the budget waits for its turn, in the order in which it came, with nothing but its row in memory. One that is larger
 * than the whole budget goes alone. Nobody is refused, and nothing is told of the order to other processes.
 */
import { CONTENTS_MAX_BYTES } from '../waiting-limits.ts';

/** Runs `use` when there is room for so many bytes, and keeps them until it has ended. Throws as `use`. */
export type HoldContent = <Result>(bytes: number, use: () => Promise<Result>) => Promise<Result>;

export function createHoldContent(maximumBytes = CONTENTS_MAX_BYTES): HoldContent {
  const waiting: { bytes: number; begin: () => void }[] = [];
  let held = 0;

  function advance(): void {
    for (let [next] = waiting; next && (held === 0 || held + next.bytes <= maximumBytes); [next] = waiting) {
      waiting.shift();
      held += next.bytes;
      next.begin();
    }
  }

  return async (bytes, use) => {
    await new Promise<void>((begin) => {
      waiting.push({ bytes, begin });
      advance();
    });
    try {
      return await use();
    } finally {
      held -= bytes;
      advance();
    }
  };
}
