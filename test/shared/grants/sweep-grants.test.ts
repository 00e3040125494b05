import { hostTenantId, otherTenantId } from '../sign-in/sign-in-sample.ts';
import { connectIn } from '../../contract/samples.ts';
import { describe, expect, it } from 'vitest';
import type { ConnectorError } from '../../../shared/errors.ts';
import { CONNECT_CHECK_SECONDS } from '../../../shared/limits.ts';
import { failAt, Killed } from './failing-writes.ts';
import { ann, createGrantsFixture, senderOf, type GrantsFixture } from './grants-fixture.ts';

const ben = senderOf(2);
const shared = 'shared@fabrikam.com';
type Open = ReturnType<GrantsFixture['open']>;

/** What must hold of a sender after the sweep, however the process ended; as a fresh instance sees it. */
async function expectWhole(fixture: GrantsFixture, number: number): Promise<string> {
  const sender = senderOf(number);
  const { grant, tokens } = await fixture.grants.read(sender);
  const keys = (await fixture.dataKeys.list(100)).rows.filter((row) => row.sender.hostObjectId === sender.hostObjectId);
  const token = await fixture
    .open()
    .accessTokens.read(hostTenantId, sender.hostObjectId)
    .then(
      ({ accessToken }) => accessToken,
      (error: ConnectorError) => error.code,
    );
  if (grant?.status === 'connected') {
    expect([tokens?.generation, keys.map(({ generation }) => generation)]).toEqual([
      grant.generation,
      [grant.generation],
    ]);
    const due = await fixture.due.list('refresh', new Date(fixture.now().getTime() + 40 * 24 * 3_600_000), 100);
    expect(due).toContainEqual({ kind: 'refresh', at: grant.refreshDueAt, sender, generation: grant.generation });
    for (const { value } of grant.names)
      expect((await fixture.open().findSender(hostTenantId, value)).sender).toEqual(sender);
    // Nobody would find what is left of a name that the grant no longer lists.
    for (const value of [shared, `person${number}@fabrikam.com`, 'new@fabrikam.com'])
      if (!grant.names.some((name) => name.value === value))
        for (const owner of await fixture.names.read(hostTenantId, value)) expect(owner.sender).not.toEqual(sender);
  } else {
    expect([tokens, keys, token]).toEqual([undefined, [], 'consent_required']);
    for (const name of [shared, `person${number}@fabrikam.com`])
      for (const owner of await fixture.names.read(ann.hostTenantId, name))
        expect(owner.sender).not.toEqual(grant ? sender : undefined);
  }
  return token;
}

/** Kills the process at each write in turn, before and after it takes effect, then sweeps and looks. */
async function killEverywhere(
  prepare: (fixture: GrantsFixture) => Promise<unknown>,
  act: (instance: Open, fixture: GrantsFixture) => Promise<unknown>,
  look: (fixture: GrantsFixture, isDone: boolean) => Promise<void>,
): Promise<number> {
  for (let step = 1; ; step++) {
    for (const isDone of [false, true]) {
      const fixture = createGrantsFixture({ lifetimeSeconds: 30 * 24 * 3600 });
      await prepare(fixture);
      fixture.clock.pass(60);
      const stores = failAt(fixture, step, isDone);
      const wasKilled = await act(fixture.open(stores), fixture).then(
        () => false,
        (error: unknown) => {
          if (error instanceof Killed) return true;
          throw error;
        },
      );
      if (!wasKilled) return stores.writes();
      fixture.clock.pass(CONNECT_CHECK_SECONDS);
      // The sweep itself may be killed as well; the next one goes on.
      for (const again of [1, 2, 3])
        await fixture
          .open(failAt(fixture, again, isDone))
          .sweepGrants()
          .catch(() => 0);
      await fixture.open().sweepGrants();
      await look(fixture, isDone);
    }
  }
}

const codeOf = (error: { code: string }) => error.code;

describe('createSweepGrants', () => {
  it('gives the names back to a connection that is made while it ends the former one', async () => {
    const fixture = createGrantsFixture();
    await fixture.connectPerson(1);
    await fixture.dataKeys.remove(ann);
    fixture.clock.pass(CONNECT_CHECK_SECONDS);
    const { grants } = fixture;
    const { sweepGrants } = fixture.open({
      grants: {
        ...grants,
        async removeTokens(...given) {
          await fixture.connectPerson(1, { accessToken: 'new' });
          await grants.removeTokens(...given);
        },
      },
    });
    await sweepGrants();
    expect((await fixture.readGrant(ann)).status).toBe('connected');
    expect(await fixture.accessTokenOf('person1@fabrikam.com')).toBe('new');
    expect(fixture.endedSessions).toEqual([]);
  });

  it('ends nobody who connects again, and changes no suspension, while it looks', async () => {
    for (const meanwhile of ['connect', 'suspend'] as const) {
      const fixture = createGrantsFixture();
      await fixture.connectPerson(1);
      fixture.clock.pass(CONNECT_CHECK_SECONDS);
      const { dataKeys } = fixture;
      const { sweepGrants } = fixture.open({
        dataKeys: {
          ...dataKeys,
          async read(...given) {
            if (meanwhile === 'connect') await fixture.connectPerson(1, { accessToken: 'new' });
            else await fixture.compareHomeAccount(ann, undefined);
            return dataKeys.read(...given);
          },
        },
      });
      await sweepGrants();
      expect(fixture.endedSessions).toEqual([]);
      if (meanwhile === 'connect')
        for (const { value } of (await fixture.readGrant(ann)).names)
          expect((await fixture.open().findSender(hostTenantId, value)).sender).toEqual(ann);
      const { status, problem } = await fixture.readGrant(ann);
      expect([status, problem?.code]).toEqual(
        meanwhile === 'connect' ? ['connected', undefined] : ['reconsent_required', 'identity_changed'],
      );
      // The place stays for the next run.
      expect((await fixture.due.list('connect', fixture.now(), 10)).length).toBeGreaterThan(0);
    }
  });

  it('makes a first connection that was killed at any write either whole or nothing', async () => {
    const outcomes = new Set<string>();
    const writes = await killEverywhere(
      async () => undefined,
      (instance, fixture) => instance.connect(fixture.requestOf(1)),
      async (fixture) => void outcomes.add(await expectWhole(fixture, 1)),
    );
    expect(writes).toBeGreaterThanOrEqual(7);
    expect(outcomes).toEqual(new Set(['consent_required', createGrantsFixture().tokensOf(1).accessToken]));
  });

  it('leaves the old connection or the new one when a reconnection was killed at any write', async () => {
    const outcomes = new Set<string>();
    await killEverywhere(
      (fixture) => fixture.connectPerson(1, { accessToken: 'old' }),
      (instance, fixture) =>
        instance.connect(fixture.requestOf(1, { accessToken: 'new', mailbox: 'new@fabrikam.com' })),
      async (fixture) => void outcomes.add(await expectWhole(fixture, 1)),
    );
    expect(outcomes).toEqual(new Set(['old', 'new']));
  });

  it('leaves a name with its old owner or with the new one when the take-over was killed at any write', async () => {
    const outcomes = new Set<string>();
    await killEverywhere(
      (fixture) => fixture.connectPerson(1, { mailbox: shared }),
      (instance, fixture) => instance.connect(fixture.requestOf(2, { mailbox: shared })),
      async (fixture) => {
        await expectWhole(fixture, 1);
        const isConnected = (await fixture.grants.read(ben)).grant?.status === 'connected';
        await expectWhole(fixture, 2);
        const { sender } = await fixture.open().findSender(hostTenantId, shared);
        expect(sender).toEqual(isConnected ? ben : ann);
        outcomes.add(sender.hostObjectId);
      },
    );
    expect(outcomes.size).toBe(2);
  });

  it('never leaves a name to a sender of another home tenant, wherever the claim was killed', async () => {
    const outcomes = new Set<string>();
    await killEverywhere(
      (fixture) => fixture.connectPerson(1, { mailbox: shared }),
      (instance, fixture) =>
        instance.connect({ ...fixture.requestOf(2, { mailbox: shared }), homeTenantId: otherTenantId }),
      async (fixture) => {
        const isConnected = (await fixture.grants.read(ben)).grant?.status === 'connected';
        const found = await fixture
          .open()
          .findSender(hostTenantId, shared)
          .then(({ sender }) => sender.hostObjectId, codeOf);
        expect(found).toBe(isConnected ? 'sender_ambiguous' : ann.hostObjectId);
        outcomes.add(found);
      },
    );
    expect(outcomes.size).toBe(2);
  });

  it('marks a name as contested that senders of two home tenants proved at the same moment', async () => {
    const fixture = createGrantsFixture();
    await fixture.connectPerson(1, { mailbox: shared });
    fixture.clock.pass(1);
    await fixture.connect({ ...fixture.requestOf(2, { mailbox: shared }), homeTenantId: otherTenantId });
    // As an earlier release left it: neither saw the other, and the lookup is that of whoever wrote it last.
    await fixture.names.put({ kind: 'address', value: shared }, ben, [ann]);
    for (const sender of [ann, ben]) {
      const grant = await fixture.readGrant(sender);
      await fixture.grants.replace({ ...grant, names: [{ kind: 'address', value: shared }] });
    }
    fixture.clock.pass(CONNECT_CHECK_SECONDS);
    await fixture.sweepGrants();
    expect(await fixture.accessTokenOf(shared)).toBe('sender_ambiguous');
    expect(fixture.contests).toContainEqual(ben);
  });

  it('lets a lost lookup of a contested name lead there again, and does not lift the mark', async () => {
    const fixture = createGrantsFixture();
    const name = { kind: 'address', value: shared } as const;
    await fixture.connectPerson(1, { mailbox: shared });
    await fixture.connect({ ...fixture.requestOf(2, { mailbox: shared }), homeTenantId: otherTenantId });
    await fixture.disconnect(ben);
    await fixture.names.remove(name, ann);
    fixture.clock.pass(CONNECT_CHECK_SECONDS);
    await fixture.sweepGrants();
    expect(await fixture.names.read(hostTenantId, shared)).toEqual([{ kind: 'address', sender: ann }]);
    expect(await fixture.accessTokenOf(shared)).toBe('sender_ambiguous');
  });

  it('gives a contested name to nobody in silence, wherever the disconnection of one of its senders was killed', async () => {
    const abroad = (fixture: GrantsFixture, number: number) => ({
      ...fixture.requestOf(number, { mailbox: shared }),
      homeTenantId: `3e9d1c00-0000-4000-8000-00000000000${number}`,
    });
    await killEverywhere(
      async (fixture) => {
        for (const number of [1, 2, 3]) await fixture.connect(abroad(fixture, number));
      },
      (instance) => instance.disconnect(ann),
      async (fixture) => {
        fixture.graph.profile = () => ({ address: shared, userPrincipalName: shared, addresses: [] });
        await fixture.renewProofs(ben);
        expect(await fixture.accessTokenOf(shared)).toBe('sender_ambiguous');
        await fixture.connect(abroad(fixture, 1));
        expect(await fixture.accessTokenOf(shared)).toBe('sender_ambiguous');
        for (const number of [1, 2, 3])
          expect((await fixture.readGrant(senderOf(number))).names[0]?.contestedBy).toHaveLength(2);
      },
    );
  });

  it('leaves nothing readable after a disconnection that was killed once it had begun', async () => {
    const outcomes: string[] = [];
    await killEverywhere(
      (fixture) => fixture.connectPerson(1, { mailbox: shared }),
      (instance) => instance.disconnect(ann),
      async (fixture) => void outcomes.push(await expectWhole(fixture, 1)),
    );
    // Killed at the first write, or at the second before it took effect, the connection stays.
    const token = createGrantsFixture().tokensOf(1).accessToken;
    expect(outcomes.slice(0, 3)).toEqual([token, token, token]);
    expect(new Set(outcomes.slice(3))).toEqual(new Set(['consent_required']));
  });

  it('reads nothing between the destruction of the key and the sweep', async () => {
    const fixture = createGrantsFixture();
    await fixture.connectPerson(1);
    await expect(fixture.open(failAt(fixture, 3, false)).disconnect(ann)).rejects.toBeInstanceOf(Killed);
    await expect(fixture.open().accessTokens.read(hostTenantId, ann.hostObjectId)).rejects.toMatchObject({
      code: 'consent_required',
    });
    expect((await fixture.disconnect(ann))?.status).toBe('disconnected');
  });

  it('ends a connection whose tokens are gone', async () => {
    const fixture = createGrantsFixture();
    await fixture.connectPerson(1);
    await fixture.grants.removeTokens(ann, 2);
    fixture.clock.pass(CONNECT_CHECK_SECONDS);
    expect(await fixture.sweepGrants()).toBe(1);
    expect((await fixture.readGrant(ann)).status).toBe('disconnected');
  });

  it('leaves alone what is being connected while it looks', async () => {
    const fixture = createGrantsFixture();
    await fixture.connectPerson(1);
    await fixture.disconnect(ann);
    fixture.clock.pass(CONNECT_CHECK_SECONDS);
    const { dataKeys } = fixture;
    let isFirst = true;
    const sweeper = fixture.open({
      dataKeys: {
        ...dataKeys,
        async remove(...given) {
          if (isFirst) await fixture.connectPerson(1, { accessToken: 'new' });
          isFirst = false;
          await dataKeys.remove(...given);
        },
      },
    });
    await sweeper.sweepGrants();
    expect(isFirst).toBe(false);
    const { accessToken } = await fixture.open().accessTokens.read(hostTenantId, ann.hostObjectId);
    expect(accessToken).toBe('new');
  });

  it('points a lookup that was lost at the sender who lists the name, but never at an earlier owner', async () => {
    const fixture = createGrantsFixture();
    await fixture.connectPerson(1, { mailbox: shared });
    await fixture.names.remove({ kind: 'address', value: shared }, ann);
    fixture.clock.pass(60);
    await fixture.connectPerson(2);
    // Ben proved the name later, while Ann's grant still lists it.
    fixture.clock.pass(CONNECT_CHECK_SECONDS);
    await fixture.sweepGrants();
    expect((await fixture.findSender(hostTenantId, shared)).sender).toEqual(ann);
    const benGrant = await fixture.readGrant(ben);
    await fixture.grants.replace({ ...benGrant, names: [{ kind: 'address', value: shared }] });
    await fixture.names.put({ kind: 'address', value: shared }, ben, [ann]);
    await fixture.due.add({ kind: 'connect', at: fixture.now(), sender: ann, generation: 1 });
    await fixture.sweepGrants();
    expect((await fixture.open().findSender(hostTenantId, shared)).sender).toEqual(ben);
  });

  it('gives a name to whoever proved it last, though the former owner connected later, wherever the claim was killed', async () => {
    const outcomes = new Set<string>();
    await killEverywhere(
      async (fixture) => {
        await fixture.connectPerson(2);
        fixture.clock.pass(60);
        await fixture.connectPerson(1, { addresses: ['person1@fabrikam.com', shared] });
        const { profile } = fixture.graph;
        fixture.graph.profile = (person) => ({ ...profile(person), addresses: person === '2' ? [shared] : [] });
      },
      (instance) => instance.renewProofs(ben),
      async (fixture) => {
        const isProven = (await fixture.readGrant(ben)).names.some(({ value }) => value === shared);
        const isLeft = (await fixture.readGrant(ann)).names.some(({ value }) => value === shared);
        expect(isLeft).toBe(!isProven);
        const { sender } = await fixture.open().findSender(hostTenantId, shared);
        expect(sender).toEqual(isProven ? ben : ann);
        outcomes.add(sender.hostObjectId);
      },
    );
    expect(outcomes.size).toBe(2);
  });

  it('removes tokens of earlier generations', async () => {
    const fixture = createGrantsFixture();
    await fixture.connectPerson(1);
    const before = await fixture.grants.read(ann);
    await fixture.connectPerson(1);
    if (!before.tokens) throw new Error('There are no tokens.');
    const second = await fixture.grants.read(ann);
    await connectIn(fixture.grants, { ...(await fixture.readGrant(ann)), generation: 1 }, before.tokens);
    await fixture.grants.replace({ ...(await fixture.readGrant(ann)), generation: 2 });
    fixture.clock.pass(CONNECT_CHECK_SECONDS);
    await fixture.sweepGrants();
    expect((await fixture.grants.read(ann)).tokens).toEqual(second.tokens);
    await fixture.grants.replace({ ...(await fixture.readGrant(ann)), generation: 1 });
    expect((await fixture.grants.read(ann)).tokens).toBeUndefined();
  });

  it('leaves a finished connection as it is', async () => {
    const fixture = createGrantsFixture({ lifetimeSeconds: 2 * CONNECT_CHECK_SECONDS });
    await fixture.connectPerson(1);
    fixture.clock.pass(CONNECT_CHECK_SECONDS);
    expect(await fixture.sweepGrants()).toBe(0);
    expect(await fixture.due.list('connect', fixture.now(), 9)).toEqual([]);
    expect(await fixture.accessTokenOf(ann.hostObjectId)).toBe(fixture.tokensOf(1).accessToken);
  });

  it('looks at nothing before its time', async () => {
    const fixture = createGrantsFixture();
    await fixture.vault.createDataKey(ann, 1);
    await fixture.due.add({ kind: 'connect', at: new Date(fixture.now().getTime() + 1), sender: ann, generation: 1 });
    expect(await fixture.sweepGrants()).toBe(0);
    expect(await fixture.dataKeys.read(ann, 1)).toBeDefined();
  });
});
