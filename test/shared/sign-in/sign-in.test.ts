import { describe, expect, it } from 'vitest';
import {
  FAREWELL_LIFETIME_SECONDS,
  SWEEP_SECONDS,
  TIMER_BATCH_MAX,
  TRANSACTION_BUCKET_SECONDS,
  TRANSACTION_KEPT_SECONDS,
  TRANSACTION_LIFETIME_SECONDS,
} from '../../../shared/limits.ts';
import { createSignIn } from '../../../shared/sign-in/sign-in.ts';
import type { Tenants } from '../../../shared/tenants/host-tenant.ts';
import { createMemoryGrantStore } from '../../fakes/memory-grant-store.ts';
import { createMemorySessionStore } from '../../fakes/memory-session-store.ts';
import { createMemoryTransactionStore } from '../../fakes/memory-transaction-store.ts';
import { createGrantsFixture } from '../grants/grants-fixture.ts';
import {
  account,
  answerOf,
  claimsOf,
  hostObjectId,
  registrations,
  settings,
  tenant,
  tenants,
} from './sign-in-sample.ts';

const { vault, clock, now } = createGrantsFixture();
const secret = 'A'.repeat(43);
const person = { hostTenantId: tenant.id, hostObjectId };

function createStage() {
  const served = { isServed: true, allowedHomeTenants: ['*'] };
  const read = async (id: string) => {
    const { isServed, allowedHomeTenants } = served;
    const found = isServed ? await tenants.read(id) : undefined;
    return found && { ...found, allowedHomeTenants };
  };
  const store = createMemoryTransactionStore();
  const sessionStore = createMemorySessionStore();
  const accounts = createMemoryGrantStore();
  const signIn = createSignIn({
    settings,
    listScopes: async () => [],
    tenants: { ...tenants, read } satisfies Tenants,
    registrations,
    store,
    accounts,
    sessionStore,
    administratorStore: createMemorySessionStore(),
    vault,
    tokenClient: {
      exchangeAuthorizationCode: async ({ tenantId, nonce }) =>
        answerOf({ ...claimsOf(tenantId, hostObjectId, now()), nonce }, account),
    },
    graph: { readProfile: () => Promise.reject(new Error('unused')), probeMailbox: async () => ({ kind: 'exists' }) },
    connect: () => Promise.reject(new Error('unused')),
    compareHomeAccount: async () => ({ isOther: false }),
    renewProofs: async () => ({ grant: { names: [] } }) as never,
    now,
  });
  return { signIn, served, store, sessionStore, accounts };
}

async function openOwnPage({ signIn }: ReturnType<typeof createStage>): Promise<string> {
  const { url } = await signIn.start(tenant, secret, 'manage');
  const state = new URL(url).searchParams.get('state') ?? undefined;
  const leg = await signIn.finish(
    { secret, handles: [] },
    { state, code: 'code', error: undefined, errorDescription: undefined },
  );
  if (leg.kind !== 'session') throw new Error(leg.kind);
  return leg.handle;
}

describe('SignIn.sealEnding and openEnding', () => {
  it('keep the page of a refusal for the browser that it is shown in', async () => {
    const { signIn } = createStage();
    const ending = { code: 'wrong_account', requestId: 'r1' } as const;
    const sealed = await signIn.sealEnding(secret, ending);
    expect(await signIn.openEnding(sealed, secret)).toEqual(ending);
    await expect(signIn.openEnding(sealed, 'B'.repeat(43))).rejects.toMatchObject({ code: 'browser_mismatch' });
  });
});

describe('SignIn.openSession', () => {
  it('opens the session of the sender who signed in, in their browser alone', async () => {
    const stage = createStage();
    const handle = await openOwnPage(stage);
    const session = await stage.signIn.openSession(handle, secret);
    expect(session.sender).toEqual({ hostTenantId: tenant.id, hostObjectId });
    await expect(stage.signIn.openSession(handle, 'B'.repeat(43))).rejects.toMatchObject({ code: 'browser_mismatch' });
  });

  it('says why the account cannot be connected, as the settings are now', async () => {
    const stage = createStage();
    const handle = await openOwnPage(stage);
    expect(await stage.signIn.openSession(handle, secret)).not.toHaveProperty('obstacle');
    stage.served.allowedHomeTenants = [];
    expect(await stage.signIn.openSession(handle, secret)).toMatchObject({ obstacle: 'home_tenant_not_allowed' });
  });

  it('opens no session of a tenant that is not served any more', async () => {
    const stage = createStage();
    const handle = await openOwnPage(stage);
    stage.served.isServed = false;
    await expect(stage.signIn.openSession(handle, secret)).rejects.toMatchObject({ code: 'request_expired' });
  });
});

describe('SignIn.endSession', () => {
  it('ends the session of the handle', async () => {
    const { signIn, ...stage } = createStage();
    const handle = await openOwnPage({ signIn, ...stage });
    await signIn.endSession(handle, 'B'.repeat(43));
    expect(await signIn.openSession(handle, secret)).toBeDefined();
    await signIn.endSession(handle, secret);
    await expect(signIn.openSession(handle, secret)).rejects.toMatchObject({ code: 'request_expired' });
  });
});

describe('SignIn.openFarewell', () => {
  it('gives back what the page says, for some minutes, in the same browser, and opens no session', async () => {
    const { signIn } = createStage();
    const farewell = { own: { mailbox: 'ann@fabrikam.com', homeTenantId: tenant.id } };
    const text = await signIn.startFarewell(secret, farewell);
    expect(await signIn.openFarewell(text, secret)).toMatchObject(farewell);
    await expect(signIn.openFarewell(text, 'B'.repeat(43))).rejects.toMatchObject({ code: 'browser_mismatch' });
    await expect(signIn.openSession(text, secret)).rejects.toMatchObject({ code: 'request_expired' });
    clock.pass(FAREWELL_LIFETIME_SECONDS);
    await expect(signIn.openFarewell(text, secret)).rejects.toMatchObject({ code: 'request_expired' });
  });
});

describe('SignIn.sweep', () => {
  it('goes on until nothing is left, however much there is', async () => {
    const { signIn, store } = createStage();
    const bucket = String(Math.floor(now().getTime() / 1000) - 86_400);
    const count = 2 * TIMER_BATCH_MAX + 1;
    for (let index = 0; index < count; index++) await store.use({ bucket, digest: String(index) });
    expect(await signIn.sweep()).toBe(count);
    expect(await signIn.sweep()).toBe(0);
  });

  it('keeps a use for longer than clocks of instances may differ, and deletes sessions once they have expired', async () => {
    const stage = createStage();
    await openOwnPage(stage);
    clock.pass(TRANSACTION_LIFETIME_SECONDS + TRANSACTION_BUCKET_SECONDS);
    expect(await stage.accounts.readLatestAccount(person)).toBeDefined();
    expect(await stage.signIn.sweep()).toBe(1);
    expect(await stage.accounts.readLatestAccount(person)).toBeUndefined();
    clock.pass(TRANSACTION_KEPT_SECONDS);
    expect(await stage.signIn.sweep()).toBe(1);
  });

  it.each([
    [5, false],
    [TRANSACTION_LIFETIME_SECONDS, true],
  ])('keeps an account that ends %i seconds after its session: %s', async (later, isKept) => {
    const stage = createStage();
    await openOwnPage(stage);
    const expiresAt = new Date(now().getTime() + (TRANSACTION_LIFETIME_SECONDS + later) * 1000);
    await stage.accounts.putLatestAccount(person, { account: 'the account', expiresAt });
    clock.pass(TRANSACTION_LIFETIME_SECONDS + 1);
    await stage.signIn.sweep();
    expect((await stage.accounts.readLatestAccount(person)) !== undefined).toBe(isKept);
  });

  it('stops when its time is up, and goes on in the next run', async () => {
    const { signIn, store } = createStage();
    const sweep = store.sweep.bind(store);
    store.sweep = async (until, top) => {
      clock.pass(SWEEP_SECONDS);
      return sweep(until, top);
    };
    const bucket = String(Math.floor(now().getTime() / 1000) - 86_400);
    for (let index = 0; index <= TIMER_BATCH_MAX; index++) await store.use({ bucket, digest: String(index) });
    expect([await signIn.sweep(), await signIn.sweep()]).toEqual([TIMER_BATCH_MAX, 1]);
  });
});
