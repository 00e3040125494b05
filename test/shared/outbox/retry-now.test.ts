import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { createCancel } from '../../../shared/outbox/cancel.ts';
import { createPark } from '../../../shared/outbox/park.ts';
import { readMessageOfTenant } from '../../../shared/outbox/read-message.ts';
import { createResend } from '../../../shared/outbox/resend.ts';
import { createRetryNow } from '../../../shared/outbox/retry-now.ts';
import type { MessageStore } from '../../../shared/outbox/message.ts';
import { parse, validBody } from '../submission/submission-sample.ts';
import { account, caller, hostTenantId, token } from './outbox-fixture.ts';
import { ann, createWaitingFixture, otherAccount } from './waiting-people.ts';

const otherTenantId = 'c0a7050c-0000-4000-8000-000000000002';

function setUp(change: (store: MessageStore) => Partial<MessageStore> = () => ({})) {
  const fixture = createWaitingFixture(change);
  const retryNow = createRetryNow(fixture);
  /** One that Graph has put off. */
  const submitPutOff = async () => {
    fixture.graph.outcomes.push({ kind: 'refused', code: 'graph_unavailable', retryAfterSeconds: 1_000 } as never);
    const { id } = (await fixture.submit({ prefer: { respondAsync: true } }, undefined, caller)).message;
    await fixture.work();
    const [message] = await fixture.stored();
    if (message?.id !== id || message.status !== 'queued') throw new Error('It does not wait.');
    return message;
  };
  return { ...fixture, retryNow, submitPutOff };
}

describe('createRetryNow', () => {
  it('makes a message that waits for its next attempt due at once, as what it was', async () => {
    const { retryNow, submitPutOff, work, stored, now, clock, queue } = setUp();
    const before = await submitPutOff();
    clock.pass(60);
    const items = queue.all().length;
    const after = await retryNow(hostTenantId, before.id);
    const { nextAt, dueAt: _dueAt, updatedAt, changedAt, ...rest } = before;
    expect(after).toMatchObject({ ...rest, nextAt: now(), updatedAt: now(), changedAt: now() });
    expect([nextAt && nextAt > now(), updatedAt < now(), changedAt && changedAt < now()]).toEqual([true, true, true]);
    expect(queue.all().length).toBe(items + 1);
    await work();
    expect(await stored()).toMatchObject([{ status: 'sent' }]);
  });

  it('puts the item of one that is due again, and writes nothing', async () => {
    const { retryNow, submit, queue, store, work } = setUp();
    await submit({ prefer: { respondAsync: true } });
    const [message] = store.all();
    for (let taken = queue.take(); taken; taken = queue.take()) queue.complete(taken);
    await retryNow(hostTenantId, message?.id ?? '');
    expect([store.all()[0], queue.all()]).toEqual([message, [expect.anything()]]);
    await work();
    expect(store.all()[0]?.status).toBe('sent');
  });

  it('queues a held message whose sender is connected again, and leaves it held while nobody is', async () => {
    const { retryNow, submitHeld, senderTokens, stored, work } = setUp();
    const { id } = await submitHeld({ sender: ann, account });
    senderTokens.read = () => Promise.reject(new ConnectorError('consent_required'));
    expect(await retryNow(hostTenantId, id)).toMatchObject({ id, status: 'held' });
    senderTokens.read = async () => token;
    expect(await retryNow(hostTenantId, id)).toMatchObject({ id, status: 'queued', account });
    await work();
    expect(await stored()).toMatchObject([{ status: 'sent', account }]);
  });

  it('never gives a message to another account than that to which it is bound', async () => {
    const { retryNow, submitHeld, senderTokens, events, work } = setUp();
    const { id } = await submitHeld({ sender: ann, account });
    senderTokens.read = async () => ({ ...token, grant: { sender: ann, ...otherAccount } });
    const held = { status: 'held', account, error: { code: 'identity_changed' } };
    expect(await retryNow(hostTenantId, id)).toMatchObject(held);
    expect(await retryNow(hostTenantId, id)).toMatchObject(held);
    await work();
    expect(events).toEqual([]);
  });

  it('leaves what is parked as it is', async () => {
    const fixture = setUp();
    const { submission, options } = parse(validBody);
    const { message } = await createPark(fixture)(caller, submission, options, 'initiator_missing');
    fixture.senderTokens.read = async () => token;
    expect(await fixture.retryNow(hostTenantId, message.id)).toMatchObject({
      status: 'held',
      error: { code: 'initiator_missing' },
    });
    expect(await fixture.stored()).toMatchObject([{ status: 'held', error: { code: 'initiator_missing' } }]);
  });

  it('does not touch one that is not to go yet, or has ended', async () => {
    const { retryNow, submitForLater, submit, store, queue } = setUp();
    const { id } = await submitForLater();
    const { message: ended } = await submit({});
    const before = store.all();
    const refused = { code: 'message_state' };
    for (const one of [id, ended.id]) await expect(retryNow(hostTenantId, one)).rejects.toMatchObject(refused);
    expect([store.all(), queue.all()]).toEqual([before, []]);
  });

  it('does not touch one that is on its way', async () => {
    const fixture = setUp();
    const { messages, store, queue, submitPutOff } = fixture;
    const { id } = await submitPutOff();
    const before = [store.all(), queue.all()];
    // As it is read while a process has it.
    const read = async (asked: string) => {
      const message = await messages.read(asked);
      return message && { ...message, status: 'sending' as const };
    };
    const retryNow = createRetryNow({ ...fixture, messages: { ...messages, read } });
    await expect(retryNow(hostTenantId, id)).rejects.toMatchObject({ code: 'message_state' });
    expect([store.all(), queue.all()]).toEqual(before);
  });

  it('is not found for another host tenant, nor under no id', async () => {
    const { retryNow, messages, submitHeld } = setUp();
    const { id } = await submitHeld();
    const unknown = { code: 'not_found' };
    await expect(retryNow(otherTenantId, id)).rejects.toMatchObject(unknown);
    await expect(retryNow(hostTenantId, 'x')).rejects.toMatchObject(unknown);
    await expect(readMessageOfTenant(messages, otherTenantId, id)).rejects.toMatchObject(unknown);
    await expect(readMessageOfTenant(messages, hostTenantId, `${id}0`)).rejects.toMatchObject(unknown);
    expect(await readMessageOfTenant(messages, hostTenantId, id)).toMatchObject({ id });
  });

  it('looks again where somebody else has just written it, and then sees what became of it', async () => {
    let isTaken = false;
    const { retryNow, submitPutOff, store } = setUp((own) => ({
      async replace(message, next, content) {
        if (isTaken && next.status === 'queued') throw new ConnectorError('conflict');
        return own.replace(message, next, content);
      },
    }));
    const { id } = await submitPutOff();
    isTaken = true;
    await expect(retryNow(hostTenantId, id)).rejects.toMatchObject({ code: 'conflict' });
    expect(store.all()[0]?.nextAt).not.toBeUndefined();
  });
});

describe('the administrator of a host tenant', () => {
  it('cancels and resends a message as the application that submitted it', async () => {
    const fixture = setUp();
    const { id } = await fixture.submitHeld({ sender: ann, account });
    const { callerId, hostTenantId: of } = await readMessageOfTenant(fixture.messages, hostTenantId, id);
    const as = { hostTenantId: of, clientId: callerId, rights: [] };
    expect(await createCancel(fixture)(as, id)).toMatchObject({ id, status: 'cancelled' });
    const resent = await createResend(fixture)(as, id);
    expect(resent).toMatchObject({ previousId: id, callerId, status: 'held' });
  });
});
