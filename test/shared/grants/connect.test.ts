import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import type { GrantStore } from '../../../shared/grants/grant.ts';
import { formatSender } from '../../../shared/sender.ts';
import { countSuccesses } from '../../contract/samples.ts';
import { homeTenantId } from '../sign-in/sign-in-sample.ts';
import { ann, annUserPrincipalName, createGrantsFixture, homeObjectIdOf, senderOf } from './grants-fixture.ts';

let fixture = createGrantsFixture();
beforeEach(() => {
  fixture = createGrantsFixture();
});
const shared = 'shared@fabrikam.com';

describe('createConnect', () => {
  it('connects nothing once another account has signed in, up to the moment of the write', async () => {
    const request = fixture.requestOf(1);
    const expired = new ConnectorError('request_expired');
    let looks = 0;
    const requireLatest = async () => {
      looks += 1;
      if (looks > 1) throw expired;
      const latest = await request.requireLatest();
      await fixture.grants.putLatestAccount(ann, { account: 'another', expiresAt: fixture.now() });
      return latest;
    };
    await expect(fixture.connect({ ...request, requireLatest })).rejects.toBe(expired);
    expect([looks, await fixture.grants.read(ann)]).toEqual([2, {}]);
    expect(await fixture.names.read(ann.hostTenantId, 'person1@fabrikam.com')).toEqual([]);
  });

  it('leaves the former connection as it was when it is stopped', async () => {
    await fixture.connectPerson(1);
    const before = await fixture.grants.read(ann);
    const stopped = new ConnectorError('storage_unavailable');
    const requireLatest = () => Promise.reject(stopped);
    await expect(fixture.connect({ ...fixture.requestOf(1), requireLatest })).rejects.toBe(stopped);
    expect(await fixture.grants.read(ann)).toEqual(before);
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe(fixture.tokensOf(1).accessToken);
  });

  it('writes the grant, its sealed tokens, its key, its names and both due rows', async () => {
    const { now, due, dataKeys, names } = fixture;
    await fixture.connectPerson(1, { userPrincipalName: annUserPrincipalName });
    const { grant, tokens } = await fixture.grants.read(ann);
    expect(grant).toMatchObject({
      status: 'connected',
      generation: 1,
      homeTenantId,
      homeObjectId: homeObjectIdOf(1),
      mailbox: 'person1@fabrikam.com',
      userPrincipalName: annUserPrincipalName,
      connectedAt: now(),
      refreshFailures: 0,
      names: [
        { kind: 'address', value: 'person1@fabrikam.com' },
        { kind: 'userPrincipalName', value: annUserPrincipalName.toLowerCase() },
      ],
    });
    expect(Buffer.from(tokens?.sealed ?? []).toString('latin1')).not.toMatch(/access|cache|fabrikam/);
    expect(await dataKeys.read(ann, 1)).toBeDefined();
    expect(await names.read(ann.hostTenantId, annUserPrincipalName)).toEqual([
      { kind: 'userPrincipalName', sender: ann },
    ]);
    const later = new Date(now().getTime() + 40 * 24 * 3_600_000);
    expect(await due.list('refresh', later, 9)).toMatchObject([
      { at: grant?.refreshDueAt, sender: ann, generation: 1 },
    ]);
    expect(await due.list('connect', later, 9)).toMatchObject([{ sender: ann, generation: 1 }]);
  });

  it('reconnects the same account under a new generation and key, and destroys the old ones', async () => {
    await fixture.connectPerson(1);
    const before = await fixture.grants.read(ann);
    fixture.clock.pass(60);
    await fixture.connectPerson(1, { accessToken: 'second' });
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe('second');
    expect((await fixture.readGrant(ann)).generation).toBe(2);
    expect([await fixture.dataKeys.read(ann, 1), await fixture.dataKeys.read(ann, 2)]).toEqual([
      undefined,
      expect.anything(),
    ]);
    // A backup of the old rows does not open.
    const context = { sender: ann, homeTenantId, homeObjectId: homeObjectIdOf(1), generation: 1, table: 'grants' };
    const row = { ...context, partitionKey: formatSender(ann), rowKey: 'tokens-0000000001', purpose: 'tokens' };
    await expect(fixture.vault.open(row, before.tokens?.sealed ?? new Uint8Array())).rejects.toMatchObject({
      code: 'consent_required',
    });
  });

  it.each([
    ['another account of the same tenant', { homeObjectId: homeObjectIdOf(2) }],
    ['an account of another tenant', { homeTenantId: 'a0274317-0000-4000-8000-000000000003' }],
  ])('refuses %s and leaves the connection as it was', async (_case, changes) => {
    await fixture.connectPerson(1);
    const before = await fixture.grants.read(ann);
    await expect(fixture.connect({ ...fixture.requestOf(1), ...changes })).rejects.toMatchObject({
      code: 'other_mailbox_connected',
    });
    expect(await fixture.grants.read(ann)).toEqual(before);
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe(before && fixture.tokensOf(1).accessToken);
    expect(await fixture.dataKeys.read(ann, 2)).toBeUndefined();
  });

  it('refuses another account also while the connection needs consent again', async () => {
    await fixture.connectPerson(1);
    const grant = await fixture.readGrant(ann);
    await fixture.grants.replace({ ...grant, status: 'reconsent_required', problem: { code: 'consent_required' } });
    const other = { ...fixture.requestOf(1), homeObjectId: homeObjectIdOf(2) };
    await expect(fixture.connect(other)).rejects.toMatchObject({ code: 'other_mailbox_connected' });
    await fixture.connectPerson(1);
    expect(await fixture.readGrant(ann)).toMatchObject({ status: 'connected', generation: 2 });
    expect(await fixture.readGrant(ann)).not.toHaveProperty('problem');
  });

  describe('of a suspended grant', () => {
    const other = () => ({ ...fixture.requestOf(1, { mailbox: 'new@fabrikam.com' }), homeObjectId: homeObjectIdOf(2) });
    beforeEach(async () => {
      await fixture.connectPerson(1, { userPrincipalName: annUserPrincipalName });
      await fixture.compareHomeAccount(ann, undefined);
    });

    it.each([undefined, 0, 2])(
      'refuses every account whose sign-in found generation %s instead of it',
      async (resumes) => {
        const before = await fixture.grants.read(ann);
        for (const request of [fixture.requestOf(1), other()])
          await expect(fixture.connect({ ...request, resumes })).rejects.toMatchObject({ code: 'identity_changed' });
        expect(await fixture.grants.read(ann)).toEqual(before);
      },
    );

    it('takes the other account in its place, and leaves no key, token or name of the former one', async () => {
      await fixture.connect({ ...other(), resumes: 1 });
      expect(await fixture.readGrant(ann)).toMatchObject({ homeObjectId: homeObjectIdOf(2), generation: 2 });
      expect(await fixture.readGrant(ann)).not.toHaveProperty('problem');
      expect(await fixture.dataKeys.read(ann, 1)).toBeUndefined();
      for (const name of ['person1@fabrikam.com', annUserPrincipalName])
        expect(await fixture.names.read(ann.hostTenantId, name)).toEqual([]);
    });

    it('takes its own account again', async () => {
      await fixture.connect({ ...fixture.requestOf(1), resumes: 1 });
      expect(await fixture.readGrant(ann)).toMatchObject({ status: 'connected', generation: 2 });
    });
  });

  it('knows since when it is this account, over reconnections and from a row without that, and starts anew for another', async () => {
    const since = fixture.now();
    const other = { ...fixture.requestOf(1), homeObjectId: homeObjectIdOf(2) };
    await fixture.connectPerson(1);
    fixture.clock.pass(60);
    await fixture.connectPerson(1);
    expect(await fixture.readGrant(ann)).toMatchObject({ accountSince: since, connectedAt: fixture.now() });
    const { accountSince: _since, ...older } = await fixture.readGrant(ann);
    await fixture.grants.replace(older);
    await fixture.disconnect(ann);
    fixture.clock.pass(60);
    await fixture.connectPerson(1);
    expect((await fixture.readGrant(ann)).accountSince).toEqual(older.connectedAt);
    await fixture.disconnect(ann);
    fixture.clock.pass(60);
    await fixture.connect(other);
    expect((await fixture.readGrant(ann)).accountSince).toEqual(fixture.now());
  });

  it('takes the due row of the connection before away, and keeps its own', async () => {
    await fixture.connectPerson(1);
    fixture.clock.pass(60);
    await fixture.connectPerson(1);
    const { refreshDueAt } = await fixture.readGrant(ann);
    const farAway = new Date(fixture.now().getTime() + 100 * 24 * 3_600_000);
    expect(await fixture.due.list('refresh', farAway, 9)).toEqual([
      { kind: 'refresh', at: refreshDueAt, sender: ann, generation: 2 },
    ]);
  });

  it('takes another account once the connection has ended', async () => {
    await fixture.connectPerson(1);
    await fixture.disconnect(ann);
    await fixture.connect({
      ...fixture.requestOf(1, { mailbox: 'new@fabrikam.com' }),
      homeObjectId: homeObjectIdOf(2),
    });
    expect(await fixture.readGrant(ann)).toMatchObject({
      homeObjectId: homeObjectIdOf(2),
      generation: 2,
      mailbox: 'new@fabrikam.com',
    });
  });

  it('gives a name to whoever proved it last, and takes it from the other', async () => {
    await fixture.connectPerson(1, { mailbox: shared });
    expect(await fixture.accessTokenOf(shared)).toBe(fixture.tokensOf(1).accessToken);
    await fixture.connectPerson(2, { mailbox: shared });
    expect(await fixture.accessTokenOf(shared)).toBe(fixture.tokensOf(2).accessToken);
    expect((await fixture.readGrant(ann)).names).toEqual([]);
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe(fixture.tokensOf(1).accessToken);
  });

  it('takes a name from the other grant before it points the lookup elsewhere', async () => {
    const writes: string[] = [];
    const watched = fixture.open({
      grants: { ...fixture.grants, replace: (grant) => (writes.push('grant'), fixture.grants.replace(grant)) },
      names: { ...fixture.names, put: (name, sender) => (writes.push('name'), fixture.names.put(name, sender)) },
    });
    await fixture.connectPerson(1, { mailbox: shared });
    await watched.connect(fixture.requestOf(2, { mailbox: shared }));
    expect(writes).toEqual(['grant', 'name']);
  });

  it('leaves a name of another kind to its owner', async () => {
    await fixture.connectPerson(1, { userPrincipalName: shared });
    await fixture.connectPerson(2, { mailbox: shared });
    expect((await fixture.readGrant(ann)).names.map(({ value }) => value)).toContain(shared);
    expect(await fixture.accessTokenOf(shared)).toBe('sender_ambiguous');
  });

  it('lets two people connect the same sender at once, and ends with one whole connection', async () => {
    const attempts = Array.from({ length: 4 }, (_, index) =>
      fixture.open().connect(fixture.requestOf(1, { accessToken: `token ${index}` })),
    );
    expect(await countSuccesses(attempts, 'conflict')).toBeGreaterThan(0);
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toMatch(/^token \d$/);
  });

  it('lets one of two accounts win that connect for the same sender at once', async () => {
    await fixture.connectPerson(1);
    await fixture.disconnect(ann);
    const attempts = [1, 2].map((number) => fixture.open().connect({ ...fixture.requestOf(number), sender: ann }));
    expect(await countSuccesses(attempts, 'other_mailbox_connected')).toBe(1);
  });

  it('never takes over the key of a connection that is under way', async () => {
    await fixture.vault.createDataKey(ann, 1);
    await fixture.connectPerson(1);
    expect((await fixture.readGrant(ann)).generation).toBe(2);
  });

  it('gives up when the sender keeps changing', async () => {
    let calls = 0;
    const grants: GrantStore = {
      ...fixture.grants,
      connect: () => ((calls += 1), Promise.reject(new ConnectorError('conflict'))),
    };
    await expect(fixture.open({ grants }).connect(fixture.requestOf(3))).rejects.toMatchObject({ code: 'conflict' });
    expect(calls).toBeLessThanOrEqual(5);
    expect(await fixture.grants.read(senderOf(3))).toEqual({});
  });
});
