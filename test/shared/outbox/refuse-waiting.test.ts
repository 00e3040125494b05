import { describe, expect, it } from 'vitest';
import { token } from './outbox-fixture.ts';
import { ben, createWaitingFixture, otherAccount, owner } from './waiting-people.ts';

describe('createRefuseWaiting', () => {
  it('cancels what is queued or held, once and for good', async () => {
    const { refuse, submitForLater, submitHeld, stored, release, work, events } = createWaitingFixture();
    for (const { id } of [await submitForLater(), await submitHeld(), await submitHeld({})]) {
      expect(await refuse(owner, id)).toMatchObject({ id, status: 'cancelled', changedAt: expect.any(Date) });
      expect(await refuse(owner, id)).toMatchObject({ id, status: 'cancelled' });
    }
    expect(await release(token.grant, owner.names)).toBe(0);
    await work();
    expect((await stored()).map(({ status }) => status)).toEqual(Array(3).fill('cancelled'));
    expect(events).toEqual([]);
  });

  it('refuses what was for a former account, for whom has connected since', async () => {
    const { refuse, submitForLater } = createWaitingFixture();
    const { id } = await submitForLater();
    const successor = { ...owner, account: otherAccount };
    await expect(refuse({ ...successor, isConnected: false }, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await refuse(successor, id)).toMatchObject({ status: 'cancelled' });
  });

  it('finds nobody else’s, and nothing by an id that is none', async () => {
    const { refuse, submitForLater, submitHeld, stored } = createWaitingFixture();
    const ids = [(await submitForLater()).id, (await submitHeld({})).id];
    for (const id of [...ids, '0'.repeat(32), '', '../x'])
      await expect(refuse(ben, id)).rejects.toMatchObject({ code: 'not_found' });
    // A name that others contest is none of theirs.
    await expect(refuse({ ...owner, names: [] }, ids[1] ?? '')).rejects.toMatchObject({ code: 'not_found' });
    const elsewhere = { ...owner, sender: { ...owner.sender, hostTenantId: otherAccount.homeTenantId } };
    await expect(refuse(elsewhere, ids[1] ?? '')).rejects.toMatchObject({ code: 'not_found' });
    expect((await stored()).map(({ status }) => status).toSorted()).toEqual(['held', 'queued']);
  });

  it('leaves what has been sent', async () => {
    const { refuse, submit } = createWaitingFixture();
    const { id } = (await submit()).message;
    await expect(refuse(owner, id)).rejects.toMatchObject({ code: 'message_state' });
  });
});
