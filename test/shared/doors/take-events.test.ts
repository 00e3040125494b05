import { describe, expect, it } from 'vitest';
import { EVENTS_AT_ONCE_MAX, PARKED_PAYLOAD_MAX_CHARACTERS } from '../../../shared/door-limits.ts';
import type { DoorDocument, DoorKind } from '../../../shared/doors/door-document.ts';
import type { DoorSources } from '../../../shared/doors/door-sources.ts';
import type { DoorVisit } from '../../../shared/doors/door-visit.ts';
// Loaded before the first test, so that what it decides while it loads counts for all of them.
import { describeIncomplete } from '../../../shared/doors/door-readers.ts';
import { createDoors } from '../../../shared/doors/doors.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import type { Message } from '../../../shared/outbox/message.ts';
import { NO_SENDER } from '../../../shared/outbox/parked.ts';
import type { ErrorCode } from '../../../shared/outcomes.ts';
import type { Submission, SubmissionOptions } from '../../../shared/submission/submission.ts';
import { createMessage } from '../../contract/samples.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryMailboxLoadRows } from '../../fakes/memory-mailbox-load-rows.ts';
import { callerId, documents, hostTenantId, renderTiny, tinyTemplate, type TinyTemplate } from './door-samples.ts';
import {
  changeNotifications,
  clientState,
  freeTextInvoicePosted,
  gridEvent,
  initiator,
  salesInvoicePosted,
  salesOrderUpdated,
  testEvent,
} from './payloads.ts';

const event = 'business-central-event';
const nobody = '00000000-0000-0000-0000-000000000000';

interface Kept {
  submission: Submission;
  options: SubmissionOptions;
  /** Of what was parked. */
  code?: string;
}

interface SetUp {
  sources?: Partial<DoorSources<TinyTemplate>>;
  requireMaySend?: () => Promise<void>;
  change?: (document: DoorDocument) => DoorDocument;
  /** What submitting or parking is refused with, if anything. */
  fail?: (submission: Submission) => unknown;
}

/** Doors in front of an outbox that keeps whatever it is given, once for each key. */
function setUp({ sources, requireMaySend = async () => undefined, change = (one) => one, fail }: SetUp = {}) {
  const { now, pass } = createManualClock('2026-12-01T08:00:00Z');
  const byKey = new Map<string | undefined, Message>();
  const kept: Kept[] = [];
  const load = { now: 0, most: 0 };
  async function keep(as: DoorVisit, given: Kept) {
    load.most = Math.max(load.most, ++load.now);
    await new Promise(setImmediate);
    load.now -= 1;
    expect([as.hostTenantId, as.clientId]).toEqual([hostTenantId, callerId]);
    const error = fail?.(given.submission);
    if (error) throw error;
    const message = createMessage({ status: given.code === undefined ? 'queued' : 'held' });
    kept.push(given);
    byKey.set(given.options.idempotencyKey, message);
    return { message, isReplayed: false };
  }
  const doors = createDoors({
    sources: {
      readDoor: async () => undefined,
      readTemplate: async (tenant, name) =>
        tenant === hostTenantId && name === 'invoice-posted' ? tinyTemplate : undefined,
      render: renderTiny,
      readSecret: async () => '',
      ...sources,
    },
    rows: createMemoryMailboxLoadRows(),
    requireMaySend,
    limits: { messageMaxBytes: 35 * 1024 * 1024, isLargeOffered: false },
    messages: {
      findByKey: async (_caller, key) => byKey.get(key),
      submit: (as, submission, options) => keep(as as DoorVisit, { submission, options }),
      park: (as, submission, options, code) => keep(as as DoorVisit, { submission, options, code }),
    },
    now,
  });
  const knock = (kind: DoorKind, given: unknown, headers: Record<string, string> = {}, name: string = kind) => {
    const text = typeof given === 'string' ? given : JSON.stringify(given);
    const posted = typeof given === 'string' ? undefined : (JSON.parse(text) as unknown);
    const document = change(documents[kind]);
    const visit = { hostTenantId, clientId: callerId, rights: [], door: { hostTenantId, name }, document };
    return doors.take({ ...visit, body: Buffer.from(text), posted }, { get: (one) => headers[one] ?? null });
  };
  return { kept, knock, now, pass, load };
}

const textOf = (kept: Kept | undefined) => kept?.submission.message.body?.content ?? '';
const withPayload = (payload: object) => ({
  ...salesInvoicePosted,
  payload: { ...salesInvoicePosted.payload, ...payload },
});

describe('an event that a door wants', () => {
  it('becomes one message as its template, rules and values say, and is answered before it is sent', async () => {
    const { knock, kept } = setUp();
    const { messages, ignored } = await knock(event, salesInvoicePosted, { traceparent: '00-a-b-01' });
    expect([messages.map(({ isReplayed }) => isReplayed), ignored]).toEqual([[false], 0]);
    const [{ submission, options, code }] = kept as [Kept];
    expect([code, submission.saveToSentItems]).toEqual([undefined, true]);
    expect(submission).toMatchObject({
      senderReference: initiator,
      reference: '103042',
      message: {
        subject: 'Invoice 103042',
        body: { contentType: 'Text', content: 'Dear Adatum Corporation' },
        toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
      },
      posted: { event: options.idempotencyKey },
    });
    expect(submission).not.toHaveProperty('notBefore');
    expect(options).toEqual({
      waitSeconds: 0,
      isAsync: true,
      idempotencyKey: expect.stringMatching(/^event business-central-event [\w-]{43}$/),
      traceparent: '00-a-b-01',
    });
  });

  it('has the HTML of its template where that has one, and no reference or trace where nobody gives one', async () => {
    const render = () => ({ message: { subject: 'Invoice', html: '<p>Dear</p>', language: 'en' } });
    const { knock, kept } = setUp({ sources: { render } });
    await knock('dataverse', salesOrderUpdated);
    const [{ submission, options }] = kept as [Kept];
    expect(submission.message.body).toEqual({ contentType: 'HTML', content: '<p>Dear</p>' });
    expect(submission).not.toHaveProperty('reference');
    expect(options).not.toHaveProperty('traceparent');
  });

  it('is the same message however often it comes, whatever its template says by then', async () => {
    let subject = 'first';
    const render = () => ({ message: { subject, text: 'x', language: 'en' } });
    const { knock, kept, pass } = setUp({ sources: { render } });
    const [first] = (await knock(event, salesInvoicePosted)).messages;
    subject = 'second';
    pass(86_400);
    expect((await knock(event, salesInvoicePosted)).messages).toEqual([{ message: first?.message, isReplayed: true }]);
    expect(kept).toHaveLength(1);
  });

  it('is another message at another door, and so is another event', async () => {
    const { knock, kept } = setUp();
    await knock(event, salesInvoicePosted);
    await knock(event, salesInvoicePosted, {}, 'another');
    await knock(event, withPayload({ invoiceNumber: '103043' }));
    expect(new Set(kept.map(({ options }) => options.idempotencyKey)).size).toBe(3);
  });

  it('is put off while the door has let in what it may, or refused where its sender brings it again', async () => {
    const { knock, kept, pass, now } = setUp({ change: (document) => ({ ...document, eventsPerHour: 1 }) });
    await knock('finance-operations', freeTextInvoicePosted);
    await knock('finance-operations', { ...freeTextInvoicePosted, ControlNumber: 7 });
    expect(kept.map(({ submission: { notBefore } }) => notBefore)).toEqual([
      undefined,
      new Date(now().getTime() + 3_900_000),
    ]);
    const batch = (id: string) => knock('event-grid', [{ ...gridEvent, id }]);
    const change = (of: string) => ({ value: [{ ...changeNotifications.value[0], lastModifiedDateTime: of }] });
    await batch('1');
    await knock('business-central-webhook', change('1'));
    // A repetition is not counted.
    await batch('1');
    const full = { code: 'too_many_requests', retryAfterSeconds: expect.any(Number) as number };
    await expect(batch('2')).rejects.toMatchObject(full);
    await expect(knock('business-central-webhook', change('2'))).rejects.toMatchObject(full);
    pass(3_900);
    await batch('2');
    expect(kept).toHaveLength(5);
  });
});

describe('a batch', () => {
  const batch = Array.from({ length: 20 }, (_, index) => ({ ...gridEvent, id: String(index) }));

  it('is taken some at once, and answered in the order of its events', async () => {
    const { knock, kept, load } = setUp({ change: (document) => ({ ...document, reference: '/id' }) });
    const { messages } = await knock('event-grid', batch);
    expect([messages.length, kept.length, load.most]).toEqual([20, 20, EVENTS_AT_ONCE_MAX]);
    const again = await knock('event-grid', batch.toReversed());
    expect(again.messages.map(({ message }) => message.id)).toEqual(
      messages.map(({ message }) => message.id).toReversed(),
    );
    expect(kept).toHaveLength(20);
  });

  it('is taken as far as it goes where something passes, and the rest when it comes again', async () => {
    let isDown = true;
    const { knock, kept } = setUp({
      change: (document) => ({ ...document, reference: '/id' }),
      fail: ({ reference }) => isDown && reference === '3' && new ConnectorError('storage_unavailable'),
    });
    await expect(knock('event-grid', batch.slice(0, 5))).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(kept).toHaveLength(4);
    isDown = false;
    const { messages } = await knock('event-grid', batch.slice(0, 5));
    expect(messages.map(({ isReplayed }) => isReplayed)).toEqual([true, true, true, false, true]);
  });

  it('leaves out what the door does not want, in any case of its name, and says how many', async () => {
    const { knock, kept } = setUp();
    const mixed = [
      { ...gridEvent, eventType: 'Other' },
      gridEvent,
      { ...gridEvent, id: '2', eventType: gridEvent.eventType.toUpperCase() },
    ];
    const { messages, ignored } = await knock('event-grid', mixed);
    expect([messages.length, kept.length, ignored]).toEqual([2, 2, 1]);
  });

  it('makes no message of the test of an endpoint, also where the door names it', async () => {
    const { knock, kept } = setUp({ change: (document) => ({ ...document, events: [testEvent.BusinessEventId] }) });
    expect(await knock('finance-operations', testEvent)).toEqual({ messages: [], ignored: 1 });
    expect(kept).toEqual([]);
  });
});

describe('an event that cannot become a message', () => {
  const longNumber = withPayload({ invoiceNumber: 'x'.repeat(300) });
  it.each<[string, unknown, SetUp, string]>([
    ['a value is missing', withPayload({ customerName: null }), {}, '- /payload/customerName is missing.'],
    [
      'its template is gone',
      salesInvoicePosted,
      { sources: { readTemplate: async () => undefined } },
      '- It needs a template that is not there.',
    ],
    [
      'its template fits no more',
      salesInvoicePosted,
      { sources: { readTemplate: async () => ({ subject: '%surprise%', text: '' }) } },
      '- /text has an unknown placeholder.',
    ],
    ['no message may be so', longNumber, {}, '- /message/subject has 308 characters'],
    [
      'its application may not send',
      salesInvoicePosted,
      { requireMaySend: () => Promise.reject(new ConnectorError('forbidden')) },
      '- It is refused: forbidden.',
    ],
    [
      'its form is another',
      { clientState, eventName: 'salesInvoicePosted', more: [{ clientState }] },
      {},
      '- It is not what this kind of sender writes.',
    ],
  ])('is kept for nobody, with the reason and what came, where %s', async (_what, posted, given, reason) => {
    const { knock, kept, pass } = setUp(given);
    const { messages } = await knock(event, posted);
    expect(messages).toMatchObject([{ isReplayed: false, message: { status: 'held' } }]);
    const [one] = kept as [Kept];
    expect([kept.length, one.code, one.submission.senderReference]).toEqual([1, 'event_incomplete', NO_SENDER]);
    expect(one.submission.message).toMatchObject({
      subject: `Event at the door ${event}`,
      toRecipients: [],
      body: { contentType: 'Text' },
    });
    expect(one.submission).toMatchObject({ posted: { event: one.options.idempotencyKey }, saveToSentItems: true });
    const [opening, said, empty, ...payload] = textOf(one).split('\n');
    expect([opening, empty]).toEqual(['This event could not become a message:', '']);
    expect(said).toContain(reason);
    const { clientState: _secret, ...shown } = posted as Record<string, unknown>;
    expect(JSON.parse(payload.join('\n'))).toEqual({ ...shown, ...('more' in shown && { more: [{}] }) });
    pass(3_600);
    expect((await knock(event, posted)).messages).toMatchObject([{ isReplayed: true }]);
  });

  it('shows what is no JSON as it came, and of what is long the beginning', async () => {
    const { knock, kept } = setUp();
    await knock('dataverse', 'no JSON');
    await knock('dataverse', `${'x'.repeat(PARKED_PAYLOAD_MAX_CHARACTERS)}y`);
    await knock('event-grid', [7]);
    const [one, long, list] = kept.map((each) => textOf(each).split('\n\n')[1]);
    expect([one, long?.length, long?.endsWith('x'), list]).toEqual([
      'no JSON',
      PARKED_PAYLOAD_MAX_CHARACTERS,
      true,
      '[\n  7\n]',
    ]);
  });

  it('is kept with the reason where its sender left out most of it', async () => {
    const { knock, kept } = setUp();
    await knock('dataverse', salesOrderUpdated, { 'x-ms-dynamics-msg-size-exceeded': 'true' });
    expect(textOf(kept[0])).toContain('- It is too large for its sender, which has left out most of it.');
  });

  it('is kept as the message that it would be where only the sender is missing', async () => {
    const { knock, kept } = setUp();
    await knock(event, { ...salesInvoicePosted, initiatingUserAADObjectId: nobody });
    expect(kept).toMatchObject([
      { code: 'initiator_missing', submission: { senderReference: NO_SENDER, message: { subject: 'Invoice 103042' } } },
    ]);
  });

  it.each<ErrorCode>(['storage_unavailable', 'tenant_paused', 'conflict', 'quota_exceeded', 'not_implemented'])(
    'is not kept for %s, so that its sender brings it again',
    async (code) => {
      const fail = ({ senderReference }: Submission) => senderReference !== NO_SENDER && new ConnectorError(code);
      const { knock, kept } = setUp({ fail });
      await expect(knock(event, salesInvoicePosted)).rejects.toMatchObject({ code });
      expect(kept).toEqual([]);
    },
  );

  it('hides no bug', async () => {
    const { knock, kept } = setUp({ fail: () => new TypeError('a bug') });
    await expect(knock(event, salesInvoicePosted)).rejects.toThrow(TypeError);
    expect(kept).toEqual([]);
  });
});

describe('describeIncomplete', () => {
  it('shows half a character as what it is, so that the text can be stored and sent', () => {
    expect(describeIncomplete('orders', [], 'a\ud800b').content).toContain('a\ufffdb');
  });
});
