import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { createEraseFor } from '../../../shared/grants/erase-for.ts';
import { CONNECT_CHECK_SECONDS } from '../../../shared/limits.ts';
import { createMessage } from '../../contract/samples.ts';
import { accountOf, annAtHome, ben, createStage, interrupt, listKept, nothingButANumber } from './erase-stage.ts';
import { failAt } from './failing-writes.ts';
import { ann, senderOf, type GrantsFixture } from './grants-fixture.ts';

let fixture: GrantsFixture;
beforeEach(async () => {
  fixture = await createStage();
});

const eraseFor = (instance: Pick<GrantsFixture, 'erase'> = fixture, grants = fixture.grants) =>
  createEraseFor({
    grants,
    erase: instance.erase,
    traces: {
      hasMessages: async (sender) =>
        (await fixture.messages.list({ kind: 'sender', sender }, { topOfEach: 1 })).messages.length > 0,
    },
  });
const eraseAnn = (...given: Parameters<typeof eraseFor>) => eraseFor(...given)(ann.hostTenantId, ann.hostObjectId);

describe('createEraseFor', () => {
  it('erases what the person would have erased, with the same receipt, and nobody else', async () => {
    const before = await listKept(fixture, 2);
    const receipt = await eraseFor()(ann.hostTenantId, ann.hostObjectId.toUpperCase());
    const other = await createStage();
    expect(receipt).toEqual(await other.erase(ann, annAtHome(other)));
    expect(await listKept(fixture)).toEqual(nothingButANumber);
    expect(await listKept(fixture, 2)).toEqual(before);
    expect(fixture.endedSessions).toContainEqual(ann);
    expect(fixture.endedSessions).not.toContainEqual(ben);
  });

  it('erases whichever account is connected, and shows its counts', async () => {
    await fixture.disconnect(ann);
    await fixture.connect({
      ...fixture.requestOf(2),
      sender: ann,
      requireLatest: fixture.requestOf(1).requireLatest,
    });
    await expect(fixture.erase(ann, accountOf(fixture, 1))).rejects.toMatchObject({ code: 'request_expired' });
    expect(await eraseAnn()).toMatchObject({ isOwn: true, deleted: [{ kind: 'connection', count: 1 }, {}, {}] });
    expect(await listKept(fixture)).toMatchObject({ status: undefined, tokens: undefined, keys: 0 });
  });

  it('erases what a disconnect has left, and a suspended connection', async () => {
    await fixture.disconnect(ann);
    expect((await eraseAnn()).deleted.map(({ kind }) => kind)).toEqual(['connection', 'message_index']);
    const stage = await createStage();
    await stage.compareHomeAccount(ann, accountOf(stage, 2));
    await eraseAnn(stage, stage.grants);
    expect(await listKept(stage)).toEqual(nothingButANumber);
  });

  it('says the second time that nothing was left, and what stays', async () => {
    await eraseAnn();
    const { deleted, remaining } = await eraseAnn();
    expect([deleted, remaining.map(({ kind }) => kind)]).toEqual([[], ['messages', 'generation', 'test_times']]);
  });

  it.each([
    ['a stranger', senderOf(9).hostObjectId],
    ['an address', 'ann@fabrikam.com'],
    ['nothing', ''],
    ['a key of another row', `${ann.hostObjectId}.x`],
  ])('does not find %s, and writes nothing', async (_case, hostObjectId) => {
    const onFound = () => Promise.reject(new Error('Nothing was found.'));
    await expect(eraseFor()(ann.hostTenantId, hostObjectId, onFound)).rejects.toMatchObject({ code: 'not_found' });
    expect(await fixture.grants.read(senderOf(9))).toEqual({});
    expect((await listKept(fixture)).status).toBe('connected');
  });

  it('erases nothing before what is done first, once it is known that there is something', async () => {
    const kept = await listKept(fixture);
    const onFound = async () => {
      expect(await listKept(fixture)).toEqual(kept);
      throw new ConnectorError('storage_unavailable');
    };
    const erasing = eraseFor()(ann.hostTenantId, ann.hostObjectId, onFound);
    await expect(erasing).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect([await listKept(fixture), fixture.endedSessions]).toEqual([kept, []]);
  });

  it('erases what finds the messages of somebody who never connected', async () => {
    const sender = senderOf(9);
    await fixture.messages.insert(createMessage({ sender, status: 'held', createdAt: fixture.now() }));
    const { deleted } = await eraseFor()(sender.hostTenantId, sender.hostObjectId);
    expect(deleted).toEqual([{ kind: 'message_index', count: 1 }]);
    await expect(eraseFor()(sender.hostTenantId, sender.hostObjectId)).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each([1, 2])('ends whole whichever of its writes a connection of account %s comes before', async (account) => {
    const ends = new Set<string>();
    for (let step = 1, isOver = false; !isOver; step++) {
      const stage = await createStage();
      let count = 0;
      const stores = interrupt(failAt(stage, Number.POSITIVE_INFINITY, true), async () => {
        count += 1;
        if (count !== step) return;
        const request = { ...stage.requestOf(account), sender: ann, requireLatest: stage.requestOf(1).requireLatest };
        // Another account may be refused while the first is connected.
        await stage.connect(request).catch((error: unknown) => expect(error).toBeInstanceOf(ConnectorError));
      });
      await eraseAnn(stage.open(stores), stage.grants);
      isOver = count < step;
      stage.clock.pass(CONNECT_CHECK_SECONDS);
      await stage.open().sweepGrants();
      const kept = await listKept(stage);
      if (kept.status === 'connected') expect([kept.keys, kept.refreshes]).toEqual([1, 1]);
      else expect(kept).toEqual({ ...nothingButANumber, generation: kept.generation });
      ends.add(kept.status ?? 'erased');
    }
    expect(ends).toContain('erased');
  });

  it('gives up when the person keeps connecting', async () => {
    const grants = { ...fixture.grants, erase: () => Promise.reject(new ConnectorError('conflict')) };
    await expect(eraseAnn(fixture.open({ grants }))).rejects.toMatchObject({ code: 'conflict' });
  });
});
