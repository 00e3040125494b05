import type { AccessToken } from '@azure/identity';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStorageToken } from '../../../../shared/azure/storage/storage-token.ts';
import { TimeLimit } from '../../../../shared/time-limit.ts';
import { times } from '../../../contract/samples.ts';

const lifetimeMilliseconds = 3_600_000;

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-02T09:00:00Z') }));
afterEach(() => void vi.useRealTimers());

/** A credential that counts its tokens; `fail` and `hang` decide about the next ones. */
function create() {
  const state = { calls: 0, fail: false, hang: false };
  const getToken = async (): Promise<AccessToken> => {
    state.calls += 1;
    const { calls } = state;
    if (state.hang) return new Promise<never>(() => undefined);
    if (state.fail) throw new Error('identity endpoint down');
    return { token: `token ${calls}`, expiresOnTimestamp: Date.now() + lifetimeMilliseconds };
  };
  return { state, read: createStorageToken({ credential: { getToken }, now: () => new Date() }) };
}

const passSeconds = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

describe('createStorageToken', () => {
  it('draws one token for many who ask at once and later', async () => {
    const { state, read } = create();
    expect(new Set(await Promise.all(times(20, read)))).toEqual(new Set(['token 1']));
    await passSeconds(1_799);
    expect(await read()).toBe('token 1');
    expect(state.calls).toBe(1);
  });

  it('gives a token up that never comes, and asks anew', async () => {
    const { state, read } = create();
    state.hang = true;
    const first = expect(read()).rejects.toThrow(TimeLimit);
    await passSeconds(2);
    await first;
    state.hang = false;
    expect(await read()).toBe('token 2');
  });

  it('fails when the identity has no token', async () => {
    const read = createStorageToken({ credential: { getToken: async () => null }, now: () => new Date() });
    await expect(read()).rejects.toMatchObject({ kind: 'unavailable' });
  });
});
