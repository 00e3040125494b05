import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TimeLimit, withTimeLimit } from '../../shared/time-limit.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(globalThis, 'setTimeout');
  vi.spyOn(globalThis, 'clearTimeout');
});
afterEach(() => {
  // What an earlier file of this process left behind may set timers too, with other limits.
  const { calls, results } = vi.mocked(setTimeout).mock;
  const made = results.filter((_, index) => calls[index]?.[1] === 10).map(({ value }) => value as unknown);
  expect(vi.mocked(clearTimeout).mock.calls.map(([timer]) => timer)).toEqual(expect.arrayContaining(made));
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const never = () => new Promise<never>(() => undefined);

describe('withTimeLimit', () => {
  it('gives what the action gives or throws, and leaves its signal alone', async () => {
    const signals: AbortSignal[] = [];
    const action = async (signal: AbortSignal) => {
      signals.push(signal);
      return 'done';
    };
    expect(await withTimeLimit(10, action)).toBe('done');
    const failure = new Error('failed');
    await expect(withTimeLimit(10, () => Promise.reject(failure))).rejects.toBe(failure);
    const throwAtOnce = () => {
      throw failure;
    };
    await expect(withTimeLimit(10, throwAtOnce)).rejects.toBe(failure);
    expect(signals[0]?.aborted).toBe(false);
  });

  it('ends an action that hangs, and aborts its signal with the same reason', async () => {
    let seen: AbortSignal | undefined;
    const limited = withTimeLimit(10, (signal) => {
      seen = signal;
      return never();
    }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(9);
    expect(seen?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    const error = await limited;
    expect(error).toBeInstanceOf(TimeLimit);
    expect(error).toMatchObject({ name: 'TimeLimit', message: 'no answer within 10 ms' });
    expect(seen?.reason).toBe(error);
  });

  it('tells of the limit, whatever the action makes of its abort', async () => {
    const limited = withTimeLimit(
      10,
      (signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    );
    const outcome = expect(limited).rejects.toThrow(TimeLimit);
    await vi.advanceTimersByTimeAsync(10);
    await outcome;
  });

  it('ends with its parent, for the reason of that, and leaves no listener on it', async () => {
    const parent = new AbortController();
    let seen: AbortSignal | undefined;
    const limited = withTimeLimit(
      10,
      (signal) => {
        seen = signal;
        return never();
      },
      parent.signal,
    );
    const reason = new Error('over');
    parent.abort(reason);
    await expect(limited).rejects.toBe(reason);
    expect(seen?.reason).toBe(reason);
    const { signal } = new AbortController();
    await withTimeLimit(10, async () => undefined, signal);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('does not begin when its parent has ended', async () => {
    const action = vi.fn(never);
    const reason = new Error('over');
    await expect(withTimeLimit(10, action, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(action).not.toHaveBeenCalled();
  });
});
