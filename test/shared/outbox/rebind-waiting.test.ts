import { describe, expect, it } from 'vitest';
import { account, token } from './outbox-fixture.ts';
import { ann, ben, createWaitingFixture, otherAccount, owner } from './waiting-people.ts';

/** Who has connected since the message was accepted. */
const successor = { ...owner, account: otherAccount };

describe('createRebindWaiting', () => {
  it('queues what was held for a former account, and it leaves as the one that is connected now', async () => {
    const fixture = createWaitingFixture();
    const { rebind, senderTokens, deliverWaiting, store, work, events, stored } = fixture;
    const { id } = await fixture.submitHeld({ sender: ann, account });
    const sentAs = { ...token, grant: { sender: ann, ...otherAccount } };
    senderTokens.read = async () => sentAs;
    const [held] = store.all();
    if (held) await deliverWaiting.look(held);
    expect(await stored()).toMatchObject([{ status: 'held', error: { code: 'identity_changed' } }]);
    expect(await rebind(successor, id)).toMatchObject({ status: 'queued', account: otherAccount });
    expect(events).toEqual([]);
    await work();
    expect(await stored()).toMatchObject([{ status: 'sent', account: otherAccount }]);
    expect(events).toEqual(['send with token 1']);
  });

  it('leaves what waits for its time waiting, as the account that is connected now', async () => {
    const { rebind, submitForLater, stored, queue } = createWaitingFixture();
    const { id, nextAt, notBefore, dueAt } = await submitForLater();
    const rebound = await rebind(successor, id);
    expect(rebound).toMatchObject({ status: 'queued', account: otherAccount, nextAt, notBefore, dueAt });
    expect([await rebind(successor, id), queue.all()]).toEqual([rebound, []]);
    expect(await stored()).toMatchObject([{ account: otherAccount }]);
  });

  it.each([
    ['of somebody else', ben, 'not_found'],
    ['of a former account, while none is connected', { ...successor, isConnected: false }, 'not_found'],
    ['under a name that leads elsewhere now', { ...successor, names: [] }, 'message_state'],
  ])('does not take a message %s', async (_what, as, code) => {
    const { rebind, submitForLater, stored } = createWaitingFixture();
    const { id } = await submitForLater();
    await expect(rebind(as, id)).rejects.toMatchObject({ code });
    expect(await stored()).toMatchObject([{ status: 'queued', account }]);
  });

  it('takes no message that has ended, and changes none that is the person’s already', async () => {
    const { rebind, refuse, submitForLater, submitHeld, stored } = createWaitingFixture();
    const ended = await submitForLater();
    await refuse(owner, ended.id);
    await expect(rebind(successor, ended.id)).rejects.toMatchObject({ code: 'message_state' });
    const own = await submitHeld();
    expect(await rebind(owner, own.id)).toMatchObject({ status: 'held' });
    expect((await stored()).map(({ status }) => status).toSorted()).toEqual(['cancelled', 'held']);
  });
});
