import { describe, expect, it } from 'vitest';
import { createApi } from './api.ts';

describe('healthMethods', () => {
  it('answers without a token', async () => {
    const answer = await createApi().call('health', 'GET', { headers: { authorization: '' } });
    expect([answer.status, answer.json]).toEqual([200, { status: 'alive' }]);
  });
});
