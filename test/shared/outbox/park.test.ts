import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../shared/callers/caller.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { hashOfName } from '../../../shared/outbox/binding.ts';
import { createCancel } from '../../../shared/outbox/cancel.ts';
import { createPark } from '../../../shared/outbox/park.ts';
import { isParkedCode, NO_SENDER, type ParkedCode } from '../../../shared/outbox/parked.ts';
import { createResend } from '../../../shared/outbox/resend.ts';
import { createRetryNow } from '../../../shared/outbox/retry-now.ts';
import { outcomes, type ErrorCode } from '../../../shared/outcomes.ts';
import { HELD_LOOK_SECONDS } from '../../../shared/waiting-limits.ts';
import { parse, validBody } from '../submission/submission-sample.ts';
import { caller, createOutboxFixture, hostTenantId, otherCaller, token } from './outbox-fixture.ts';

const reasons: ParkedCode[] = ['initiator_missing', 'event_incomplete'];

function setUp(admit: (caller: Caller, mayWait: boolean) => Promise<void> = async () => undefined) {
  const fixture = createOutboxFixture();
  const park = createPark({ ...fixture, rules: { admit } });
  const parkAs = (code: ParkedCode, changes: object = {}, idempotencyKey?: string, as = caller) => {
    const { submission, options } = parse({ ...validBody, ...changes, ...(idempotencyKey && { idempotencyKey }) });
    return park(as, submission, options, code);
  };
  return { ...fixture, park: parkAs };
}

describe('createPark', () => {
  it.each(reasons)('keeps the event, with what it says, as a message that is held for %s', async (code) => {
    const { park, contents, stored, now } = setUp();
    const { message, isReplayed } = await park(code, { reference: '103042' });
    const { expiresAt } = message;
    expect(isReplayed).toBe(false);
    expect(await stored()).toEqual([
      expect.objectContaining({
        id: message.id,
        status: 'held',
        hostTenantId,
        callerId: caller.clientId,
        reference: '103042',
        error: { code },
        attempts: [],
        createdAt: now(),
        updatedAt: now(),
        dueAt: expiresAt,
      }),
    ]);
    const { body } = await contents.open(message);
    expect(JSON.parse(body)).toMatchObject({ message: { subject: validBody.message.subject } });
  });

  it('keeps it for nobody, whomever the submission names', async () => {
    const { park, contents, stored } = setUp();
    const { message } = await park('event_incomplete', { sender: token.grant.sender.hostObjectId });
    const [row] = await stored();
    for (const field of ['sender', 'account', 'mailboxId']) expect(row).not.toHaveProperty(field);
    expect((await contents.open(message)).senderReference).toBe(NO_SENDER);
  });

  it.each(reasons)('never sends what is parked for %s, until it expires and still says why', async (code) => {
    const fixture = setUp();
    const { message } = await fixture.park(code);
    const retryNow = createRetryNow(fixture);
    const ways = [
      () => fixture.deliverWaiting.byId(message.id),
      () => fixture.release(token.grant, [validBody.sender, ...token.names]),
      () => retryNow(hostTenantId, message.id),
      () => fixture.sweep(),
      () => fixture.work(),
    ];
    for (const seconds of [0, HELD_LOOK_SECONDS, HELD_LOOK_SECONDS]) {
      fixture.clock.pass(seconds);
      for (const tryIt of ways) await tryIt();
      expect(await fixture.stored()).toMatchObject([{ status: 'held', error: { code }, attempts: [] }]);
    }
    fixture.clock.pass((message.expiresAt.getTime() - fixture.now().getTime()) / 1000);
    await fixture.sweep();
    expect(await fixture.stored()).toMatchObject([{ status: 'expired', error: { code } }]);
    expect(fixture.events).toEqual([]);
  });

  it('lets its application cancel what is parked, and resend it never', async () => {
    const fixture = setUp();
    const { message } = await fixture.park('initiator_missing');
    const cancel = createCancel(fixture);
    await expect(cancel(otherCaller, message.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await cancel(caller, message.id)).toMatchObject({ id: message.id, status: 'cancelled' });
    await expect(createResend(fixture)(caller, message.id)).rejects.toMatchObject({ code: 'message_state' });
  });

  it('keeps an event once, however often its source repeats it', async () => {
    const { park, stored } = setUp();
    const { message } = await park('event_incomplete', {}, 'k');
    expect(await park('event_incomplete', {}, 'k')).toMatchObject({ message: { id: message.id }, isReplayed: true });
    await expect(park('event_incomplete', { reference: 'another' }, 'k')).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    expect(await stored()).toHaveLength(1);
    expect(await park('event_incomplete', {}, 'k', otherCaller)).toMatchObject({ isReplayed: false });
  });

  it('keeps it while its host tenant is paused: a source may never tell of an event again', async () => {
    const { park, stored } = setUp(async (_caller, mayWait) => {
      if (!mayWait) throw new ConnectorError('tenant_paused');
    });
    expect(await park('initiator_missing')).toMatchObject({ message: { status: 'held' } });
    expect(await stored()).toHaveLength(1);
  });

  it.each<ErrorCode>(['tenant_left', 'quota_exceeded'])('keeps nothing where it is refused for %s', async (code) => {
    const { park, stored, hints } = setUp(() => Promise.reject(new ConnectorError(code)));
    await expect(park('initiator_missing')).rejects.toMatchObject({ code });
    expect([await stored(), (await hints.list(hashOfName(hostTenantId, NO_SENDER), 10)).hints]).toEqual([[], []]);
  });
});

describe('isParkedCode', () => {
  it('tells what nothing releases from all other reasons for which a message is held', () => {
    expect((Object.keys(outcomes) as ErrorCode[]).filter(isParkedCode).toSorted()).toEqual(reasons.toSorted());
  });
});

describe('NO_SENDER', () => {
  it('can be the name of nobody: no organisation proves a domain under .invalid', () => {
    expect(NO_SENDER).toMatch(/^[a-z]+@[a-z.]+\.invalid$/);
  });
});
