import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import type { SendOutcome } from '../../../shared/graph/send-mail.ts';
import type { ErrorCode } from '../../../shared/outcomes.ts';
import {
  CONTENT_ROW_MAX_BYTES,
  DEFERRALS_MAX,
  HELD_LOOK_SECONDS,
  QUEUE_GRACE_SECONDS,
} from '../../../shared/waiting-limits.ts';
import { validBody } from '../submission/submission-sample.ts';
import { account, caller, createGate, createOutboxFixture, token } from './outbox-fixture.ts';

const sent: SendOutcome = { kind: 'sent', requestId: 'graph-1' };
const throttled: SendOutcome = { kind: 'refused', code: 'mailbox_throttled', retryAfterSeconds: 120 };
const refusal = (code: ErrorCode) => () => Promise.reject(new ConnectorError(code));
const nobody = () => Promise.reject(new ConnectorError('consent_required', { cause: new ConnectorError('not_found') }));
const unbound = async () => ({ isConnected: false });
const later = { prefer: 'respond-async' };
const { sender: name, message } = validBody;
type Fixture = ReturnType<typeof createOutboxFixture>;

/** Somebody who has never connected, under a name. */
function createUnknownSender(): Fixture {
  const fixture = createOutboxFixture();
  Object.assign(fixture.senderTokens, { read: nobody, bind: unbound });
  return fixture;
}

describe('a submission that cannot be sent now', () => {
  it('is held for a sender who never connected, and goes out once when they do', async () => {
    const fixture = createUnknownSender();
    const { message: held } = await fixture.submit({}, 'k');
    expect(held).toMatchObject({ status: 'held', error: { code: 'consent_required' }, attempts: [] });
    expect(held).not.toHaveProperty('sender');
    expect([fixture.events, fixture.queue.all()]).toEqual([[], []]);
    const { read, bind } = createOutboxFixture().senderTokens;
    Object.assign(fixture.senderTokens, { read, bind });
    expect(await fixture.release(token.grant, ['other@fabrikam.com', name])).toBe(1);
    expect(await fixture.release(token.grant, [name])).toBe(0);
    await fixture.work();
    expect(await fixture.stored()).toMatchObject([
      { id: held.id, status: 'sent', sender: token.grant.sender, account },
    ]);
    expect(fixture.events).toEqual(['send with token 1']);
    expect(JSON.parse(fixture.graph.bodies[0] ?? '')).toMatchObject({ message: { subject: message.subject } });
  });

  it.each<[ErrorCode, string]>([
    ['consent_required', 'held'],
    ['identity_changed', 'held'],
    ['blocked_by_home_policy', 'held'],
    ['home_tenant_not_allowed', 'held'],
    ['entra_unavailable', 'queued'],
    ['client_credential_refused', 'queued'],
    ['too_many_requests', 'queued'],
  ])('becomes for %s a message that is %s, and its key is used', async (code, status) => {
    const fixture = createOutboxFixture();
    fixture.senderTokens.read = refusal(code);
    const first = await fixture.submit({}, 'k');
    expect(first).toMatchObject({ isReplayed: false, message: { status, error: { code } } });
    expect(await fixture.submit({}, 'k')).toMatchObject({
      isReplayed: true,
      message: { id: first.message.id, status },
    });
    await expect(fixture.submit({ reference: 'other' }, 'k')).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    expect(fixture.events).toEqual([]);
  });

  it.each<ErrorCode>(['sender_ambiguous', 'sealed_record_refused', 'storage_unavailable', 'conflict'])(
    'is refused for %s, and nothing is stored',
    async (code) => {
      const fixture = createOutboxFixture();
      fixture.senderTokens.read = refusal(code);
      await expect(fixture.submit({}, 'k')).rejects.toMatchObject({ code });
      expect([await fixture.stored(), fixture.queue.all()]).toEqual([[], []]);
    },
  );

  it('is refused where the client has an outbox of its own', async () => {
    const fixture = createUnknownSender();
    await expect(fixture.submitStrictly({}, 'k')).rejects.toMatchObject({ code: 'consent_required' });
    expect(await fixture.stored()).toEqual([]);
  });

  it('waits until Graph takes messages of the mailbox again, and others of the mailbox do not ask meanwhile', async () => {
    const fixture = createOutboxFixture();
    fixture.graph.outcomes.push(throttled);
    const { message: first } = await fixture.submit();
    expect(first).toMatchObject({ status: 'queued', attempts: [{ outcome: 'refused' }], content: 'row' });
    const next = new Date(fixture.now().getTime() + 120_000);
    expect([first.nextAt, first.attempts[0]?.nextAt, fixture.permits.pausedUntil(token.grant.sender)]).toEqual([
      next,
      next,
      next,
    ]);
    const { message: second } = await fixture.submit();
    expect(second).toMatchObject({ status: 'queued', nextAt: next, error: { code: 'too_many_requests' } });
    await expect(fixture.submitStrictly()).rejects.toMatchObject({ code: 'too_many_requests', retryAfterSeconds: 120 });
    expect(fixture.events).toHaveLength(1);
    fixture.clock.pass(121);
    await fixture.work();
    expect((await fixture.stored()).map(({ status }) => status)).toEqual(['sent', 'sent']);
    expect(fixture.events).toHaveLength(3);
  });

  it('is not stored in clear text anywhere', async () => {
    const fixture = createUnknownSender();
    await fixture.submit({}, 'k');
    const [stored] = await fixture.stored();
    const content = Buffer.from((await fixture.store.readContent(stored?.id ?? '')) ?? []).toString('latin1');
    expect(content.length).toBeGreaterThan(100);
    expect(JSON.stringify([stored, await fixture.hints.list(stored?.named ?? '', 10)]) + content).not.toMatch(
      /Invoice|ann@|fabrikam/i,
    );
  });

  it('stores what is large in a blob, which goes when it was sent', async () => {
    const fixture = createOutboxFixture();
    const body = { contentType: 'Text', content: 'x'.repeat(CONTENT_ROW_MAX_BYTES) };
    const { message: queued } = await fixture.submit({ message: { ...message, body } }, 'k', caller, later);
    expect(await fixture.store.readContent(queued.id)).toBeUndefined();
    const [blob = ''] = fixture.blobs.names();
    const day = queued.createdAt.toISOString().slice(0, 10);
    expect(blob).toBe(`${queued.hostTenantId}/${day}/${queued.id}.${queued.content}`);
    await fixture.work();
    expect([(await fixture.stored())[0]?.status, await fixture.blobs.read(blob)]).toEqual(['sent', undefined]);
  });

  it('sends what was accepted and nothing else when two bodies come with one key at once', async () => {
    const fixture = createOutboxFixture();
    const submitLarge = (letter: string) => {
      const body = { contentType: 'Text', content: letter.repeat(CONTENT_ROW_MAX_BYTES) };
      return fixture
        .submit({ reference: letter, message: { ...message, body } }, 'k', caller, later)
        .catch(() => undefined);
    };
    const answers = await Promise.all(['a', 'b', 'c'].map(submitLarge));
    const accepted = answers.filter((answer) => answer !== undefined);
    expect([accepted.length, fixture.blobs.names().length]).toEqual([1, 1]);
    await fixture.work();
    expect(fixture.graph.bodies).toHaveLength(1);
    expect(fixture.graph.bodies[0]).toContain(accepted[0]?.message.reference?.repeat(100));
  });
});

describe('a message for later', () => {
  it('is accepted without asking Graph, and sent by the queue', async () => {
    const fixture = createOutboxFixture();
    const { message: queued } = await fixture.submit({}, 'k', caller, later);
    expect([queued.status, fixture.events, fixture.queue.all().map(({ id }) => id)]).toEqual([
      'queued',
      [],
      [queued.id],
    ]);
    await fixture.work();
    expect((await fixture.stored())[0]).toMatchObject({ status: 'sent', attempts: [{ outcome: 'sent' }] });
    expect(await fixture.store.readContent(queued.id)).toBeUndefined();
  });

  it('is not sent before its time, however long that is', async () => {
    const fixture = createOutboxFixture();
    const notBefore = new Date(fixture.now().getTime() + 3 * 3_600_000);
    const { message: queued } = await fixture.submit({ notBefore: notBefore.toISOString() });
    expect([queued.status, queued.nextAt, fixture.queue.all()]).toEqual(['queued', notBefore, []]);
    for (let hours = 0; hours < 2; hours++) {
      fixture.clock.pass(3_600);
      await fixture.sweep();
      await fixture.work();
    }
    expect(fixture.events).toEqual([]);
    fixture.clock.pass(3_600 - 300);
    // It was put off for hours, and is not late.
    expect(await fixture.sweep()).toMatchObject({ woken: 1, overdueSeconds: 0 });
    await fixture.work();
    expect(fixture.events).toEqual([]);
    fixture.clock.pass(300);
    await fixture.work();
    expect(fixture.events).toEqual(['send with token 1']);
  });

  it('expires when it could not be sent in time, and says why it was not', async () => {
    const fixture = createOutboxFixture();
    fixture.senderTokens.read = refusal('entra_unavailable');
    const expiresAt = '2026-11-02T00:00:00Z';
    fixture.clock.pass((Date.parse(expiresAt) - fixture.now().getTime()) / 1000 - 600);
    await fixture.submit({ expiresAt });
    for (let minutes = 0; minutes < 12; minutes++) {
      fixture.clock.pass(60);
      await fixture.work();
      await fixture.sweep();
    }
    expect((await fixture.stored())[0]).toMatchObject({ status: 'expired', error: { code: 'entra_unavailable' } });
    fixture.clock.pass(900);
    await fixture.work();
    expect([fixture.queue.all(), fixture.events]).toEqual([[], []]);
  });

  it('is sent although its queue item was lost, and once although it was doubled', async () => {
    const fixture = createOutboxFixture();
    const { message: one } = await fixture.submit({ reference: '1' }, undefined, caller, later);
    fixture.queue.lose();
    const { message: two } = await fixture.submit({ reference: '2' }, undefined, caller, later);
    fixture.queue.double(two.id);
    await fixture.work();
    fixture.clock.pass(QUEUE_GRACE_SECONDS + 1);
    expect(await fixture.sweep()).toMatchObject({ woken: 1, overdueSeconds: QUEUE_GRACE_SECONDS + 1 });
    await fixture.work();
    expect(fixture.events).toHaveLength(2);
    expect((await fixture.stored()).map(({ id, status }) => [id, status])).toEqual([
      [one.id, 'sent'],
      [two.id, 'sent'],
    ]);
  });

  it('is accepted although the queue does not answer', async () => {
    const fixture = createOutboxFixture();
    fixture.queue.enqueue = refusal('storage_unavailable');
    expect((await fixture.submit({}, 'k', caller, later)).message.status).toBe('queued');
  });

  it('is not accepted when its content cannot be sealed or its row not be written', async () => {
    const fixture = createOutboxFixture((store) => ({ ...store, insert: refusal('storage_unavailable') }));
    await expect(fixture.submit({}, 'k', caller, later)).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(fixture.queue.all()).toEqual([]);
  });

  it('never waits where the client has an outbox of its own', async () => {
    const fixture = createOutboxFixture();
    expect((await fixture.submit({}, 'k', caller, { prefer: 'respond-async, handling=strict' })).message.status).toBe(
      'sent',
    );
  });
});

describe('delivery of a message that waits', () => {
  it('is never asked for twice at once: of two workers one sends', async () => {
    const fixture = createOutboxFixture();
    const { message: queued } = await fixture.submit({}, 'k', caller, later);
    await Promise.all(Array.from({ length: 5 }, () => fixture.deliverWaiting.byId(queued.id)));
    expect(fixture.events).toEqual(['send with token 1']);
    expect(fixture.permits.taken).toEqual([]);
  });

  it('writes the row as sending before Graph is asked', async () => {
    const fixture = createOutboxFixture();
    const { message: queued } = await fixture.submit({}, 'k', caller, later);
    fixture.graph.outcomes.push(async () => {
      expect((await fixture.stored())[0]).toMatchObject({ status: 'sending', id: queued.id });
      return sent;
    });
    await fixture.work();
    expect((await fixture.stored())[0]?.attemptId).not.toBe(queued.attemptId);
  });

  it('leaves what may have been sent to a person', async () => {
    const fixture = createOutboxFixture();
    fixture.graph.outcomes.push({ kind: 'unknown', reason: 'status 504' });
    await fixture.submit({}, 'k', caller, later);
    await fixture.work();
    fixture.clock.pass(86_400);
    await fixture.sweep();
    await fixture.work();
    expect((await fixture.stored())[0]).toMatchObject({ status: 'unknown', content: 'row' });
    expect(fixture.events).toHaveLength(1);
  });

  it.each([
    ['another account', { ...account, homeObjectId: '00000a0e-0000-4000-8000-000000000009' }],
    ['an account of another tenant', { ...account, homeTenantId: 'fab21ca3-0000-4000-8000-000000000009' }],
  ])('holds a message whose name leads to %s now, and sends nothing', async (_what, other) => {
    const fixture = createOutboxFixture();
    await fixture.submit({}, 'k', caller, later);
    fixture.senderTokens.read = async () => ({ ...token, grant: { ...token.grant, ...other } });
    await fixture.work();
    expect((await fixture.stored())[0]).toMatchObject({ status: 'held', error: { code: 'identity_changed' } });
    expect(fixture.events).toEqual([]);
  });

  it('holds a message whose name leads to another sender now', async () => {
    const fixture = createOutboxFixture();
    await fixture.submit({}, 'k', caller, later);
    const sender = { ...token.grant.sender, hostObjectId: '00000b0e-0000-4000-8000-000000000009' };
    fixture.senderTokens.read = async () => ({ ...token, grant: { ...token.grant, sender } });
    await fixture.work();
    expect([(await fixture.stored())[0]?.status, fixture.events]).toEqual(['held', []]);
  });

  it('goes out as the account that it was accepted for when that comes back', async () => {
    const fixture = createOutboxFixture();
    await fixture.submit({}, 'k', caller, later);
    const { read } = fixture.senderTokens;
    fixture.senderTokens.read = refusal('consent_required');
    await fixture.work();
    expect((await fixture.stored())[0]?.status).toBe('held');
    fixture.senderTokens.read = read;
    expect(await fixture.release(token.grant, token.names)).toBe(1);
    await fixture.work();
    expect((await fixture.stored())[0]?.status).toBe('sent');
  });

  it('names who must act where a connection has ended for a known reason', async () => {
    const fixture = createOutboxFixture();
    const { sender, ...home } = token.grant;
    const problem = 'account_unavailable';
    fixture.senderTokens.read = refusal('consent_required');
    fixture.senderTokens.bind = async () => ({ sender, account: home, isConnected: false, problem });
    const { message: told } = await fixture.submit({}, 'k');
    expect([told.status, told.error?.code]).toEqual(['held', problem]);
    fixture.senderTokens.bind = async () => ({ sender, account: home, isConnected: true });
    await fixture.submit({}, 'l', caller, later);
    fixture.senderTokens.bind = async () => ({ sender, account: home, isConnected: false, problem });
    await fixture.work();
    expect((await fixture.stored()).map(({ error }) => error?.code)).toEqual([problem, problem]);
  });

  it('is looked at by the sweep when nobody told that the sender is back', async () => {
    const fixture = createUnknownSender();
    await fixture.submit({}, 'k');
    const { read } = createOutboxFixture().senderTokens;
    fixture.clock.pass(HELD_LOOK_SECONDS + 1);
    expect(await fixture.sweep()).toMatchObject({ looked: 1 });
    expect((await fixture.stored())[0]).toMatchObject({ status: 'held', attempts: [] });
    fixture.senderTokens.read = read;
    fixture.clock.pass(HELD_LOOK_SECONDS + 1);
    await fixture.sweep();
    await fixture.work();
    expect((await fixture.stored())[0]?.status).toBe('sent');
  });

  it('fails for a from that is not proven any more, and never sends it as somebody else', async () => {
    const fixture = createOutboxFixture();
    const from = { emailAddress: { address: 'ann.miller@fabrikam.com' } };
    await fixture.submit({ message: { ...message, from } }, 'k', caller, later);
    fixture.senderTokens.read = async () => ({ ...token, names: ['ann@fabrikam.com'] });
    await fixture.work();
    expect((await fixture.stored())[0]).toMatchObject({ status: 'failed', error: { code: 'send_as_denied' } });
    expect(fixture.events).toEqual([]);
  });

  it('is put off while the mailbox is at its limit, without an attempt, and is tried regardless after ten times', async () => {
    const fixture = createOutboxFixture();
    await fixture.submit({}, 'k', caller, later);
    const forced: boolean[] = [];
    const { take } = fixture.permits;
    fixture.permits.take = async (sender, request) => {
      forced.push(request.isForced);
      return request.isForced ? take(sender, request) : { retryAt: new Date(fixture.now().getTime() + 5_000) };
    };
    for (let times = 0; times <= DEFERRALS_MAX; times++) {
      await fixture.work();
      fixture.clock.pass(6);
    }
    expect(forced).toEqual([...Array.from({ length: DEFERRALS_MAX }, () => false), true]);
    expect((await fixture.stored())[0]).toMatchObject({ status: 'sent', attempts: [{ outcome: 'sent' }] });
  });

  it('tells an id that nobody gave from one that has nothing to do', async () => {
    const fixture = createOutboxFixture();
    const { message: done } = await fixture.submit();
    expect(await fixture.deliverWaiting.byId('0'.repeat(32))).toBe('unknown');
    expect(await fixture.deliverWaiting.byId(done.id)).toBeUndefined();
  });

  it('lets the queue item come again when storage does not answer', async () => {
    let isDown = false;
    const fixture = createOutboxFixture((store) => ({
      read: (id) => (isDown ? refusal('storage_unavailable')() : store.read(id)),
    }));
    const { message: queued } = await fixture.submit({}, 'k', caller, later);
    isDown = true;
    await expect(fixture.deliverWaiting.byId(queued.id)).rejects.toMatchObject({ code: 'storage_unavailable' });
  });
});

describe('a refusal whose message waits', () => {
  it('answers sending when the row cannot be written, and is settled as failed: Graph has not taken it', async () => {
    const { opened, open } = createGate();
    const fixture = createOutboxFixture((store) => ({
      replace: (stored, next, content) =>
        content ? opened.then(refusal('storage_unavailable')) : store.replace(stored, next, content),
    }));
    fixture.graph.outcomes.push(throttled);
    open();
    const { message: answered } = await fixture.submit({}, 'k');
    expect(answered.status).toBe('sending');
    expect(await fixture.messages.read(answered.id)).toMatchObject({
      status: 'failed',
      error: { code: 'mailbox_throttled' },
    });
    expect(fixture.queue.all()).toEqual([]);
  });
});
