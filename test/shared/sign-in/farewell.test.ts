import { describe, expect, it } from 'vitest';
import { FAREWELL_LIFETIME_SECONDS } from '../../../shared/limits.ts';
import { createFarewells, type Farewell } from '../../../shared/sign-in/farewell.ts';
import { createTransactions } from '../../../shared/sign-in/transaction.ts';
import { createMemoryTransactionStore } from '../../fakes/memory-transaction-store.ts';
import { createGrantsFixture } from '../grants/grants-fixture.ts';
import { homeTenantId } from './sign-in-sample.ts';

const { vault, now, clock } = createGrantsFixture();
const farewells = createFarewells(createTransactions({ store: createMemoryTransactionStore(), vault, now }));
const secret = 'A'.repeat(43);

/** As long as one gets. */
const erased: Farewell['erased'] = {
  at: new Date('2026-11-26T09:14:05.123Z'),
  deleted: (['connection', 'names', 'message_index'] as const).map((kind) => ({ kind, count: 16_000 })),
  remaining: (['messages', 'generation', 'test_times', 'message_index'] as const).map((kind) => ({
    kind,
    until: new Date('2026-12-26T09:14:05.123Z'),
  })),
  isOwn: true,
  homeTenantId,
};

describe('createFarewells', () => {
  it.each([
    { own: { mailbox: 'ann@fabrikam.com', homeTenantId } },
    {},
    { erased, obstacle: 'home_tenant_not_allowed' },
  ] satisfies Farewell[])('opens what was said, times included: %j', async (farewell) => {
    const opened = await farewells.open(await farewells.start(secret, farewell), secret);
    expect(opened).toEqual({ own: undefined, erased: undefined, obstacle: undefined, ...farewell });
  });

  it('opens it in this browser alone, and for some minutes', async () => {
    const text = await farewells.start(secret, { erased });
    await expect(farewells.open(text, 'B'.repeat(43))).rejects.toMatchObject({ code: 'browser_mismatch' });
    clock.pass(FAREWELL_LIFETIME_SECONDS);
    await expect(farewells.open(text, secret)).rejects.toMatchObject({ code: 'request_expired' });
  });
});
