import { describe, expect, it } from 'vitest';
import { account, caller, createOutboxFixture, otherCaller } from './outbox-fixture.ts';

const later = { prefer: 'respond-async' };

describe('a row that somebody else has written', () => {
  it.each([
    ['the state', { status: 'queued' }],
    ['the account', { account: { ...account, homeObjectId: '00000a0e-0000-4000-8000-000000000009' } }],
    ['who has it', { recipients: [[250], [], []] }],
    ['the draft', { draft: { state: 'open' } }],
    ['the id of its draft', { draft: { id: 'AAkALgAA', state: 'open' } }],
    ['the expiry', { expiresAt: new Date('2027-01-01') }],
    ['the digest that says so', { mac: `0.${'A'.repeat(43)}` }],
  ])('is refused for %s, raises an alarm and is never sent', async (_what, changes) => {
    const fixture = createOutboxFixture();
    const { message: queued } = await fixture.submit({}, 'k', caller, later);
    await fixture.work();
    const stored = (await fixture.store.read(queued.id))!;
    await fixture.store.replace(
      stored,
      { ...stored, content: 'row', contentBytes: 1, ...changes } as typeof stored,
      new Uint8Array(10),
    );
    await expect(fixture.deliverWaiting.byId(queued.id)).rejects.toMatchObject({ code: 'sealed_record_refused' });
    expect(fixture.events).toHaveLength(1);
  });

  it('is refused for the mailbox alone, and then never leaves from there', async () => {
    const fixture = createOutboxFixture();
    const { message: queued } = await fixture.submit({}, 'k', caller, later);
    const stored = (await fixture.store.read(queued.id))!;
    await fixture.store.replace(stored, { ...stored, mailboxId: '00000a0e-0000-8000-8000-000000000001' });
    await expect(fixture.deliverWaiting.byId(queued.id)).rejects.toMatchObject({ code: 'sealed_record_refused' });
  });

  it.each(['queued', 'held', 'expired', 'cancelled'] as const)(
    'is refused when it is %s and has no digest',
    async (status) => {
      const fixture = createOutboxFixture();
      const { message: done } = await fixture.submit();
      const { mac: _mac, ...stored } = (await fixture.store.read(done.id))!;
      await fixture.store.replace(stored, { ...stored, status });
      await expect(fixture.messages.read(done.id)).rejects.toMatchObject({ code: 'sealed_record_refused' });
    },
  );

  it('is read without a digest in the four states of an earlier release', async () => {
    const fixture = createOutboxFixture();
    const { message: done } = await fixture.submit();
    const { mac: _mac, ...stored } = (await fixture.store.read(done.id))!;
    await fixture.store.replace(stored, stored);
    expect(await fixture.messages.read(done.id)).toMatchObject({ status: 'sent' });
  });
});

describe('a due row that somebody else has written', () => {
  it('raises an alarm at every sweep, which does all else', async () => {
    const fixture = createOutboxFixture();
    const expiresAt = new Date(fixture.clock.now().getTime() + 60_000).toISOString();
    const { message: changed } = await fixture.submit({ expiresAt }, 'a', caller, later);
    const { message: sound } = await fixture.submit({ expiresAt }, 'b', caller, later);
    const stored = (await fixture.store.read(changed.id))!;
    await fixture.store.replace(stored, { ...stored, recipientCount: 9 });
    fixture.clock.pass(60);
    for (let time = 0; time < 2; time++)
      await expect(fixture.sweep()).rejects.toMatchObject({ code: 'sealed_record_refused' });
    const states = Object.fromEntries((await fixture.stored()).map(({ id, status }) => [id, status]));
    expect(states).toEqual({ [changed.id]: 'queued', [sound.id]: 'expired' });
  });
});

describe('content that somebody else has put', () => {
  it('does not open as another message, and that message is held', async () => {
    const fixture = createOutboxFixture();
    const { message: one } = await fixture.submit({ reference: '1' }, undefined, caller, later);
    const { message: two } = await fixture.submit({ reference: '2' }, undefined, otherCaller, later);
    const stored = (await fixture.store.read(two.id))!;
    await fixture.store.replace(stored, stored, (await fixture.store.readContent(one.id)) ?? new Uint8Array());
    await fixture.work();
    const states = Object.fromEntries(
      (await fixture.stored()).map(({ id, status, error }) => [id, [status, error?.code]]),
    );
    expect(states).toEqual({ [one.id]: ['sent', undefined], [two.id]: ['held', 'sealed_record_refused'] });
  });
});
