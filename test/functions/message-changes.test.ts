import { describe, expect, it } from 'vitest';
import { createContests } from '../../functions/contests.ts';
import { addChange, createMessageChanges, moveChanges, tellChanges } from '../../functions/message-changes.ts';
import { createSettle } from '../../functions/timer.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { createApi } from './api.ts';
import { codeOf, invoke, lineOf, respondTo } from './invoke.ts';

const [one, two] = ['1', '2'].map((digit) => digit.repeat(32)) as [string, string];

describe('tellChanges', () => {
  it.each([
    ['nothing of the message that the line names', { message: one, result: 'sent' }, {}],
    [
      'all of a message whose result the line does not say',
      { message: one },
      { changed: { accepted: 1, sent: 1 }, changedMessages: [`${one} sending`, `${one} sent`] },
    ],
    [
      'that the message of the line was so before, and the other',
      { message: two, result: 'sent' },
      { unchanged: true, changed: { accepted: 1, sent: 1 }, changedMessages: [`${one} sending`, `${one} sent`] },
    ],
  ])('tells %s', (_, ids, told) => {
    const changes = createMessageChanges();
    addChange(changes, { id: one, from: 'absent', to: 'sending' });
    addChange(changes, { id: one, from: 'sending', to: 'sent' });
    expect(tellChanges(changes, ids)).toEqual(told);
  });

  it('counts all and names twenty', () => {
    const [changes, left] = [createMessageChanges(), createMessageChanges()];
    for (let number = 0; number < 5_000; number++) {
      addChange(changes, { id: two, from: 'sending', to: 'unknown' });
      addChange(left, { id: one, from: 'absent', to: 'held' });
    }
    moveChanges(changes, left);
    const told = tellChanges(changes, {});
    expect(told['changed']).toEqual({ unknown: 5_000, accepted: 5_000, held: 5_000 });
    expect(told['changedMessages']).toEqual(Array.from({ length: 20 }, () => `${two} unknown`));
    expect(tellChanges(left, {})).toEqual({});
  });
});

describe('the line of an invocation that changes messages', () => {
  it('says of its own message what it has made of it, and of a repetition that it was so before', async () => {
    const { send, call, signIn } = createApi();
    await signIn('ann');
    const held = async (key: string) => lineOf(await send({ idempotencyKey: key }, { Prefer: 'respond-async' }));
    const { message: id, ...first } = await held('a');
    expect(first).toMatchObject({ result: 'queued' });
    expect(await held('a')).toMatchObject({ message: id, result: 'queued', unchanged: true });
    const cancel = async () => lineOf(await call('messageCancel', 'POST', { params: { id: String(id) } }));
    const cancelled = await cancel();
    expect(cancelled).toMatchObject({ message: id, result: 'cancelled' });
    for (const line of [first, cancelled])
      for (const name of ['unchanged', 'changed', 'changedMessages']) expect(line).not.toHaveProperty(name);
    expect(await cancel()).toMatchObject({ result: 'cancelled', unchanged: true });
  });

  it('says who called, also where nothing came of it', async () => {
    const { call } = createApi();
    const line = lineOf(await call('message', 'GET', { params: { id: 'f'.repeat(32) } }));
    expect(line).toMatchObject({
      outcome: 'not_found',
      who: 'caller',
      caller: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  const change = { id: one, from: 'unknown', to: 'sent' } as const;

  it('tells it, and the next line what is settled after an answer, even one that a stranger is refused in', async () => {
    const contests = createContests();
    const run = async () => ({ ids: {}, alarms: [] });
    const settle = createSettle(contests);
    const sweep = await settle(async () => {
      contests.noteChange({ id: two, from: 'held', to: 'expired' });
      return run();
    });
    expect(sweep.ids).toEqual({ changed: { expired: 1 }, changedMessages: [`${two} expired`] });
    contests.noteChange(change);
    const refuse = async () => {
      throw new ConnectorError('not_found');
    };
    const handler = respondTo({ GET: refuse }, undefined, contests);
    const answer = await invoke(handler, 'GET');
    expect(codeOf(answer)).toBe('not_found');
    expect(lineOf(answer)).toMatchObject({
      outcome: 'not_found',
      who: 'caller',
      changed: { sent: 1 },
      changedMessages: [`${one} sent`],
    });
    expect((await invoke(handler, 'GET')).lines).toEqual([]);
  });
});
