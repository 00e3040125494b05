/** Promises between the parts of the outbox: how long a message lasts, what is news, and what one bad row must not do. */
import { describe, expect, it, vi } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { CONTENT_KEY_DAYS } from '../../../shared/content-limits.ts';
import { TURN_LONG_MILLISECONDS } from '../../../shared/limits.ts';
import { createForgetSender } from '../../../shared/outbox/forget-sender.ts';
import { createListChanges } from '../../../shared/outbox/list-changes.ts';
import { createListCursors } from '../../../shared/outbox/list-cursors.ts';
import { createListMessages } from '../../../shared/outbox/list-messages.ts';
import { createRequest, describeRequest } from '../../../shared/outbox/submission-request.ts';
import { formatSender } from '../../../shared/sender.ts';
import { FEED_DELAY_SECONDS, HELD_LOOK_SECONDS } from '../../../shared/waiting-limits.ts';
import { parse, validBody } from '../submission/submission-sample.ts';
import { caller, createGate, createOutboxFixture, token } from './outbox-fixture.ts';
import { ann, createWaitingFixture, owner } from './waiting-people.ts';

const DAY_SECONDS = 86_400;
const later = { prefer: 'respond-async' };

describe('a message without expiresAt', () => {
  it.each([
    [1, 31],
    [60, 90],
    [89, 90],
    [90, 91],
  ])('whose notBefore is %i days ahead expires after %i days, while its content can be opened', (days, expected) => {
    const at = new Date('2026-11-01T00:00:00Z');
    const inDays = (count: number) => new Date(at.getTime() + count * DAY_SECONDS * 1000);
    const { submission, options } = parse(validBody);
    const request = createRequest(caller, { ...submission, notBefore: inDays(days) }, options, undefined);
    const { expiresAt } = describeRequest(request, { at, contentDigest: '0.x', messageExpiryDays: 30 });
    expect(expiresAt).toEqual(inDays(expected));
    expect(expected).toBeLessThan(CONTENT_KEY_DAYS);
  });
});

describe('a message whose time ends while it waits for its turn', () => {
  it('is refused and not sent', async () => {
    const { submitStrictly, graph, clock, now, events } = createOutboxFixture();
    const { open, opened } = createGate();
    graph.outcomes.push(...Array.from({ length: 4 }, () => () => opened.then(() => ({ kind: 'sent' }) as const)));
    const all = Array.from({ length: 4 }, (_, index) => submitStrictly({}, `k${index}`));
    await expect.poll(() => graph.outcomes.length).toBe(0);
    const expiresAt = '2026-11-02T00:00:00Z';
    const waiting = submitStrictly({ expiresAt }, 'k4').catch((error: ConnectorError) => error.code);
    await new Promise(setImmediate);
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + TURN_LONG_MILLISECONDS);
    clock.pass((Date.parse(expiresAt) - now().getTime()) / 1000 + 1);
    open();
    await Promise.all(all);
    vi.restoreAllMocks();
    expect([await waiting, events.length]).toEqual(['invalid_request', 4]);
  });
});

describe('a look at a held message that finds nothing new', () => {
  it('is no change that the feed tells', async () => {
    const fixture = createOutboxFixture();
    fixture.senderTokens.read = () => Promise.reject(new ConnectorError('consent_required'));
    await fixture.submit({}, 'k');
    const listChanges = createListChanges(fixture.messages, fixture.now);
    fixture.clock.pass(FEED_DELAY_SECONDS + 1);
    const { cursor } = await listChanges(caller, 10);
    fixture.clock.pass(HELD_LOOK_SECONDS);
    expect(await fixture.sweep()).toMatchObject({ looked: 1 });
    fixture.clock.pass(FEED_DELAY_SECONDS + 1);
    expect((await listChanges(caller, 10, cursor)).messages).toEqual([]);
  });
});

describe('a row that is not ours', () => {
  it('hides no other message from its caller', async () => {
    const { submit, store, messages, vault, work, clock, now } = createOutboxFixture();
    const one = await submit({ reference: '1' }, undefined, caller, later);
    const two = await submit({ reference: '2' }, undefined, caller, later);
    await work();
    const stored = (await store.read(one.message.id))!;
    await store.replace(stored, { ...stored, status: 'cancelled' });
    clock.pass(FEED_DELAY_SECONDS + 1);
    const listed = await createListMessages({ messages, cursors: createListCursors(vault) })(caller, { top: 10 });
    const changed = await createListChanges(messages, now)(caller, 10);
    expect([listed, changed].map((page) => page.messages.map(({ id }) => id))).toEqual([
      [two.message.id],
      [two.message.id],
    ]);
  });

  it('keeps nobody else who waits from being released', async () => {
    const fixture = createOutboxFixture();
    fixture.senderTokens.bind = async () => ({ sender: ann, isConnected: false });
    for (const key of ['a', 'b', 'c']) await fixture.submit({}, key, caller, later);
    const [bad] = fixture.store.all();
    await fixture.store.replace(bad!, { ...bad!, recipientCount: 99 });
    expect(await fixture.release(token.grant, [])).toBe(2);
  });
});

describe('a hint', () => {
  it.each(['expires', 'is cancelled by the person'])('goes with its message when that %s', async (end) => {
    const { submitHeld, refuse, hints, clock, sweep } = createWaitingFixture();
    const { id } = await submitHeld();
    expect((await hints.list(formatSender(ann), 9)).hints).toHaveLength(1);
    if (end === 'expires') {
      clock.pass(31 * DAY_SECONDS);
      await sweep();
    } else await refuse(owner, id);
    expect((await hints.list(formatSender(ann), 9)).hints).toEqual([]);
  });
});

describe('what a message says', () => {
  it('goes at once when the person refuses it', async () => {
    const { submitHeld, refuse, store } = createWaitingFixture();
    const { id } = await submitHeld();
    expect(await store.readContent(id)).toBeDefined();
    expect(await refuse(owner, id)).toMatchObject({ status: 'cancelled', error: { code: 'refused_by_sender' } });
    expect(await store.readContent(id)).toBeUndefined();
  });

  it('goes at an erasure although the message has ended without being sent', async () => {
    const fixture = createOutboxFixture();
    fixture.graph.outcomes.push({ kind: 'unknown', reason: 'status 504' });
    const { message } = await fixture.submit({}, 'k', caller, later);
    await fixture.work();
    expect(await fixture.store.readContent(message.id)).toBeDefined();
    await createForgetSender(fixture)(ann, 10);
    expect([(await fixture.stored())[0]?.status, await fixture.store.readContent(message.id)]).toEqual([
      'unknown',
      undefined,
    ]);
  });
});

describe('how many are on their way after connecting', () => {
  it('does not count those that have a time of their own', async () => {
    const fixture = createWaitingFixture();
    await fixture.submitHeld();
    await fixture.submitForLater({ reference: 'later' });
    expect((await fixture.stored()).map(({ status }) => status)).toEqual(['held', 'held']);
    expect(await fixture.release(token.grant, owner.names)).toBe(1);
  });
});
