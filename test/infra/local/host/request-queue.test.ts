import { describe, expect, it } from 'vitest';
import { createRequestQueue, type RequestLimits } from '../../../../infra/local/host/request-queue.ts';

/** Work that ends when the test says so; `began` is in order. */
function start(limits: Partial<RequestLimits>) {
  const queue = createRequestQueue({ maxConcurrentRequests: Infinity, maxOutstandingRequests: Infinity, ...limits });
  const began: number[] = [];
  const ends: { end(): void; fail(error: Error): void }[] = [];
  const post = (id: number) =>
    queue(() => {
      began.push(id);
      return new Promise<void>((end, fail) => (ends[id] = { end, fail }));
    });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { began, post, ends, settle };
}

describe('createRequestQueue', () => {
  it('works on so many at once, and on the others in the order in which they came', async () => {
    const { began, post, ends, settle } = start({ maxConcurrentRequests: 2 });
    const posts = [0, 1, 2, 3].map(post);
    expect(began).toEqual([0, 1]);
    ends[1]?.end();
    await settle();
    expect(began).toEqual([0, 1, 2]);
    // Who comes now comes after who waits.
    posts.push(post(4));
    ends[0]?.end();
    await settle();
    expect(began).toEqual([0, 1, 2, 3]);
    for (const id of [2, 3]) ends[id]?.end();
    await settle();
    ends[4]?.end();
    expect(await Promise.all(posts)).toEqual([true, true, true, true, true]);
  });

  it('takes no more than may be there, those under way included, until one has ended', async () => {
    const { began, post, ends } = start({ maxConcurrentRequests: 1, maxOutstandingRequests: 2 });
    const first = post(0);
    const second = post(1);
    expect(await post(2)).toBe(false);
    ends[0]?.end();
    await first;
    const third = post(3);
    expect(await post(4)).toBe(false);
    ends[1]?.end();
    await second;
    ends[3]?.end();
    expect([await third, began]).toEqual([true, [0, 1, 3]]);
  });

  it('goes on after work that fails', async () => {
    const { post, ends, settle } = start({ maxConcurrentRequests: 1 });
    const failed = post(0);
    const next = post(1);
    ends[0]?.fail(new Error('it broke'));
    await expect(failed).rejects.toThrow('it broke');
    await settle();
    ends[1]?.end();
    expect(await next).toBe(true);
  });

  it('holds nobody back without a limit', () => {
    const { began, post } = start({});
    for (let id = 0; id < 1_000; id += 1) void post(id);
    expect(began).toHaveLength(1_000);
  });
});
