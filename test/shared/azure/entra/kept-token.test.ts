import type { AccessToken } from '@azure/identity';
import { describe, expect, it } from 'vitest';
import { createKeptToken } from '../../../../shared/azure/entra/kept-token.ts';
import { createManualClock } from '../../../fakes/manual-clock.ts';
import { times } from '../../../contract/samples.ts';

const LIFETIME_SECONDS = 3_600;

/** A source that counts its tokens; `fail`, `isSame` and `wait` decide about the next ones. */
function create() {
  const clock = createManualClock();
  const state = { calls: 0, fail: false, isSame: false, wait: undefined as Promise<void> | undefined };
  const issue = (number: number): AccessToken => ({
    token: `token ${number}`,
    expiresOnTimestamp: clock.now().getTime() + LIFETIME_SECONDS * 1000,
  });
  let last = issue(0);
  const read = createKeptToken(async () => {
    state.calls += 1;
    const { calls, fail, isSame } = state;
    await state.wait;
    if (fail) throw new Error('identity endpoint down');
    if (!isSame) last = issue(calls);
    return last;
  }, clock.now);
  /** What is read after this time, and what a renewal behind it has brought then. */
  const readAfter = async (seconds: number) => {
    clock.pass(seconds);
    const { token } = await read();
    await new Promise(setImmediate);
    return token;
  };
  return { clock, state, read, readAfter };
}

describe('createKeptToken', () => {
  it('asks once for all who ask before half of its life', async () => {
    const { state, read, readAfter } = create();
    expect(new Set((await Promise.all(times(20, read))).map(({ token }) => token))).toEqual(new Set(['token 1']));
    expect([await readAfter(1_799), state.calls]).toEqual(['token 1', 1]);
  });

  it('serves the old token while one renewal is under way, then the new one', async () => {
    const { state, read, readAfter } = create();
    await read();
    let release = () => {};
    state.wait = new Promise((resolve) => (release = resolve));
    expect([await readAfter(1_800), await readAfter(0), await readAfter(60), state.calls]).toEqual([
      'token 1',
      'token 1',
      'token 1',
      2,
    ]);
    release();
    await new Promise(setImmediate);
    expect([await readAfter(0), state.calls]).toEqual(['token 2', 2]);
  });

  it('serves the old token to its end while renewals fail, and tries every 30 seconds', async () => {
    const { state, read, readAfter } = create();
    await read();
    state.fail = true;
    expect(await readAfter(1_800)).toBe('token 1');
    for (const _second of times(60, Number)) expect(await readAfter(1)).toBe('token 1');
    expect(state.calls).toBe(4);
    expect(await readAfter(LIFETIME_SECONDS - 1_800 - 60 - 31)).toBe('token 1');
    await expect(readAfter(1)).rejects.toThrow('identity endpoint down');
    await expect(readAfter(1)).rejects.toThrow('identity endpoint down');
    state.fail = false;
    expect(await readAfter(0)).toMatch(/^token/);
  });

  it('tries again later when a renewal brought the same token', async () => {
    const { state, read, readAfter } = create();
    await read();
    state.isSame = true;
    expect([await readAfter(1_800), await readAfter(29), state.calls]).toEqual(['token 1', 'token 1', 2]);
    state.isSame = false;
    expect([await readAfter(1), await readAfter(0), state.calls]).toEqual(['token 1', 'token 3', 3]);
  });

  it('serves no token that is about to end on the way', async () => {
    const { read, readAfter } = create();
    await read();
    expect(await readAfter(LIFETIME_SECONDS - 30)).toBe('token 2');
  });
});
