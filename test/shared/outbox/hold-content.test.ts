import { describe, expect, it } from 'vitest';
import { createHoldContent, type ContentBudget } from '../../../shared/outbox/hold-content.ts';

/** Contents of these sizes, each held until its `end` is called; `open` lists those that are held now. `usual`: the budget of a process. */
function hold(sizes: number[], budget: ContentBudget | 'usual' = { bytes: 10, reservedBytes: 0, smallBytes: 0 }) {
  const holdContent = budget === 'usual' ? createHoldContent() : createHoldContent(budget);
  const open: number[] = [];
  const ends = sizes.map(() => Promise.withResolvers<void>());
  const runs = sizes.map((bytes, index) =>
    holdContent(bytes, async () => {
      open.push(index);
      await ends[index]!.promise.finally(() => open.splice(open.indexOf(index), 1));
      return index;
    }),
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    open,
    runs,
    settle,
    async end(index: number) {
      ends[index]!.resolve();
      await settle();
    },
    async fail(index: number) {
      ends[index]!.reject(new Error('no'));
      await expect(runs[index]).rejects.toThrow('no');
      await settle();
    },
  };
}

describe('createHoldContent', () => {
  it('holds what fits at once, and lets the rest follow in its order', async () => {
    const { open, runs, settle, end } = hold([4, 4, 4, 1]);
    await settle();
    // The small one waits its turn, too, or a large one would wait for ever.
    expect(open).toEqual([0, 1]);
    await end(1);
    expect(open).toEqual([0, 2, 3]);
    await Promise.all([end(0), end(2), end(3)]);
    expect(await Promise.all(runs)).toEqual([0, 1, 2, 3]);
  });

  it('gives the room of one that failed to the next', async () => {
    const { open, settle, fail } = hold([8, 8]);
    await settle();
    expect(open).toEqual([0]);
    await fail(0);
    expect(open).toEqual([1]);
  });

  it('lets one that is larger than the budget go alone', async () => {
    const { open, settle, end } = hold([1, 20, 1]);
    await settle();
    expect(open).toEqual([0]);
    await end(0);
    expect(open).toEqual([1]);
    await end(1);
    expect(open).toEqual([2]);
  });

  const parted = { bytes: 20, reservedBytes: 6, smallBytes: 2 };

  it('lets small ones by large ones that wait, in their order and within their part', async () => {
    const { open, settle, end } = hold([7, 7, 7, 2, 2, 2, 2, 1], parted);
    await settle();
    expect(open).toEqual([0, 1, 3, 4, 5]);
    await end(4);
    expect(open).toEqual([0, 1, 3, 5, 6]);
    await end(0);
    // More than their part only while no large one waits.
    expect(open).toEqual([1, 3, 5, 6, 2]);
    await end(1);
    expect(open).toEqual([3, 5, 6, 2, 7]);
  });

  it('lets small ones have everything while there is no large one, which then waits for what is beyond their part', async () => {
    const { open, settle, end } = hold([...Array.from({ length: 10 }, () => 2), 14, 2], parted);
    await settle();
    expect(open).toHaveLength(10);
    for (let index = 0; index < 6; index++) await end(index);
    // Four of two bytes are beyond six, so neither goes.
    expect(open).toEqual([6, 7, 8, 9]);
    await end(6);
    expect(open).toEqual([7, 8, 9, 10]);
    await end(7);
    expect(open).toEqual([8, 9, 10, 11]);
  });

  it('keeps neither waiting for ever, and never holds more than there may be', async () => {
    const holdContent = createHoldContent(parted);
    let [held, most, done] = [0, 0, 0];
    const begun: number[] = [];
    const sizes = Array.from({ length: 400 }, (_, index) => (index % 7 === 3 ? 5 + (index % 10) : 1 + (index % 2)));
    await Promise.all(
      sizes.map((bytes, index) =>
        holdContent(bytes, async () => {
          begun.push(index);
          held += bytes;
          most = Math.max(most, held);
          for (let turn = 0; turn <= index % 3; turn++) await Promise.resolve();
          held -= bytes;
          done += 1;
        }),
      ),
    );
    expect([done, most <= 20]).toEqual([400, true]);
    for (const isSmall of [true, false]) {
      const lane = begun.filter((index) => (sizes[index] ?? 0) <= 2 === isSmall);
      expect(lane).toEqual(lane.toSorted((one, other) => one - other));
    }
  });

  it('holds three of the largest messages, and beside them small ones of other mailboxes', async () => {
    const [largest, usual] = [4 * 1024 * 1024, 100 * 1024];
    const { open, settle } = hold([largest, largest, largest, largest, usual, usual], 'usual');
    await settle();
    expect(open).toEqual([0, 1, 2, 4, 5]);
  });
});
