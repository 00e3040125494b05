import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { CONFLICT_RETRIES_MAX } from '../../../shared/limits.ts';
import { createCancel } from '../../../shared/outbox/cancel.ts';
import type { Message, MessageStore } from '../../../shared/outbox/message.ts';
import { formatSender } from '../../../shared/sender.ts';
import { account, caller, otherCaller, token } from './outbox-fixture.ts';
import { ann, createWaitingFixture } from './waiting-people.ts';

const conflict = () => Promise.reject(new ConnectorError('conflict'));

function setUp(change?: (store: MessageStore) => Partial<MessageStore>) {
  const fixture = createWaitingFixture(change);
  const hintsOf = async () => (await fixture.hints.list(formatSender(ann), 9)).hints.map(({ id }) => id);
  return { ...fixture, cancel: createCancel(fixture), hintsOf };
}

/** Whose writes somebody else is so many times ahead of. */
function setUpRace(times: number) {
  const writes = { isRaced: false, tried: 0 };
  const fixture = setUp((store) => ({
    async replace(message, next, content) {
      if (writes.isRaced && ++writes.tried <= times) return conflict();
      return store.replace(message, next, content);
    },
  }));
  return { ...fixture, writes };
}

describe('createCancel', () => {
  it('takes back what is queued, and it is never sent', async () => {
    const { cancel, submitForLater, stored, clock, sweep, work, events, now } = setUp();
    const { id } = await submitForLater();
    clock.pass(60);
    expect(await cancel(caller, id)).toMatchObject({ id, status: 'cancelled', updatedAt: now(), changedAt: now() });
    clock.pass(86_400);
    await sweep();
    await work();
    expect(await stored()).toMatchObject([{ id, status: 'cancelled', attempts: [] }]);
    expect(events).toEqual([]);
  });

  it('takes back what is held, so that nobody who connects releases it', async () => {
    const { cancel, submitHeld, hintsOf, release } = setUp();
    const [first, second] = [await submitHeld({ sender: ann, account }), await submitHeld({ sender: ann, account })];
    expect(await cancel(caller, first.id)).toMatchObject({ id: first.id, status: 'cancelled' });
    expect(await hintsOf()).toEqual([second.id]);
    expect(await release(token.grant, [])).toBe(1);
  });

  it('keeps the attempts that were made', async () => {
    const { cancel, graph, submit } = setUp();
    graph.outcomes.push({ kind: 'refused', code: 'mailbox_throttled', requestId: 'r1' });
    const { message } = await submit();
    expect((await cancel(caller, message.id)).attempts).toMatchObject([{ outcome: 'refused', graphRequestId: 'r1' }]);
  });

  it('leaves what is cancelled as it is, and answers the same again', async () => {
    const { cancel, submitForLater, store, clock } = setUp();
    const { id } = await submitForLater();
    const first = await cancel(caller, id);
    const rows = store.all();
    clock.pass(60);
    expect(await cancel(caller, id)).toEqual(first);
    expect(store.all()).toEqual(rows);
  });

  it.each<Message['status']>(['sending', 'sent', 'failed', 'expired', 'unknown'])(
    'refuses to take back what is %s, says so, and changes nothing',
    async (status) => {
      const fixture = setUp();
      const { id } = await fixture.submitForLater();
      const rows = fixture.store.all();
      const read = async (asked: string) => {
        const message = await fixture.messages.read(asked);
        return message && { ...message, status };
      };
      const cancel = createCancel({ ...fixture, messages: { ...fixture.messages, read } });
      await expect(cancel(caller, id)).rejects.toMatchObject({
        code: 'message_state',
        detail: `The message is ${status}, so it can no longer be cancelled.`,
      });
      expect(fixture.store.all()).toEqual(rows);
    },
  );

  it('takes back nothing of another application', async () => {
    const { cancel, submitForLater, stored } = setUp();
    const { id } = await submitForLater();
    await expect(cancel(otherCaller, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await stored()).toMatchObject([{ status: 'queued' }]);
  });

  it('looks again where somebody else has just written the message', async () => {
    const { cancel, submitForLater, writes } = setUpRace(CONFLICT_RETRIES_MAX - 1);
    const { id } = await submitForLater();
    writes.isRaced = true;
    expect(await cancel(caller, id)).toMatchObject({ status: 'cancelled' });
    expect(writes.tried).toBe(CONFLICT_RETRIES_MAX);
  });

  it('refuses where it turns out that another has just begun to send it', async () => {
    const fixture = setUp();
    const { id } = await fixture.submitForLater();
    let isSending = false;
    const messages = {
      async read(asked: string) {
        const message = await fixture.messages.read(asked);
        return message && isSending ? { ...message, status: 'sending' as const } : message;
      },
      replace: () => {
        isSending = true;
        return conflict();
      },
    };
    await expect(createCancel({ ...fixture, messages })(caller, id)).rejects.toMatchObject({ code: 'message_state' });
  });

  it('gives up after some conflicts, says when to come back, and has not taken it back', async () => {
    const { cancel, submitHeld, hintsOf, stored, writes } = setUpRace(Infinity);
    const { id } = await submitHeld({ sender: ann, account });
    writes.isRaced = true;
    await expect(cancel(caller, id)).rejects.toMatchObject({ code: 'conflict', retryAfterSeconds: 1 });
    expect(writes.tried).toBe(CONFLICT_RETRIES_MAX);
    expect(await stored()).toMatchObject([{ status: 'held' }]);
    expect(await hintsOf()).toEqual([id]);
  });

  it('says so at once where storage does not answer', async () => {
    let tried = 0;
    const fixture = setUp();
    const { id } = await fixture.submitForLater();
    const replace = () => {
      tried += 1;
      return Promise.reject(new ConnectorError('storage_unavailable'));
    };
    const cancel = createCancel({ ...fixture, messages: { ...fixture.messages, replace } });
    await expect(cancel(caller, id)).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(tried).toBe(1);
  });
});
