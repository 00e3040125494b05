import { describe, expect, it } from 'vitest';
import { PAUSED_LOOK_SECONDS } from '../../../shared/configuration-limits.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { createKeepWaiting } from '../../../shared/outbox/keep-waiting.ts';
import type { Attempt, Message } from '../../../shared/outbox/message.ts';
import type { ErrorCode } from '../../../shared/outcomes.ts';
import { formatSender } from '../../../shared/sender.ts';
import {
  HELD_LOOK_SECONDS,
  QUEUE_DELAY_MAX_SECONDS,
  QUEUE_GRACE_SECONDS,
  RETRY_PAUSES_SECONDS,
} from '../../../shared/waiting-limits.ts';
import { createMessage } from '../../contract/samples.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryDeliveryQueue } from '../../fakes/memory-delivery-queue.ts';
import { createMemoryHeldHints } from '../../fakes/memory-held-hints.ts';
import { createMemoryMessageStore } from '../../fakes/memory-message-store.ts';
import { account, token } from './outbox-fixture.ts';
import { ann, otherAccount } from './waiting-people.ts';

const held = { status: 'held', error: { code: 'consent_required' } } as const;
const refusal = (code: ErrorCode, retryAfterSeconds?: number) =>
  new ConnectorError(code, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });

/** A message of Ann that waits, queued and due now unless `changes` say otherwise. */
async function setUp(changes: Partial<Message> = {}, random = 0) {
  const { now, pass } = createManualClock();
  const store = createMemoryMessageStore({ now });
  const [queue, hints] = [createMemoryDeliveryQueue({ now }), createMemoryHeldHints()];
  const inSeconds = (seconds: number) => new Date(now().getTime() + seconds * 1000);
  const waits = createMessage({
    status: 'queued',
    named: ann.hostObjectId,
    sender: ann,
    account,
    createdAt: now(),
    updatedAt: now(),
    expiresAt: inSeconds(30 * 86_400),
    ...changes,
  });
  const message = await store.insert(waits);
  pass(60);
  const parts = { historyDays: 30, messages: store, queue, hints, now, random: () => random };
  const stored = () => store.all()[0];
  const hinted = async () => (await hints.list(formatSender(ann), 9)).hints.map(({ id }) => id);
  const items = () => queue.all().map(({ visibleAt }) => visibleAt);
  return { ...createKeepWaiting(parts), message, now, inSeconds, stored, hinted, items };
}

describe('KeepWaiting.refuse', () => {
  it('tries again what passes by itself, later each time, and lists each attempt with the next one', async () => {
    for (const [made, seconds] of RETRY_PAUSES_SECONDS.entries()) {
      const before: Attempt[] = Array.from({ length: made }, () => ({ at: new Date(0), outcome: 'refused' }));
      const { refuse, message, now, inSeconds, stored, items } = await setUp({ attempts: before });
      await refuse(message, refusal('entra_unavailable'));
      const nextAt = inSeconds(seconds);
      expect(stored()).toMatchObject({
        status: 'queued',
        nextAt,
        changedAt: now(),
        error: { code: 'entra_unavailable' },
        attempts: [...before, { at: now(), outcome: 'refused', code: 'entra_unavailable', nextAt }],
      });
      expect(items()).toEqual(seconds > QUEUE_DELAY_MAX_SECONDS ? [] : [nextAt]);
    }
  });

  it('waits for as long as the refusal asks, and not before the time that the caller set', async () => {
    const asked = await setUp();
    await asked.refuse(asked.message, refusal('graph_unavailable', 500));
    expect(asked.stored()?.nextAt).toEqual(asked.inSeconds(500));
    const set = await setUp({ notBefore: new Date('2026-01-06T00:00:00Z') });
    await set.refuse(set.message, refusal('graph_unavailable', 500));
    expect(set.stored()?.nextAt).toEqual(set.message.notBefore);
  });

  it('holds what somebody has to undo, under a hint by which their return is noticed, and wakes nothing', async () => {
    const { refuse, message, now, inSeconds, stored, hinted, items } = await setUp();
    await refuse(message, refusal('consent_required'));
    expect(stored()).toMatchObject({ ...held, dueAt: inSeconds(HELD_LOOK_SECONDS), changedAt: now() });
    expect(stored()?.attempts).toEqual([{ at: now(), outcome: 'refused', code: 'consent_required' }]);
    expect([await hinted(), items()]).toEqual([[message.id], []]);
  });

  it('takes the same reason for no news: it looks again later, and lists no attempt', async () => {
    const { refuse, message, inSeconds, stored } = await setUp(held);
    await refuse(message, refusal('consent_required'));
    expect(stored()).toMatchObject({ ...message, dueAt: inSeconds(HELD_LOOK_SECONDS), etag: expect.anything() });
    expect(stored()).not.toHaveProperty('changedAt');
  });

  it.each<[string, Partial<Message>, ErrorCode, 'held' | 'queued']>([
    ['another reason', held, 'mailbox_changed', 'held'],
    ['a first reason', { status: 'held' }, 'consent_required', 'held'],
    ['the same reason while it is queued', { error: { code: 'entra_unavailable' } }, 'entra_unavailable', 'queued'],
    ['a reason that passes', held, 'entra_unavailable', 'queued'],
  ])('takes %s for news', async (_what, changes, code, status) => {
    const { refuse, message, now, stored } = await setUp(changes);
    await refuse(message, refusal(code));
    expect(stored()).toMatchObject({ status, error: { code }, attempts: [{ code }], changedAt: now() });
  });

  it('ends what is refused for good, with the attempt that says why, and puts neither hint nor item', async () => {
    const { refuse, message, now, stored, hinted, items } = await setUp();
    expect(await refuse(message, refusal('send_as_denied'))).toEqual(stored());
    expect(stored()).toMatchObject({ status: 'failed', error: { code: 'send_as_denied' }, changedAt: now() });
    expect(stored()?.attempts).toEqual([{ at: now(), outcome: 'refused', code: 'send_as_denied' }]);
    expect([await hinted(), items()]).toEqual([[], []]);
  });
});

describe('KeepWaiting.defer', () => {
  it('puts a message off without an attempt, and counts how often', async () => {
    for (const [deferrals, counted] of [
      [undefined, 1],
      [4, 5],
    ] as const) {
      const { defer, message, inSeconds, stored, hinted, items } = await setUp(deferrals ? { deferrals } : {});
      await defer(message, inSeconds(90));
      expect(stored()).toMatchObject({ status: 'queued', deferrals: counted, attempts: [], nextAt: inSeconds(90) });
      expect([await hinted(), items()]).toEqual([[], [inSeconds(90)]]);
    }
  });
});

describe('KeepWaiting.pause', () => {
  it.each([0, 1])('looks again after some minutes, says why, and makes no attempt (random %i)', async (random) => {
    const { pause, message, inSeconds, stored, items } = await setUp({}, random);
    await pause(message);
    const nextAt = inSeconds(PAUSED_LOOK_SECONDS * (1 + 0.2 * random));
    expect(stored()).toMatchObject({ status: 'queued', error: { code: 'tenant_paused' }, attempts: [], nextAt });
    expect(stored()).not.toHaveProperty('deferrals');
    expect(items()).toEqual([nextAt]);
  });

  it('keeps how often the message was put off, and its own time', async () => {
    const { pause, message, stored } = await setUp({ deferrals: 9, notBefore: new Date('2026-01-06T00:00:00Z') });
    await pause(message);
    expect(stored()).toMatchObject({ deferrals: 9, nextAt: message.notBefore });
  });

  it('leaves what is held as it is, but for the next look', async () => {
    const { pause, message, inSeconds, stored, hinted, items } = await setUp(held);
    await pause(message);
    expect(stored()).toEqual({ ...message, dueAt: inSeconds(PAUSED_LOOK_SECONDS), etag: stored()?.etag });
    expect([await hinted(), items()]).toEqual([[message.id], []]);
  });
});

describe('KeepWaiting.requeue', () => {
  it('queues what was held at once, bound to the account that has connected, without the reason', async () => {
    const { requeue, message, now, inSeconds, stored, items } = await setUp({ ...held, account: undefined as never });
    await requeue(message, token.grant);
    expect(stored()).toMatchObject({ status: 'queued', account, nextAt: now(), dueAt: inSeconds(QUEUE_GRACE_SECONDS) });
    expect(stored()).not.toHaveProperty('error');
    expect(items()).toEqual([now()]);
  });

  it('gives a message that is bound to one account to no other, and keeps its time', async () => {
    const { requeue, message, stored } = await setUp({ ...held, notBefore: new Date('2026-01-06T00:00:00Z') });
    await requeue(message, { sender: ann, ...otherAccount });
    expect(stored()).toMatchObject({ status: 'queued', account, nextAt: message.notBefore });
  });
});

describe('KeepWaiting.expire', () => {
  it.each<Partial<Message>>([{ error: { code: 'entra_unavailable' } }, held])(
    'ends a message whose time is over, and keeps why it was not sent (%#)',
    async (changes) => {
      const { expire, message, now, stored } = await setUp(changes);
      expect(await expire(message)).toEqual(stored());
      const { error } = changes;
      expect(stored()).toMatchObject({ status: 'expired', updatedAt: now(), error, attempts: [] });
    },
  );
});
