import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { repeatOnConflict } from '../../../shared/grants/repeat-on-conflict.ts';
import { CONFLICT_RETRIES_MAX } from '../../../shared/limits.ts';

/** Fails so often before it succeeds; counts its runs. */
function failing(times: number, code: 'conflict' | 'storage_unavailable' = 'conflict') {
  const state = { runs: 0 };
  const run = async () => {
    state.runs += 1;
    if (state.runs <= times) throw new ConnectorError(code);
    return 'done';
  };
  return { state, run };
}

describe('repeatOnConflict', () => {
  it('repeats until nobody else writes', async () => {
    const { state, run } = failing(CONFLICT_RETRIES_MAX - 1);
    expect(await repeatOnConflict(run)).toBe('done');
    expect(state.runs).toBe(CONFLICT_RETRIES_MAX);
  });

  it('gives up after a bounded number of times', async () => {
    const { state, run } = failing(CONFLICT_RETRIES_MAX);
    await expect(repeatOnConflict(run)).rejects.toMatchObject({ code: 'conflict' });
    expect(state.runs).toBe(CONFLICT_RETRIES_MAX);
  });

  it('repeats nothing else', async () => {
    const { state, run } = failing(1, 'storage_unavailable');
    await expect(repeatOnConflict(run)).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(state.runs).toBe(1);
  });
});
