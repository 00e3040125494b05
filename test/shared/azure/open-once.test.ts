import { describe, expect, it, vi } from 'vitest';
import { openOnce } from '../../../shared/azure/open-once.ts';

describe('openOnce', () => {
  it('opens at the first use, once for all who ask meanwhile and later', async () => {
    const open = vi.fn(async () => ({}));
    const use = openOnce(open);
    expect(open).not.toHaveBeenCalled();
    const [first, second] = await Promise.all([use(), use()]);
    expect([second === first, (await use()) === first, open.mock.calls.length]).toEqual([true, true, 1]);
  });

  it('tries again after a failure', async () => {
    const open = vi.fn(async () => 'opened').mockRejectedValueOnce(new Error('no memory'));
    const use = openOnce(open);
    await expect(Promise.all([use(), use()])).rejects.toThrow('no memory');
    expect([await use(), await use(), open.mock.calls.length]).toEqual(['opened', 'opened', 2]);
  });
});
