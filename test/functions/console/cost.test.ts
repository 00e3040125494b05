import { describe, expect, it } from 'vitest';
import { estimateCost, sumCost } from '../../../shared/activity/estimate-cost.ts';
import { itemizeCost } from '../../../shared/activity/itemize-cost.ts';
import { createDocuments, hostTenantId, otherTenantId } from './documents-stage.ts';

describe('the page of cost', () => {
  it('estimates this month and the last one from the messages of all host tenants', async () => {
    const { connector, show, clock, put, signIn, get } = await createDocuments();
    await put('tenant', 'tenant', { name: 'Adatum' }, otherTenantId);
    const accept = async (tenantId: string, count: number) => {
      for (let index = 0; index < count; index++)
        connector.activity.noteChange({ hostTenantId: tenantId, from: 'absent', to: 'queued' });
      await connector.activity.flush({ isForced: true });
    };
    await accept(hostTenantId, 3);
    await accept(otherTenantId, 2);
    expect((await show('cost')).body).toContain('Messages accepted: 5;');
    clock.pass(31 * 86_400);
    const { cookie } = await signIn();
    await accept(hostTenantId, 1);
    const { status, body } = await get('cost', cookie);
    expect(status).toBe(200);
    expect([
      body.indexOf('Messages accepted: 1;') > 0,
      body.indexOf('Messages accepted: 5;') > body.indexOf('Messages accepted: 1;'),
    ]).toEqual([true, true]);
    for (const words of ['Not included: logs', 'as of <time', 'Key Vault: operations', 'Total'])
      expect(body).toContain(words);
  });

  it('has no sum for a month in which nothing was counted, and says that idle work is assumed', async () => {
    const { connector, show } = await createDocuments();
    const before = (await show('cost')).body;
    expect([before.match(/Nothing was counted in this month/g)?.length, before.includes('Total')]).toEqual([2, false]);
    connector.activity.noteChange({ hostTenantId, from: 'absent', to: 'queued' });
    await connector.activity.flush({ isForced: true });
    const { body } = await show('cost');
    expect([body.match(/Nothing was counted in this month/g)?.length, body.match(/>Total</g)?.length]).toEqual([1, 1]);
    expect(body).toContain('Idle work is assumed, not counted');
  });

  it('lists parts whose sum is the estimate', () => {
    for (const month of [{ messages: 0 }, { messages: 10_000, queued: 4_000 }, { messages: 1_000_000, days: 12.5 }]) {
      const items = itemizeCost(month);
      const sum = items.reduce((all, one) => all + one.sum, 0);
      expect(sum).toBeCloseTo(sumCost(estimateCost(month)), 9);
      for (const { quantity, price, sum: part } of items)
        expect(Math.abs(quantity * price - part)).toBeLessThanOrEqual(price);
    }
  });
});
