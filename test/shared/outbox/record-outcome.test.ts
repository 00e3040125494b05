import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import type { GraphOutcome } from '../../../shared/outbox/ask-graph.ts';
import type { Attempt, Message } from '../../../shared/outbox/message.ts';
import { createRecordOutcome, type Later } from '../../../shared/outbox/record-outcome.ts';
import { formatSender } from '../../../shared/sender.ts';
import {
  CONTENT_ROW_MAX_BYTES,
  HELD_LOOK_SECONDS,
  QUEUE_DELAY_MAX_SECONDS,
  RETRY_PAUSES_SECONDS,
} from '../../../shared/waiting-limits.ts';
import { createMessage } from '../../contract/samples.ts';
import { account, createOutboxFixture, token } from './outbox-fixture.ts';
import { ann } from './waiting-people.ts';

const sent: GraphOutcome = { kind: 'sent', requestId: 'r1' };
const unknown: GraphOutcome = { kind: 'unknown', reason: 'status 504', requestId: 'r1', graphCode: 'UnknownError' };
const throttled: GraphOutcome = {
  kind: 'refused',
  code: 'mailbox_throttled',
  graphCode: 'ApplicationThrottled',
  requestId: 'r1',
};
const ended: GraphOutcome = { kind: 'refused', code: 'consent_required', graphCode: 'InvalidAuthenticationToken' };
const refused: GraphOutcome = {
  kind: 'refused',
  code: 'mailbox_full',
  graphCode: 'ErrorQuotaExceeded',
  requestId: 'r1',
};
const content = { senderReference: ann.hostObjectId, body: '{"message":{}}' };
const large = { ...content, body: 'x'.repeat(CONTENT_ROW_MAX_BYTES) };

/** A message of Ann that is on its way, and what Graph answers is recorded with `record`. */
function setUp(changes: Partial<ReturnType<typeof createOutboxFixture>['contents']> = {}) {
  const fixture = createOutboxFixture();
  const { messages, clock, now } = fixture;
  const contents = { ...fixture.contents, ...changes };
  const inSeconds = (seconds: number) => new Date(now().getTime() + seconds * 1000);
  const recordOutcome = createRecordOutcome({ ...fixture, contents });
  /** As it is stored afterwards. */
  async function record(outcome: GraphOutcome, message: Message, later?: () => Later) {
    const { content: place } = message;
    const inserted = await messages.insert(message, place === 'row' ? new Uint8Array(9) : undefined);
    clock.pass(5);
    const told = await recordOutcome(inserted, outcome, later);
    const [{ etag: _etag, mac: _mac, ...stored }] = fixture.store.all() as [ReturnType<typeof fixture.store.all>[0]];
    expect(told).toMatchObject(stored);
    return stored;
  }
  const createSending = (of: Partial<Message> = {}) =>
    createMessage({ sender: ann, createdAt: now(), updatedAt: now(), expiresAt: inSeconds(30 * 86_400), ...of });
  /** One that was accepted to be sent later, with what it says. */
  async function createAccepted(said = content, of: Partial<Message> = {}) {
    const message = createSending({ named: ann.hostObjectId, account, ...of });
    const { fields } = await fixture.contents.seal(message, said);
    return { ...message, ...fields };
  }
  const later =
    (said = content) =>
    (): Later => ({ content: said, binding: { named: ann.hostObjectId, sender: ann, account } });
  const hinted = async () => (await fixture.hints.list(formatSender(ann), 9)).hints;
  const items = () => fixture.queue.all().map(({ visibleAt }) => visibleAt);
  return {
    ...fixture,
    contents,
    inSeconds,
    recordOutcome,
    record,
    createSending,
    createAccepted,
    later,
    hinted,
    items,
  };
}

describe('what Graph answered, of a message that must not wait', () => {
  it.each<[GraphOutcome, object]>([
    [sent, { status: 'sent', attempts: [{ outcome: 'sent', graphRequestId: 'r1' }] }],
    [{ kind: 'sent' }, { status: 'sent', attempts: [{ outcome: 'sent' }] }],
    [
      { kind: 'sent', recipients: [] },
      { status: 'sent', attempts: [{ outcome: 'sent' }] },
    ],
    [
      {
        kind: 'sent',
        recipients: [{ address: 'ben@northwindtraders.com' }, { address: 'mia@contoso.com', smtpCode: 550 }],
      },
      { status: 'sent', attempts: [{ outcome: 'sent', code: 'recipients_refused_2' }] },
    ],
    [
      unknown,
      {
        status: 'unknown',
        attempts: [{ outcome: 'unknown', graphRequestId: 'r1', code: 'UnknownError' }],
        error: { code: 'delivery_unknown', graphCode: 'UnknownError' },
      },
    ],
    [
      { kind: 'unknown', reason: 'reset' },
      { status: 'unknown', attempts: [{ outcome: 'unknown' }], error: { code: 'delivery_unknown' } },
    ],
    [
      throttled,
      {
        status: 'failed',
        attempts: [{ outcome: 'refused', graphRequestId: 'r1', code: 'ApplicationThrottled' }],
        error: { code: 'mailbox_throttled', graphCode: 'ApplicationThrottled' },
      },
    ],
  ])('is all that its row says of it (%#)', async (outcome, expected) => {
    const { record, createSending, now, items, hinted } = setUp();
    const { status, attempts, error } = await record(outcome, createSending());
    const made = attempts.map(({ at, ...rest }) => {
      expect(at).toEqual(now());
      return rest;
    });
    expect({ status, attempts: made, ...(error && { error }) }).toEqual(expected);
    expect([items(), await hinted()]).toEqual([[], []]);
  });
});

describe('a refusal that passes', () => {
  it('lets the message wait, with its content and the account, and says what Graph said', async () => {
    const { record, createSending, later, contents, now, inSeconds, items, hinted } = setUp();
    const stored = await record({ ...throttled, retryAfterSeconds: 120 }, createSending(), later());
    const [attempt] = stored.attempts;
    expect(stored).toMatchObject({
      status: 'queued',
      account,
      nextAt: inSeconds(120),
      changedAt: now(),
      error: { code: 'mailbox_throttled', graphCode: 'ApplicationThrottled' },
    });
    expect(attempt).toEqual({
      at: now(),
      outcome: 'refused',
      graphRequestId: 'r1',
      code: 'ApplicationThrottled',
      nextAt: inSeconds(120),
    });
    expect(await contents.open(stored)).toEqual(content);
    expect([items(), await hinted()]).toEqual([[inSeconds(120)], []]);
  });

  it('is followed by the next attempt later each time', async () => {
    for (const [made, seconds] of RETRY_PAUSES_SECONDS.entries()) {
      const attempts: Attempt[] = Array.from({ length: made }, () => ({ at: new Date(0), outcome: 'refused' }));
      const { record, createSending, later, inSeconds, items } = setUp();
      const { nextAt } = await record(throttled, createSending({ attempts }), later());
      expect([nextAt, items()]).toEqual([
        inSeconds(seconds),
        seconds > QUEUE_DELAY_MAX_SECONDS ? [] : [inSeconds(seconds)],
      ]);
    }
  });

  it('keeps the content where it is of one that was accepted to be sent later', async () => {
    const { record, createAccepted, blobs, contents } = setUp();
    const message = await createAccepted(large);
    const stored = await record(throttled, message);
    expect([stored.status, stored.content, blobs.names().length]).toEqual(['queued', message.content, 1]);
    expect(await contents.open(stored)).toEqual(large);
  });

  it.each<[string, GraphOutcome, 'queued' | 'held']>([
    ['which passes', throttled, 'queued'],
    ['which somebody can undo', ended, 'held'],
  ])('%s, ends the message where what it says cannot be stored now: Graph has not taken it', async (_what, outcome) => {
    const seal = () => Promise.reject(new ConnectorError('vault_unavailable'));
    const { record, createSending, later, items, hinted } = setUp({ seal });
    expect(await record(outcome, createSending(), later())).toMatchObject({
      status: 'failed',
      error: { code: outcome.kind === 'refused' && outcome.code },
    });
    expect([items(), await hinted()]).toEqual([[], []]);
  });

  it('does not hide a bug in storing what the message says', async () => {
    const { record, createSending, later } = setUp({ seal: () => Promise.reject(new TypeError('a bug')) });
    await expect(record(throttled, createSending(), later())).rejects.toThrow(TypeError);
  });
});

describe('a refusal that somebody can undo', () => {
  it('holds the message for the sender, who releases it by connecting again', async () => {
    const { record, createSending, later, hinted, items, inSeconds, now, release } = setUp();
    const stored = await record(ended, createSending(), later());
    expect(stored).toMatchObject({
      status: 'held',
      error: { code: 'consent_required', graphCode: 'InvalidAuthenticationToken' },
      dueAt: inSeconds(HELD_LOOK_SECONDS),
    });
    expect(stored.attempts).toEqual([{ at: now(), outcome: 'refused', code: 'InvalidAuthenticationToken' }]);
    expect([await hinted(), items()]).toEqual([[{ id: stored.id, at: stored.createdAt }], []]);
    expect(await release(token.grant, [])).toBe(1);
  });

  it('holds it although the hint cannot be put: the sweep finds it', async () => {
    const fixture = setUp();
    fixture.hints.put = () => Promise.reject(new ConnectorError('storage_unavailable'));
    const recordOutcome = createRecordOutcome(fixture);
    const inserted = await fixture.messages.insert(fixture.createSending());
    expect(await recordOutcome(inserted, ended, fixture.later())).toMatchObject({ status: 'held' });
    fixture.clock.pass(HELD_LOOK_SECONDS + 1);
    expect(await fixture.sweep()).toMatchObject({ looked: 1 });
    expect(await fixture.stored()).toMatchObject([{ status: 'queued' }]);
  });

  it('does not hide a bug in putting the hint', async () => {
    const fixture = setUp();
    fixture.hints.put = () => Promise.reject(new TypeError('a bug'));
    const inserted = await fixture.messages.insert(fixture.createSending());
    await expect(createRecordOutcome(fixture)(inserted, ended, fixture.later())).rejects.toThrow(TypeError);
  });
});

describe('what a message says that was accepted to be sent later', () => {
  it('goes as soon as it was sent', async () => {
    const { record, createAccepted, blobs } = setUp();
    expect(await record(sent, await createAccepted(large))).not.toHaveProperty('content');
    expect(blobs.names()).toEqual([]);
  });

  it.each<[string, GraphOutcome]>([
    ['was refused', refused],
    ['may have been sent', unknown],
  ])('is kept where it %s, so that it can be resent', async (_what, outcome) => {
    const { record, createAccepted, contents } = setUp();
    const stored = await record(outcome, await createAccepted(large));
    expect(await contents.open(stored)).toEqual(large);
  });
});
