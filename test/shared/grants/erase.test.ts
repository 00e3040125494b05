import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { CONNECT_CHECK_SECONDS, ERASED_GENERATION_DAYS, ERASED_MESSAGES_OF_EACH_MAX } from '../../../shared/limits.ts';
import {
  DAY_SECONDS,
  accountOf,
  annAtHome,
  ben,
  connectAsEarlier,
  createStage,
  inDays,
  interrupt,
  listKept,
  nothingButANumber,
} from './erase-stage.ts';
import { failAt, Killed } from './failing-writes.ts';
import { otherTenantId } from '../sign-in/sign-in-sample.ts';
import { ann, annUserPrincipalName, senderOf, type GrantsFixture } from './grants-fixture.ts';

let fixture: GrantsFixture;
beforeEach(async () => {
  fixture = await createStage();
});

describe('createErase', () => {
  it('deletes all that is kept of a connected person but a number and their messages, and says so', async () => {
    const receipt = await fixture.erase(ann, annAtHome(fixture));
    expect(receipt).toEqual({
      at: fixture.now(),
      deleted: [
        { kind: 'connection', count: 1 },
        { kind: 'names', count: 2 },
        { kind: 'message_index', count: 2 },
      ],
      remaining: [
        { kind: 'messages', until: inDays(fixture, 30) },
        { kind: 'generation', until: inDays(fixture, ERASED_GENERATION_DAYS) },
        { kind: 'test_times', until: inDays(fixture, 1 / 24) },
      ],
      isOwn: true,
    });
    expect(await listKept(fixture)).toEqual(nothingButANumber);
    expect((await fixture.messages.listDue(inDays(fixture, 400), 10)).over).toHaveLength(4);
    expect(fixture.endedSessions).toContainEqual(ann);
    const { erased } = await fixture.grants.read(ann);
    expect(Object.keys(erased ?? {}).sort()).toEqual(['erasedAt', 'etag', 'generation', 'sender']);
  });

  it('leaves everybody else alone', async () => {
    const before = await listKept(fixture, 2);
    await fixture.erase(ann, annAtHome(fixture));
    expect(await listKept(fixture, 2)).toEqual(before);
    expect(await fixture.accessTokenOf('person2@fabrikam.com')).toBe(fixture.tokensOf(2).accessToken);
  });

  it('makes the person a stranger under every name', async () => {
    await fixture.erase(ann, annAtHome(fixture));
    for (const name of ['person1@fabrikam.com', annUserPrincipalName, ann.hostObjectId])
      expect(await fixture.accessTokenOf(name)).toBe('consent_required');
    expect((await fixture.findSender(ann.hostTenantId, ann.hostObjectId)).grant).toBeUndefined();
    expect((await fixture.grants.list(ann.hostTenantId, 10)).grants.map(({ sender }) => sender)).toEqual([ben]);
  });

  it('erases what a disconnect has left', async () => {
    await fixture.disconnect(ann);
    fixture.endedSessions.length = 0;
    const { deleted } = await fixture.erase(ann, annAtHome(fixture));
    expect(fixture.endedSessions).toEqual([ann]);
    expect(deleted.map(({ kind }) => kind)).toEqual(['connection', 'message_index']);
    expect(await listKept(fixture)).toEqual(nothingButANumber);
  });

  it('finds nothing left the second time, and says for how long what stays will', async () => {
    const first = await fixture.erase(ann, annAtHome(fixture));
    fixture.clock.pass(40 * DAY_SECONDS);
    expect(await fixture.erase(ann, annAtHome(fixture))).toEqual({
      at: fixture.now(),
      deleted: [],
      remaining: first.remaining.filter(({ kind }) => kind === 'generation'),
      isOwn: true,
    });
    const nothing = { at: fixture.now(), deleted: [], remaining: [], isOwn: true };
    expect(await fixture.erase(senderOf(9), undefined)).toEqual(nothing);
    expect(await fixture.grants.read(senderOf(9))).toEqual({});
  });

  it('leaves the times of tests their hour, so that nobody gains tests by erasing', async () => {
    const before = await fixture.testTimes.read(ann);
    await fixture.erase(ann, annAtHome(fixture));
    expect(await fixture.testTimes.read(ann)).toEqual(before);
  });

  it('ends what a sign-in has begun before it looks, and touches nothing of a connection that is not to be erased', async () => {
    const ended: number[] = [];
    let reads = 0;
    const grants = {
      ...fixture.grants,
      read: async (...given: Parameters<typeof fixture.grants.read>) => {
        ended.push(fixture.endedSessions.length);
        reads += 1;
        return fixture.grants.read(...given);
      },
    };
    await expect(fixture.open({ grants }).erase(ann, accountOf(fixture, 2))).rejects.toMatchObject({
      code: 'request_expired',
    });
    expect([ended, fixture.endedSessions]).toEqual([[0], []]);
    await fixture.open({ grants }).erase(ann, annAtHome(fixture));
    // The first look says whether the person may; every one that decides comes after the end of the session.
    expect(ended.slice(1, 3)).toEqual([0, 1]);
    expect(reads).toBeGreaterThan(3);
  });

  it.each<[string, number, string, unknown[]]>([
    ['of another account', 2, 'request_expired', ['connected', 2]],
    ['of the own account', 1, 'erased', [undefined, undefined]],
  ])('is bound to the connection that it looked at: one %s that takes its place', async (_whose, number, end, left) => {
    await fixture.compareHomeAccount(ann, accountOf(fixture, 2));
    const { suspended } = await fixture.compareHomeAccount(ann, accountOf(fixture, 2));
    let reads = 0;
    const read = async (sender: typeof ann) => {
      reads += 1;
      // Once to see whether the person may, once to decide, and now to disconnect.
      if (reads === 3)
        await fixture.connect({
          ...fixture.requestOf(number === 2 ? 1 : 2),
          sender: ann,
          ...(suspended !== undefined && { resumes: suspended }),
        });
      return fixture.grants.read(sender);
    };
    const receipt = fixture
      .open({ grants: { ...fixture.grants, read } })
      .erase(ann, accountOf(fixture, 2))
      .then(
        () => 'erased',
        (error: ConnectorError) => error.code,
      );
    expect(await receipt).toBe(end);
    const { grant } = await fixture.grants.read(ann);
    expect([grant?.status, grant?.generation]).toEqual(left);
  });

  it('counts on from the number when an earlier release has connected the sender from one again', async () => {
    await fixture.connectPerson(1);
    await fixture.erase(ann, annAtHome(fixture));
    await connectAsEarlier(fixture);
    await fixture.erase(ann, accountOf(fixture, 2));
    expect((await fixture.grants.read(ann)).erased?.generation).toBe(2);
    await fixture.connectPerson(1);
    expect(await fixture.grants.read(ann)).toMatchObject({ grant: { generation: 3 }, tokens: { generation: 3 } });
    expect((await fixture.grants.read(ann)).erased).toBeUndefined();
  });

  it('leaves no lookup of the erased sender, whichever call of a renewal of theirs it comes before', async () => {
    const added = 'new1@fabrikam.com';
    for (let step = 1, isOver = false; !isOver; step++) {
      const stage = await createStage();
      const { profile } = stage.graph;
      stage.graph.profile = (person) => ({ ...profile(person), addresses: [added] });
      let count = 0;
      const stores = interrupt(failAt(stage, Number.POSITIVE_INFINITY, true), async () => {
        count += 1;
        if (count === step) await stage.erase(ann, annAtHome(stage));
      });
      await stage
        .open(stores)
        .renewProofs(ann)
        .catch((error: unknown) => expect(error).toBeInstanceOf(ConnectorError));
      isOver = count < step;
      if (!isOver) expect(await stage.names.read(ann.hostTenantId, added)).toEqual([]);
    }
  });

  it.each(['a contester who leaves it', 'the erasure'] as const)(
    'leaves no lookup of the erased sender, whichever call of %s the other comes before',
    async (interrupted) => {
      const shared = 'person1@fabrikam.com';
      for (let step = 1, isOver = false; !isOver; step++) {
        const stage = await createStage();
        await stage.connect({ ...stage.requestOf(3, { mailbox: shared }), homeTenantId: otherTenantId });
        const leave = (instance: Pick<GrantsFixture, 'disconnect'>) => instance.disconnect(senderOf(3));
        const erase = (instance: Pick<GrantsFixture, 'erase'>) => instance.erase(ann, annAtHome(stage));
        let count = 0;
        const instance = stage.open(
          interrupt(failAt(stage, Number.POSITIVE_INFINITY, true), async () => {
            count += 1;
            if (count === step) await (interrupted === 'the erasure' ? leave(stage) : erase(stage));
          }),
        );
        await (interrupted === 'the erasure' ? erase(instance) : leave(instance));
        isOver = count < step;
        if (!isOver) expect(await stage.names.read(ann.hostTenantId, shared)).toEqual([]);
      }
    },
  );

  it('erases no connection of another account, unless a sign-in has contradicted it', async () => {
    await expect(fixture.erase(ann, accountOf(fixture, 2))).rejects.toMatchObject({ code: 'request_expired' });
    expect((await listKept(fixture)).status).toBe('connected');
    await fixture.compareHomeAccount(ann, accountOf(fixture, 2));
    expect(await fixture.erase(ann, accountOf(fixture, 2))).toMatchObject({ isOwn: false });
    expect(await listKept(fixture)).toEqual(nothingButANumber);
  });

  it('lets the next connection count on, so that no key and no journey fits both', async () => {
    await fixture.erase(ann, annAtHome(fixture));
    fixture.clock.pass(60);
    await fixture.connectPerson(1);
    expect(await fixture.readGrant(ann)).toMatchObject({ generation: 2, accountSince: fixture.now() });
    expect(await fixture.open().accessTokens.read(ann.hostTenantId, ann.hostObjectId)).toMatchObject({
      accessToken: fixture.tokensOf(1).accessToken,
    });
  });

  it('says that the rest of a long index goes later', async () => {
    const { messages } = fixture;
    const forgetSender = (sender: typeof ann, topOfEach: number) => {
      expect(topOfEach).toBe(ERASED_MESSAGES_OF_EACH_MAX);
      return messages.forgetSender(sender, 0).then(() => ({ deleted: 1_000, isComplete: false }));
    };
    const { remaining } = await fixture
      .open({ messages: { ...messages, forgetSender } })
      .erase(ann, annAtHome(fixture));
    expect(remaining.at(-1)).toEqual({ kind: 'message_index', until: inDays(fixture, 1) });
  });

  it('ends the same after it was killed at any write and is repeated', async () => {
    let writes = 0;
    for (let step = 1; writes === 0; step++) {
      for (const isDone of [false, true]) {
        const stage = await createStage();
        const stores = failAt(stage, step, isDone);
        const end = await stage
          .open(stores)
          .erase(ann, annAtHome(stage))
          .catch((error: unknown) => error);
        if (!(end instanceof Killed)) writes = stores.writes();
        const again = await stage.open().erase(ann, annAtHome(stage));
        expect(await listKept(stage)).toEqual(nothingButANumber);
        expect(again.remaining.map(({ kind }) => kind)).toEqual(['messages', 'generation', 'test_times']);
      }
    }
    expect(writes).toBeGreaterThanOrEqual(10);
  });

  it('is finished by the sweep once the grant is erased, and is else a disconnect or nothing', async () => {
    const ends = new Set<string>();
    for (let step = 1, isOver = false; !isOver; step++) {
      for (const isDone of [false, true]) {
        const stage = await createStage();
        const end = await stage
          .open(failAt(stage, step, isDone))
          .erase(ann, annAtHome(stage))
          .catch((error: unknown) => error);
        isOver = !(end instanceof Killed);
        stage.clock.pass(CONNECT_CHECK_SECONDS);
        for (const again of [1, 2, 3, 4])
          await stage
            .open(failAt(stage, again, isDone))
            .sweepGrants()
            .catch(() => 0);
        await stage.open().sweepGrants();
        const kept = await listKept(stage);
        ends.add(kept.status ?? 'erased');
        if (kept.status === undefined) expect(kept).toEqual(nothingButANumber);
        if (kept.status === 'disconnected') expect([kept.tokens, kept.keys, kept.names]).toEqual([undefined, 0, 0]);
        if (kept.status === 'connected') expect([kept.keys, kept.names, kept.index]).toEqual([1, 2, 2]);
      }
    }
    expect(ends).toEqual(new Set(['connected', 'disconnected', 'erased']));
  });

  it('ends whole whichever write of it a connection comes before', async () => {
    const ends = new Set<string>();
    for (let step = 1, isOver = false; !isOver; step++) {
      const stage = await createStage();
      let count = 0;
      const racing = { ...failAt(stage, Number.POSITIVE_INFINITY, true) };
      const stores = interrupt(racing, async () => {
        count += 1;
        if (count === step) await stage.connectPerson(1, { accessToken: 'new' });
      });
      await stage.open(stores).erase(ann, annAtHome(stage));
      isOver = count < step;
      stage.clock.pass(CONNECT_CHECK_SECONDS);
      await stage.open().sweepGrants();
      const kept = await listKept(stage);
      if (kept.status === 'connected') {
        expect([kept.keys, kept.names, kept.refreshes]).toEqual([1, 1, 1]);
        expect((await stage.readGrant(ann)).generation).toBe(2);
      } else expect(kept).toEqual({ ...nothingButANumber, generation: kept.generation });
      ends.add(`${kept.status ?? 'erased'} ${kept.generation ?? ''}`.trim());
    }
    expect(ends).toEqual(new Set(['erased 1', 'erased 2', 'connected']));
  });

  it('gives up when the person keeps connecting, with the grant as it is', async () => {
    const grants = { ...fixture.grants, erase: () => Promise.reject(new ConnectorError('conflict')) };
    await expect(fixture.open({ grants }).erase(ann, annAtHome(fixture))).rejects.toMatchObject({ code: 'conflict' });
    expect((await listKept(fixture)).status).toBe('disconnected');
  });
});
