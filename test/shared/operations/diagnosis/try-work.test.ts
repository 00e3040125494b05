import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../../shared/errors.ts';
import { createTryWork } from '../../../../shared/operations/diagnosis/try-work.ts';
import { TimeLimit, withTimeLimit } from '../../../../shared/time-limit.ts';

const tryWork = createTryWork({ ConnectorError, TimeLimit, withTimeLimit });

describe('createTryWork', () => {
  it('gives what the work says, or why it was refused', async () => {
    expect(await tryWork('graph_unavailable', async () => 1)).toEqual({ value: 1 });
    const error = new ConnectorError('vault_unavailable', { upstreamCode: 'Throttled' });
    expect(await tryWork('graph_unavailable', () => Promise.reject(error))).toEqual({
      refusal: { code: 'vault_unavailable', upstreamCode: 'Throttled' },
      error,
    });
  });

  it('waits no longer than its limit for a dependency that hangs', async () => {
    const hanging = await tryWork('graph_unavailable', () => new Promise(() => {}), 5);
    expect(hanging).toMatchObject({ refusal: { code: 'graph_unavailable' } });
  });

  it('throws a bug on', async () => {
    await expect(tryWork('graph_unavailable', () => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
  });
});
