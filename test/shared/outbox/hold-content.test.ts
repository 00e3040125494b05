import { describe, expect, it } from 'vitest';
import { createHoldContent } from '../../../shared/outbox/hold-content.ts';

/** Contents of these sizes, each held until its `end` is called; `open` lists those that are held now. */
function hold(sizes: number[], maximumBytes = 10) {
  const holdContent = createHoldContent(maximumBytes);
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
});
