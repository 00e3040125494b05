/** A sign-in that began before the host tenant blocked the guest. */
import { describe, expect, it } from 'vitest';
import { hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { ann } from './api.ts';
import { invoke } from './invoke.ts';
import { createPerson } from './person.ts';

const sender = { hostTenantId, hostObjectId: ann };
const blocked = { kind: 'present', isEnabled: false, isPending: false } as const;

describe('a guest who is blocked between the two sign-ins', () => {
  it.each([
    ['had never connected', false],
    ['was connected', true],
  ])('is not connected by the second, where they %s', async (_what, wasConnected) => {
    const { callback, connector, signIn, start, stores } = createPerson();
    if (wasConnected) await signIn('ann');
    const { cookie, state } = await start();
    const headers = { cookie };
    const hostLeg = await invoke(callback, 'GET', { headers, query: { code: 'ann', state } });
    const next = new URL(hostLeg.headers.get('location') ?? '').searchParams.get('state') ?? '';
    await connector.senders.noteHostAccount(sender, blocked);
    await invoke(callback, 'GET', { headers, query: { code: 'ann', state: next } });
    const { grant } = await stores.grants.read(sender);
    expect(grant?.hostProblem?.code).toBe(wasConnected ? 'host_account_unavailable' : undefined);
    await expect(connector.senders.tokens.read(hostTenantId, ann)).rejects.toMatchObject({
      code: wasConnected ? 'host_account_unavailable' : 'consent_required',
    });
  });
});
