import { describe, expect, it } from 'vitest';
import { createCancel } from '../../../shared/outbox/cancel.ts';
import { createResend } from '../../../shared/outbox/resend.ts';
import { CONTENT_ROW_MAX_BYTES } from '../../../shared/waiting-limits.ts';
import { validBody } from '../submission/submission-sample.ts';
import { caller, token } from './outbox-fixture.ts';
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

  it('deletes at once what it says, also where that is large', async () => {
    const { refuse, submitForLater, blobs } = createWaitingFixture();
    const body = { contentType: 'Text', content: 'x'.repeat(CONTENT_ROW_MAX_BYTES) };
    const { id } = await submitForLater({ message: { ...validBody.message, body } });
    expect(blobs.names()).toHaveLength(1);
    await refuse(owner, id);
    expect(blobs.names()).toEqual([]);
  });

  it('refuses as well what its application has just cancelled: nobody resends it, and its key starts no new message', async () => {
    const fixture = createWaitingFixture();
    const { id } = (await fixture.submit({ prefer: { respondAsync: true } }, 'k')).message;
    await createCancel(fixture)(caller, id);
    fixture.clock.pass(60);
    const refused = await fixture.refuse(owner, id);
    expect(refused).toMatchObject({
      status: 'cancelled',
      error: { code: 'refused_by_sender' },
      changedAt: fixture.now(),
    });
    expect(await fixture.store.readContent(id)).toBeUndefined();
    await expect(createResend(fixture)(caller, id)).rejects.toMatchObject({ code: 'message_state' });
    expect(await fixture.submit({}, 'k')).toMatchObject({ isReplayed: true, message: { id } });
    fixture.clock.pass(60);
    expect(await fixture.refuse(owner, id)).toEqual(refused);
  });

  it.each(['repeated', 'resent'])('leaves the key with what was %s before', async (how) => {
    const fixture = createWaitingFixture();
    const submit = async () => (await fixture.submit({ prefer: { respondAsync: true } }, 'k')).message;
    const { id } = await submit();
    await createCancel(fixture)(caller, id);
    const next = how === 'resent' ? await createResend(fixture)(caller, id) : await submit();
    expect(next).toMatchObject({ previousId: id, status: 'queued' });
    await fixture.refuse(owner, id);
    expect(await fixture.submit({}, 'k')).toMatchObject({ isReplayed: true, message: { id: next.id } });
    await fixture.refuse(owner, next.id);
    expect(await fixture.submit({}, 'k')).toMatchObject({ isReplayed: true, message: { id: next.id } });
  });

  it('leaves what has been sent', async () => {
    const { refuse, submit } = createWaitingFixture();
    const { id } = (await submit()).message;
    await expect(refuse(owner, id)).rejects.toMatchObject({ code: 'message_state' });
  });
});
