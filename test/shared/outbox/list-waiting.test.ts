import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { formatSender } from '../../../shared/sender.ts';
import { WAITING_LOOKED_MAX, WAITING_OPENED_MAX_BYTES, WAITING_SHOWN_MAX } from '../../../shared/waiting-limits.ts';
import { validBody } from '../submission/submission-sample.ts';
import { account, caller } from './outbox-fixture.ts';
import { ann, annsName, ben, createWaitingFixture, otherAccount, owner } from './waiting-people.ts';

const { message } = validBody;
const addressed = { subject: message.subject, recipients: ['ben@northwindtraders.com'] };

describe('createListWaiting', () => {
  it('shows what is queued for later and what is held, oldest first, with recipients and subject', async () => {
    const { list, submitForLater, submitHeld, clock, now } = createWaitingFixture();
    const recipients = { ccRecipients: [{ emailAddress: { address: 'mia@contoso.com', name: 'Mia' } }] };
    const queued = await submitForLater({ message: { ...message, ...recipients } });
    clock.pass(1);
    const held = await submitHeld();
    expect(await list(owner)).toEqual({
      messages: [
        {
          id: queued.id,
          callerId: caller.clientId,
          createdAt: new Date(now().getTime() - 1_000),
          nextAt: queued.notBefore,
          addressed: { ...addressed, recipients: [...addressed.recipients, 'mia@contoso.com'] },
        },
        { id: held.id, callerId: caller.clientId, createdAt: now(), reason: 'consent_required', addressed },
      ],
      isCut: false,
    });
  });

  it('shows nothing that is on its way or has ended, and removes the hint of that', async () => {
    const { list, submit, submitForLater, submitHeld, refuse, hints } = createWaitingFixture();
    await submit({}, undefined, caller, { prefer: 'respond-async' });
    const refused = [await submitForLater(), await submitHeld()];
    for (const { id } of refused) await refuse(owner, id);
    expect(await list(owner)).toEqual({ messages: [], isCut: false });
    expect((await hints.list(formatSender(ann), 10)).hints).toEqual([]);
  });

  it('keeps the hint of a message that is not there yet', async () => {
    const { list, hints, now } = createWaitingFixture();
    const hint = { id: 'a'.repeat(32), at: now() };
    await hints.put(formatSender(ann), hint);
    await list(owner);
    expect((await hints.list(formatSender(ann), 10)).hints).toEqual([hint]);
  });

  it('shows what is held under a name to the one person who proves it now', async () => {
    const { list, submitHeld } = createWaitingFixture();
    const held = await submitHeld({});
    expect(held).not.toHaveProperty('sender');
    const ids = async (names: string[]) => (await list({ ...owner, names })).messages.map(({ id }) => id);
    expect(await ids([annsName])).toEqual([held.id]);
    expect(await ids([])).toEqual([]);
    expect(await ids(['other@fabrikam.com'])).toEqual([]);
    expect((await list(ben)).messages).toEqual([]);
  });

  it('shows nobody what waits for somebody else', async () => {
    const { list, submitHeld, submitForLater } = createWaitingFixture();
    await submitForLater();
    await submitHeld();
    expect(await list(ben)).toEqual({ messages: [], isCut: false });
  });

  it('shows of an email for a former account time and application alone, to whom has connected since', async () => {
    const { list, submitForLater } = createWaitingFixture();
    const { id, createdAt, callerId, nextAt } = await submitForLater();
    const successor = { ...owner, account: otherAccount };
    expect((await list(successor)).messages).toEqual([{ id, createdAt, callerId, nextAt, former: { canLeave: true } }]);
    expect((await list({ ...successor, names: [] })).messages).toMatchObject([{ former: { canLeave: false } }]);
    expect((await list({ ...successor, isConnected: false })).messages).toEqual([]);
  });

  it('shows a message without what it says where that cannot be opened', async () => {
    const { list, submitForLater, contents, store } = createWaitingFixture();
    await submitForLater();
    contents.open = () => Promise.reject(new ConnectorError('vault_unavailable'));
    expect((await list(owner)).messages).toMatchObject([{ addressed: 'not_read' }]);
    expect(store.all()).toMatchObject([{ status: 'queued' }]);
  });

  it('opens no more than a page may hold', async () => {
    const { list, submitForLater, store, contents, clock, messages } = createWaitingFixture();
    const opened: string[] = [];
    const { open } = contents;
    contents.open = (one) => {
      opened.push(one.id);
      return open(one);
    };
    const ids: string[] = [];
    for (const contentBytes of [WAITING_OPENED_MAX_BYTES - 1_000, 2_000, 1_000]) {
      const { id } = await submitForLater();
      const stored = store.all().find((one) => one.id === id);
      if (stored) await messages.replace(stored, { ...stored, contentBytes });
      ids.push(id);
      clock.pass(1);
    }
    expect((await list(owner)).messages.map(({ addressed: shown }) => shown === 'not_read')).toEqual([
      false,
      true,
      false,
    ]);
    expect(opened).toEqual([ids[0], ids[2]]);
  });

  it('costs the same however much there is, and says that there is more', async () => {
    let reads = 0;
    const { list, submitForLater, submitHeld, clock } = createWaitingFixture((store) => ({
      read: (id) => {
        reads += 1;
        return store.read(id);
      },
    }));
    for (let count = 0; count < 3; count++) await submitForLater();
    for (let count = 0; count < WAITING_LOOKED_MAX + 20; count++) {
      await submitHeld({ sender: ann, account });
      clock.pass(1);
    }
    reads = 0;
    const { messages, isCut } = await list(owner);
    expect([messages.length, isCut]).toEqual([WAITING_SHOWN_MAX, true]);
    expect(reads).toBeLessThanOrEqual(2 * WAITING_LOOKED_MAX);
    const times = messages.map(({ createdAt }) => createdAt.getTime());
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });
});
