import { beforeEach, describe, expect, it } from 'vitest';
import { createDisconnect } from '../../../shared/grants/disconnect.ts';
import type { HostAccount } from '../../../shared/host-account.ts';
import { createNoteHostAccount } from '../../../shared/grants/note-host-account.ts';
import { homeTenantId } from '../sign-in/sign-in-sample.ts';
import type { Sender } from '../../../shared/sender.ts';
import { ann, createGrantsFixture, homeObjectIdOf, senderOf } from './grants-fixture.ts';

const present: HostAccount = { kind: 'present', isEnabled: true, isPending: false };
const blocked: HostAccount = { ...present, isEnabled: false };
const own = { homeTenantId, homeObjectId: homeObjectIdOf(1) };
let fixture = createGrantsFixture();
const noteHostAccount = (account: HostAccount, sender = ann) => {
  const endSession = async (ended: Sender) => void fixture.endedSessions.push(ended);
  const common = { ...fixture, endSession, now: fixture.clock.now };
  return createNoteHostAccount({ ...common, disconnect: createDisconnect(common) })(sender, account);
};
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1);
});

describe('createNoteHostAccount', () => {
  it('ends sign-ins from before, also of somebody who never connected, and of nobody else', async () => {
    await noteHostAccount(present);
    expect(fixture.endedSessions).toEqual([]);
    await noteHostAccount(blocked, senderOf(9));
    await noteHostAccount({ ...present, isPending: true });
    expect(fixture.endedSessions).toContainEqual(senderOf(9));
    expect(fixture.endedSessions).toContainEqual(ann);
  });

  it('writes nothing for an account that is as it should be, and for somebody who never connected', async () => {
    const before = await fixture.grants.read(ann);
    expect(await noteHostAccount(present)).toBeUndefined();
    expect(await noteHostAccount(blocked, senderOf(9))).toBeUndefined();
    expect(await fixture.grants.read(ann)).toEqual(before);
  });

  it('suspends once, keeps tokens and names, and restores', async () => {
    expect((await noteHostAccount(blocked))?.change).toBe('suspended');
    expect(await noteHostAccount({ kind: 'deleted' })).toBeUndefined();
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe('host_account_unavailable');
    expect((await fixture.grants.read(ann)).tokens).toBeDefined();
    expect((await noteHostAccount(present))?.change).toBe('restored');
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toMatch(/^access /);
    expect(await noteHostAccount(present)).toBeUndefined();
  });

  it('shreds after the grace time, and not before', async () => {
    await noteHostAccount(blocked);
    fixture.directory.readAt = new Date(fixture.clock.now().getTime() + 30 * 24 * 3600 * 1000);
    fixture.clock.pass(30 * 24 * 3600 - 60);
    await fixture.sweepGrants();
    expect((await fixture.readGrant(ann)).status).toBe('connected');
    fixture.clock.pass(60);
    await fixture.sweepGrants();
    expect(await fixture.readGrant(ann)).toMatchObject({ status: 'disconnected', names: [] });
    expect((await fixture.readGrant(ann)).hostProblem).toBeUndefined();
    expect(await fixture.dataKeys.read(ann, 1)).toBeUndefined();
  });

  it('shreds nobody while the directory is not read', async () => {
    await noteHostAccount(blocked);
    fixture.clock.pass(31 * 24 * 3600);
    fixture.directory.readAt = new Date(fixture.clock.now().getTime() - 25 * 3600 * 1000);
    await fixture.sweepGrants();
    expect((await fixture.readGrant(ann)).status).toBe('connected');
    fixture.directory.readAt = fixture.clock.now();
    fixture.clock.pass(3600);
    await fixture.sweepGrants();
    expect((await fixture.readGrant(ann)).status).toBe('disconnected');
  });

  it('says nothing against anybody in a directory that is watched no more', async () => {
    for (const account of [blocked, { ...present, isPending: true } as const]) {
      await noteHostAccount(account);
      expect((await noteHostAccount({ kind: 'unwatched' }))?.change).toBe('restored');
      expect(await fixture.accessTokenOf(ann.hostObjectId)).toMatch(/^access /);
    }
    expect(await noteHostAccount({ kind: 'unwatched' })).toBeUndefined();
  });

  it('ends a connection whose account is gone for good, at once', async () => {
    expect((await noteHostAccount({ kind: 'gone' }))?.change).toBe('ended');
    expect(await fixture.dataKeys.read(ann, 1)).toBeUndefined();
    expect(await noteHostAccount({ kind: 'gone' })).toBeUndefined();
  });

  it('leaves a guest who was invited anew to their own sign-in, with the same account', async () => {
    await noteHostAccount({ ...blocked, isPending: true });
    expect(await noteHostAccount(present)).toBeUndefined();
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe('guest_account_reset');
    expect(await fixture.compareHomeAccount(ann, own)).toMatchObject({
      isOther: false,
      restored: { mailbox: 'person1@fabrikam.com' },
    });
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toMatch(/^access /);
    // The invitation that was accepted before that sign-in stays in the directory.
    fixture.clock.pass(600);
    expect(
      await noteHostAccount({ ...present, stateSince: new Date(fixture.clock.now().getTime() - 700_000) }),
    ).toBeUndefined();
  });

  it('leaves to a sign-in with another account what it always does', async () => {
    await noteHostAccount({ ...present, isPending: true });
    expect(await fixture.compareHomeAccount(ann, { ...own, homeObjectId: homeObjectIdOf(2) })).toMatchObject({
      isOther: true,
      suspended: 1,
    });
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe('identity_changed');
    expect(await noteHostAccount(present)).toBeUndefined();
  });
});
