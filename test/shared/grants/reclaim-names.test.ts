import { describe, expect, it } from 'vitest';
import { CONNECT_CHECK_SECONDS } from '../../../shared/limits.ts';
import { hostTenantId, otherTenantId } from '../sign-in/sign-in-sample.ts';
import { Killed } from './failing-writes.ts';
import { ann, createGrantsFixture, senderOf } from './grants-fixture.ts';

const ben = senderOf(2);
const shared = 'shared@fabrikam.com';

describe('createReclaimNames', () => {
  it('goes by the connection where a row has no time, and where a host UPN has none', async () => {
    for (const [kind, hasTime, expected] of [
      ['address', true, ben],
      ['address', false, ann],
      ['userPrincipalName', true, ann],
    ] as const) {
      const fixture = createGrantsFixture();
      const name = { kind, value: shared };
      await fixture.connectPerson(2);
      fixture.clock.pass(60);
      await fixture.connectPerson(1);
      for (const sender of [ann, ben]) {
        const { namesProvenAt: _time, ...grant } = await fixture.readGrant(sender);
        const time = sender === ben ? new Date(fixture.now().getTime() + 60_000) : fixture.now();
        await fixture.grants.replace({ ...grant, names: [name], ...(hasTime && { namesProvenAt: time }) });
        await fixture.names.put(name, sender);
      }
      fixture.clock.pass(CONNECT_CHECK_SECONDS);
      await fixture.sweepGrants();
      expect((await fixture.open().findSender(hostTenantId, shared)).sender).toEqual(expected);
    }
  });

  it('finishes the claim of a sender whom a sign-in has contradicted since', async () => {
    const fixture = createGrantsFixture();
    await fixture.connectPerson(1, { mailbox: shared });
    fixture.clock.pass(60);
    // Killed when the grant was written: the other tenant's owner has heard nothing yet.
    const names = { ...fixture.names, read: () => Promise.reject(new Killed()) };
    const abroad = { ...fixture.requestOf(2, { mailbox: shared }), homeTenantId: otherTenantId };
    await expect(fixture.open({ names }).connect(abroad)).rejects.toBeInstanceOf(Killed);
    await fixture.compareHomeAccount(ben, undefined);
    fixture.clock.pass(CONNECT_CHECK_SECONDS);
    await fixture.sweepGrants();
    expect((await fixture.readGrant(ann)).names).toEqual([{ kind: 'address', value: shared, contestedBy: [ben] }]);
    expect(await fixture.accessTokenOf(shared)).toBe('sender_ambiguous');
  });

  it('goes by the connection for a host UPN, also where an address of the same sender was proven later', async () => {
    const fixture = createGrantsFixture();
    const name = { kind: 'userPrincipalName', value: shared } as const;
    await fixture.connectPerson(2);
    fixture.clock.pass(60);
    await fixture.connectPerson(1);
    for (const sender of [ann, ben]) {
      const grant = await fixture.readGrant(sender);
      const time = new Date(fixture.now().getTime() + (sender === ben ? 60_000 : 0));
      expect(grant.names).toMatchObject([{ kind: 'address' }]);
      await fixture.grants.replace({ ...grant, names: [...grant.names, name], namesProvenAt: time });
      await fixture.names.put(name, sender);
    }
    fixture.clock.pass(CONNECT_CHECK_SECONDS);
    await fixture.sweepGrants();
    expect((await fixture.open().findSender(hostTenantId, shared)).sender).toEqual(ann);
  });
});
