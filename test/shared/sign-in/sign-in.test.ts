import { describe, expect, it } from 'vitest';
import { createSignIn } from '../../../shared/sign-in/sign-in.ts';
import type { Tenants } from '../../../shared/tenants/host-tenant.ts';
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

const { vault, now } = createGrantsFixture();
const secret = 'A'.repeat(43);

function createStage() {
  const served = { isServed: true };
  const store = createMemoryTransactionStore();
  const signIn = createSignIn({
    settings,
    tenants: { ...tenants, read: async (id) => (served.isServed ? tenants.read(id) : undefined) } satisfies Tenants,
    registrations,
    store,
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
  return { signIn, served };
}

async function openOwnPage({ signIn }: ReturnType<typeof createStage>): Promise<string> {
  const { url } = await signIn.start(tenant, secret, 'manage');
  const state = new URL(url).searchParams.get('state') ?? undefined;
  const leg = await signIn.finish(secret, { state, code: 'code', error: undefined, errorDescription: undefined });
  if (leg.kind !== 'session') throw new Error(leg.kind);
  return leg.handle;
}

describe('SignIn.openSession', () => {
  it('opens the session of the sender who signed in, in their browser alone', async () => {
    const stage = createStage();
    const handle = await openOwnPage(stage);
    const session = await stage.signIn.openSession(handle, secret);
    expect(session.sender).toEqual({ hostTenantId: tenant.id, hostObjectId });
    await expect(stage.signIn.openSession(handle, 'B'.repeat(43))).rejects.toMatchObject({ code: 'browser_mismatch' });
  });

  it('opens no session of a tenant that is not served any more', async () => {
    const stage = createStage();
    const handle = await openOwnPage(stage);
    stage.served.isServed = false;
    await expect(stage.signIn.openSession(handle, secret)).rejects.toMatchObject({ code: 'request_expired' });
  });
});
