import { describe, expect, it, vi } from 'vitest';
import { createDrain } from '../../functions/drain.ts';
import { DRAIN_MAX_MILLISECONDS } from '../../shared/limits.ts';
import { invoke, respondTo } from './invoke.ts';

/** A route whose answer waits, and whether the process has ended. */
function setUp() {
  const drain = createDrain();
  const work = Promise.withResolvers<void>();
  let begun = 0;
  const POST = async () => {
    begun += 1;
    await work.promise;
    return { response: { status: 200 } };
  };
  const call = () => invoke(respondTo({ POST }, undefined, undefined, undefined, drain), 'POST');
  const state = { hasEnded: false };
  const end = () => drain.end().then(() => (state.hasEnded = true));
  return { drain, work, call, end, state, begun: () => begun };
}

describe('createDrain', () => {
  it('lets what is under way end, and refuses what comes meanwhile, to be sent again', async () => {
    const { work, call, end, state, begun } = setUp();
    const first = call();
    const ended = end();
    const late = await call();
    expect([late.status, late.headers.get('retry-after'), late.json['code']]).toEqual([503, '5', 'shutting_down']);
    expect([begun(), state.hasEnded]).toEqual([1, false]);
    work.resolve();
    expect((await first).status).toBe(200);
    await ended;
  });

  it('ends at once when nothing is under way, also after work that failed', async () => {
    const { drain } = setUp();
    await expect(drain.track(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await drain.end();
    expect(drain.isEnding()).toBe(true);
  });

  it('waits no longer than its limit', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { call, end, state } = setUp();
    void call();
    const ended = end();
    await vi.advanceTimersByTimeAsync(DRAIN_MAX_MILLISECONDS - 1);
    expect(state.hasEnded).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await ended;
    vi.useRealTimers();
  });
});
