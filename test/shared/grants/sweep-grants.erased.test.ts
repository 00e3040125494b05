import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { CONNECT_CHECK_SECONDS, ERASED_GENERATION_DAYS } from '../../../shared/limits.ts';
import { createMessage } from '../../contract/samples.ts';
import {
  DAY_SECONDS,
  accountOf,
  annAtHome,
  ben,
  connectAsEarlier,
  createStage,
  inDays,
  listKept,
  nothingButANumber,
} from './erase-stage.ts';
import { ann, type GrantsFixture } from './grants-fixture.ts';

let fixture: GrantsFixture;
beforeEach(async () => {
  fixture = await createStage();
});

describe('createSweepGrants of an erased sender', () => {
  it('deletes what a send under way has left, and the number at its end', async () => {
    await fixture.erase(ann, annAtHome(fixture));
    await fixture.messages.insert(createMessage({ sender: ann, createdAt: fixture.now() }));
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
    await fixture.messages.insert(createMessage({ sender: ann, createdAt: fixture.now() }));
    for (const seconds of [CONNECT_CHECK_SECONDS, ERASED_GENERATION_DAYS * DAY_SECONDS]) {
      fixture.clock.pass(seconds);
      await fixture.sweepGrants();
    }
    expect(await listKept(fixture)).toEqual({ ...nothingButANumber, generation: undefined });
  });

  it('goes on in the next run where one run does not do', async () => {
    await fixture.erase(ann, annAtHome(fixture));
    for (const digit of ['0', '0', '1'])
      await fixture.messages.insert(
        createMessage({ id: createMessage().id.replace(/^./, digit), sender: ann, createdAt: fixture.now() }),
      );
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

  it('deletes the rest of the index whatever the person does meanwhile, and nothing of what was sent since', async () => {
    for (const meanwhile of [[], ['connect'], ['connect', 'disconnect'], ['connect', 'suspend']]) {
      const stage = await createStage();
      for (let count = 0; count < 40; count++)
        await stage.messages.insert(createMessage({ sender: ann, createdAt: stage.now() }));
      const { messages } = stage;
      const forgetSender: typeof messages.forgetSender = (sender, _top, before) =>
        messages.forgetSender(sender, 1, before);
      await stage.open({ messages: { ...messages, forgetSender } }).erase(ann, annAtHome(stage));
      stage.clock.pass(60);
      if (meanwhile.includes('connect')) await stage.connectPerson(1);
      const sent = await stage.messages.insert(createMessage({ sender: ann, createdAt: stage.now() }));
      if (meanwhile.includes('disconnect')) await stage.disconnect(ann);
      if (meanwhile.includes('suspend')) await stage.compareHomeAccount(ann, accountOf(stage, 2));
      stage.clock.pass(CONNECT_CHECK_SECONDS);
      await stage.sweepGrants();
      const left = (await messages.list({ kind: 'sender', sender: ann }, { topOfEach: 100 })).messages.map(
        ({ id }) => id,
      );
      // What was submitted after the erasure is somebody's mail to come, whoever connects for it.
      expect([meanwhile, left]).toEqual([meanwhile, [sent.id]]);
      expect(await stage.due.list('index', inDays(stage, 400), 10)).toEqual([]);
    }
  });

  it('deletes the rest of the index although the row of another sender cannot be read', async () => {
    await fixture.erase(ann, annAtHome(fixture));
    await fixture.messages.insert(createMessage({ sender: ann, createdAt: fixture.now() }));
    fixture.clock.pass(CONNECT_CHECK_SECONDS);
    const { grants } = fixture;
    const unreadable = new ConnectorError('sealed_record_refused');
    const read: typeof grants.read = (sender) =>
      sender.hostObjectId === ben.hostObjectId ? Promise.reject(unreadable) : grants.read(sender);
    await expect(fixture.open({ grants: { ...grants, read } }).sweepGrants()).rejects.toBe(unreadable);
    expect((await listKept(fixture)).index).toBe(0);
  });

  it('forgets the number at its end, also beside a connection of an earlier release', async () => {
    await fixture.erase(ann, annAtHome(fixture));
    await connectAsEarlier(fixture);
    for (const seconds of [CONNECT_CHECK_SECONDS, ERASED_GENERATION_DAYS * DAY_SECONDS]) {
      fixture.clock.pass(seconds);
      await fixture.sweepGrants();
    }
    expect((await fixture.grants.read(ann)).erased).toBeUndefined();
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
