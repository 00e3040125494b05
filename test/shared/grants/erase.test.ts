import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { CONNECT_CHECK_SECONDS, ERASED_GENERATION_DAYS, ERASED_MESSAGES_OF_EACH_MAX } from '../../../shared/limits.ts';
import { createMessage } from '../../contract/samples.ts';
import { failAt, Killed } from './failing-writes.ts';
import { ann, annUserPrincipalName, createGrantsFixture, senderOf, type GrantsFixture } from './grants-fixture.ts';

const DAY_SECONDS = 24 * 3600;
const ben = senderOf(2);
const annAtHome = (fixture: GrantsFixture) => accountOf(fixture, 1);
const accountOf = (fixture: GrantsFixture, number: number) => {
  const { homeTenantId, homeObjectId } = fixture.requestOf(number);
  return { homeTenantId, homeObjectId };
};
const inDays = (fixture: GrantsFixture, days: number) => new Date(fixture.now().getTime() + days * DAY_SECONDS * 1000);

/** Ann and Ben are connected, have sent two messages each, and tested. */
async function createStage() {
  const fixture = createGrantsFixture();
  for (const [number, sender] of [ann, ben].entries()) {
    await fixture.connectPerson(number + 1, number === 0 ? { userPrincipalName: annUserPrincipalName } : {});
    for (let count = 0; count < 2; count++)
      await fixture.messages.insert(createMessage({ sender, status: 'sent', createdAt: fixture.now() }));
    await fixture.testTimes.write(sender, { times: [fixture.now()], expiresAt: inDays(fixture, 1) });
  }
  return fixture;
}

/** Everything that is kept of a person, but for the time of the erasure. */
async function listKept(fixture: GrantsFixture, number = 1) {
  const sender = senderOf(number);
  const { grant, tokens, erased } = await fixture.grants.read(sender);
  const due = await Promise.all(
    (['refresh', 'connect'] as const).map((kind) => fixture.due.list(kind, inDays(fixture, 400), 100)),
  );
  const isOf = (one: { sender: { hostObjectId: string } }) => one.sender.hostObjectId === sender.hostObjectId;
  const owners = await Promise.all(
    [`person${number}@fabrikam.com`, annUserPrincipalName].map((name) => fixture.names.read(ann.hostTenantId, name)),
  );
  return {
    status: grant?.status,
    tokens,
    generation: erased?.generation,
    keys: (await fixture.dataKeys.list(100)).rows.filter(isOf).length,
    names: owners.flat().filter(isOf).length,
    tests: await fixture.testTimes.read(sender),
    index: (await fixture.messages.listOfSender(sender, new Date(0), 100)).messages.length,
    refreshes: due[0]?.filter(isOf).length,
  };
}

const nothingButANumber = {
  status: undefined,
  tokens: undefined,
  generation: 1,
  keys: 0,
  names: 0,
  tests: undefined,
  index: 0,
  refreshes: 0,
};

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
        { kind: 'test_times', count: 1 },
        { kind: 'message_index', count: 2 },
      ],
      remaining: [
        { kind: 'messages', until: inDays(fixture, 30) },
        { kind: 'generation', until: inDays(fixture, ERASED_GENERATION_DAYS) },
      ],
      isOwn: true,
    });
    expect(await listKept(fixture)).toEqual(nothingButANumber);
    expect(await fixture.messages.listDue(inDays(fixture, 400), 10)).toHaveLength(4);
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
    expect(deleted.map(({ kind }) => kind)).toEqual(['connection', 'test_times', 'message_index']);
    expect(await listKept(fixture)).toEqual(nothingButANumber);
  });

  it('finds nothing left the second time, and says for how long what stays will', async () => {
    const first = await fixture.erase(ann, annAtHome(fixture));
    fixture.clock.pass(40 * DAY_SECONDS);
    expect(await fixture.erase(ann, annAtHome(fixture))).toEqual({
      at: fixture.now(),
      deleted: [],
      remaining: first.remaining.slice(1),
      isOwn: true,
    });
    const nothing = { at: fixture.now(), deleted: [], remaining: [], isOwn: true };
    expect(await fixture.erase(senderOf(9), undefined)).toEqual(nothing);
    expect(await fixture.grants.read(senderOf(9))).toEqual({});
  });

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
        expect(again.remaining.map(({ kind }) => kind)).toEqual(['messages', 'generation']);
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

describe('createSweepGrants of an erased sender', () => {
  it('deletes what a send under way has left, and the number at its end', async () => {
    await fixture.erase(ann, annAtHome(fixture));
    await fixture.messages.insert(createMessage({ sender: ann }));
    fixture.clock.pass(CONNECT_CHECK_SECONDS);
    await fixture.sweepGrants();
    expect(await listKept(fixture)).toEqual(nothingButANumber);
    fixture.clock.pass(ERASED_GENERATION_DAYS * DAY_SECONDS - CONNECT_CHECK_SECONDS - 1);
    await fixture.sweepGrants();
    expect((await fixture.grants.read(ann)).erased?.generation).toBe(1);
    fixture.clock.pass(1);
    await fixture.sweepGrants();
    expect(await fixture.grants.read(ann)).toEqual({});
    expect(
      (await fixture.due.list('connect', inDays(fixture, 400), 100)).filter(({ sender }) => sender === ann),
    ).toEqual([]);
  });

  it('also looks back where the disconnect was long ago', async () => {
    await fixture.disconnect(ann);
    fixture.clock.pass(CONNECT_CHECK_SECONDS);
    await fixture.sweepGrants();
    await fixture.erase(ann, annAtHome(fixture));
    await fixture.messages.insert(createMessage({ sender: ann }));
    for (const seconds of [CONNECT_CHECK_SECONDS, ERASED_GENERATION_DAYS * DAY_SECONDS]) {
      fixture.clock.pass(seconds);
      await fixture.sweepGrants();
    }
    expect(await listKept(fixture)).toEqual({ ...nothingButANumber, generation: undefined });
  });

  it('goes on in the next run where one run does not do', async () => {
    await fixture.erase(ann, annAtHome(fixture));
    for (const digit of ['0', '0', '1'])
      await fixture.messages.insert(createMessage({ id: createMessage().id.replace(/^./, digit), sender: ann }));
    fixture.clock.pass(CONNECT_CHECK_SECONDS);
    const { messages } = fixture;
    const slow = fixture.open({
      messages: { ...messages, forgetSender: (sender) => messages.forgetSender(sender, 1) },
    });
    await slow.sweepGrants();
    expect((await listKept(fixture)).index).toBe(1);
    await slow.sweepGrants();
    expect((await listKept(fixture)).index).toBe(0);
  });

  it('leaves a connection alone that was made since', async () => {
    await fixture.erase(ann, annAtHome(fixture));
    await fixture.connectPerson(1);
    for (const seconds of [CONNECT_CHECK_SECONDS, ERASED_GENERATION_DAYS * DAY_SECONDS]) {
      fixture.clock.pass(seconds);
      await fixture.sweepGrants();
    }
    expect(await listKept(fixture)).toMatchObject({ status: 'connected', keys: 1, names: 1 });
    expect((await fixture.readGrant(ann)).generation).toBe(2);
  });
});

/** Runs `act` before every call of every store. */
function interrupt<Stores extends object>(stores: Stores, act: () => Promise<void>): Stores {
  const wrap = (store: object) =>
    Object.fromEntries(
      Object.entries(store).map(([name, call]: [string, (...given: unknown[]) => Promise<unknown>]) => [
        name,
        async (...given: unknown[]) => {
          await act();
          return call(...given);
        },
      ]),
    );
  return Object.fromEntries(
    Object.entries(stores).map(([name, store]: [string, unknown]) => [
      name,
      typeof store === 'object' && store !== null ? wrap(store) : store,
    ]),
  ) as Stores;
}
