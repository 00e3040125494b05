import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DoorDocument, DoorKind } from '../../shared/doors/door-document.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { codePoint } from '../shared/code-point.ts';
import { hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { documents } from '../shared/doors/door-samples.ts';
import {
  changeNotifications,
  clientState,
  cloudEvent,
  freeTextInvoicePosted,
  gridEvent,
  salesInvoicePosted,
  salesOrderUpdated,
  testEvent,
} from '../shared/doors/payloads.ts';
import { ann, createApi } from './api.ts';
import { causedBy, createDoorsApi, secrets } from './doors.ts';
import { lineOf } from './invoke.ts';

const event = 'business-central-event';
const payloads: [DoorKind, unknown][] = [
  ['business-central-event', salesInvoicePosted],
  ['business-central-webhook', { value: changeNotifications.value.slice(0, 1) }],
  ['dataverse', salesOrderUpdated],
  ['finance-operations', freeTextInvoicePosted],
  ['event-grid', [gridEvent]],
  ['event-grid', cloudEvent],
];
const statesOf = (json: Record<string, unknown>) => (json['value'] as { status: string }[]).map(({ status }) => status);
const nobody = '00000000-0000-0000-0000-000000000000';

describe('POST /events/{door}', () => {
  it.each(payloads)('makes one message of what %s brings, however often it comes (%#)', async (kind, posted) => {
    const api = createDoorsApi();
    await api.signIn('ann');
    const [first, again] = [await api.knock(kind, causedBy(posted)), await api.knock(kind, causedBy(posted))];
    expect([first.status, first.json]).toEqual([
      202,
      { value: [{ id: expect.any(String), status: 'queued' }], ignored: 0 },
    ]);
    expect([again.status, again.json]).toEqual([202, first.json]);
    expect(lineOf(again)).toMatchObject({ door: kind, replayed: 1, outcome: 'ok' });
    expect(await api.list()).toHaveLength(1);
    const id = String(first.json['value'][0].id);
    await api.connector.messages.deliver(id);
    const [sent] = api.graph.sent;
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({
      message: {
        subject: expect.stringMatching(/^Invoice \S/),
        toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
      },
    });
    expect((await api.knock(kind, causedBy(posted))).json['value']).toEqual([{ id, status: 'sent' }]);
    expect(api.graph.sent).toHaveLength(1);
  });

  it('holds the message of a person who has not connected, as any other', async () => {
    const api = createDoorsApi();
    const { json, status } = await api.knock(event, causedBy(salesInvoicePosted));
    expect([status, json['value'][0]]).toEqual([202, expect.objectContaining({ status: 'held' })]);
    expect((await api.list({ reference: '103042' }))[0]).toMatchObject({
      error: { code: 'consent_required' },
      sender: ann,
    });
  });

  it('answers unknown doors, foreign tenants and wrong secrets with the same bytes', async () => {
    const api = createDoorsApi();
    const other = 'c0ffee00-0000-4000-8000-000000000002';
    const wrong = { headers: { 'x-guestmail-door': 'w'.repeat(43) } };
    const { clientState: _secret, ...bare } = salesInvoicePosted;
    const answers = [
      await api.knock('nothing', salesInvoicePosted),
      await api.knock(`${other}.${event}`, salesInvoicePosted),
      await api.knock('not.a.door', salesInvoicePosted),
      await api.knock(event, { ...salesInvoicePosted, clientState: 'w'.repeat(43) }),
      await api.knock(event, { ...salesInvoicePosted, clientState: '' }),
      await api.knock(event, { ...salesInvoicePosted, clientState: [clientState] }),
      await api.knock(event, bare),
      await api.knock(event, 'not JSON'),
      await api.knock(event, `{"clientState":"${clientState}","clientState":"${clientState}"}`),
      await api.knock('business-central-webhook', { value: [...changeNotifications.value, bare] }),
      await api.knock('business-central-webhook', { value: [] }),
      await api.knock('dataverse', salesOrderUpdated, wrong),
      await api.knock('finance-operations', freeTextInvoicePosted, { headers: { 'x-guestmail-door': '' } }),
      await api.knock('event-grid', [gridEvent], wrong),
      await createApi().call('events', 'POST', { params: { door: `${hostTenantId}.${event}` }, body: '{}' }),
    ];
    for (const { status, body, headers } of answers)
      expect([status, body, headers.get('www-authenticate')]).toEqual([401, answers[0]?.body, 'Door']);
    expect(answers[0]?.json['detail']).toMatch(/Finance & Operations can carry neither; use Dataverse, Event Grid/);
    expect(answers.flatMap(({ lines }) => lines)).toEqual([]);
    expect(await api.list()).toEqual([]);
  });

  it('takes the tenant of its address in any case', async () => {
    const api = createDoorsApi();
    const door = `${hostTenantId.toUpperCase()}.${event}`;
    expect((await api.knock(door, salesInvoicePosted)).status).toBe(202);
  });

  it('lets in with either of two secrets, and takes a new one within minutes', async () => {
    const both = ['door-key', 'door-key-next'];
    const change = (document: DoorDocument): DoorDocument =>
      'header' in document
        ? { ...document, header: { ...document.header, secretNames: both } }
        : { ...document, clientState: { secretNames: both } };
    const changed = { ...secrets };
    const api = createDoorsApi({ change, sources: { readSecret: async (name) => changed[name] ?? '' } });
    const knock = async (secret = '') => {
      const { status } = await api.knock('dataverse', salesOrderUpdated, { headers: { 'x-guestmail-door': secret } });
      const ofEvent = await api.knock(event, { ...salesInvoicePosted, clientState: secret });
      return [status, ofEvent.status];
    };
    expect(await knock(secrets['door-key'])).toEqual([202, 202]);
    expect(await knock(secrets['door-key-next'])).toEqual([202, 202]);
    changed['door-key'] = 'x'.repeat(43);
    api.clock.pass(299);
    expect(await knock(secrets['door-key'])).toEqual([202, 202]);
    api.clock.pass(2);
    expect(await knock(secrets['door-key'])).toEqual([401, 401]);
    expect(await knock(changed['door-key'])).toEqual([202, 202]);
  });

  it('is not available while its secret cannot be read, or is one that a person typed', async () => {
    for (const value of ['short', 'x'.repeat(42), 'x'.repeat(2_049)]) {
      const api = createDoorsApi({ sources: { readSecret: async () => value } });
      const { status, json } = await api.knock('dataverse', salesOrderUpdated, {
        headers: { 'x-guestmail-door': value },
      });
      expect([status, json['code']]).toEqual([503, 'vault_access_refused']);
    }
    const readSecret = () => Promise.reject(new ConnectorError('vault_unavailable'));
    const { status, headers } = await createDoorsApi({ sources: { readSecret } }).knock('dataverse', salesOrderUpdated);
    expect([status, headers.has('retry-after')]).toEqual([503, true]);
  });

  it('lets in with one of two secrets while the other one is not there', async () => {
    const change = (document: DoorDocument): DoorDocument =>
      'header' in document
        ? { ...document, header: { ...document.header, secretNames: ['door-key', 'door-key-next'] } }
        : document;
    for (const missing of ['door-key', 'door-key-next']) {
      const readSecret = (name: string) =>
        name === missing
          ? Promise.reject(new ConnectorError('vault_access_refused'))
          : Promise.resolve(secrets[name] ?? '');
      const api = createDoorsApi({ change, sources: { readSecret } });
      const knock = async (secret = '') =>
        (await api.knock('dataverse', salesOrderUpdated, { headers: { 'x-guestmail-door': secret } })).status;
      const other = missing === 'door-key' ? 'door-key-next' : 'door-key';
      expect([await knock(secrets[other]), await knock(secrets[missing]), await knock('x')]).toEqual([202, 503, 503]);
    }
  });

  it('opens nothing else with the secret of a door, and nothing of a caller opens it', async () => {
    const api = createDoorsApi();
    const headers = { authorization: `Bearer ${clientState}`, 'x-guestmail-door': clientState };
    for (const route of ['messages', 'senders'] as const)
      expect((await api.call(route, 'GET', { headers })).status).toBe(401);
    // createDoorsApi asks with the token of an application that may send.
    const without = { headers: { 'x-guestmail-door': '' } };
    expect((await api.knock('dataverse', salesOrderUpdated, without)).status).toBe(401);
  });

  it('answers and ignores what the door does not want, and the test of an endpoint', async () => {
    const api = createDoorsApi();
    const answers = [
      await api.knock(event, { ...salesInvoicePosted, eventName: 'customerblocked' }),
      await api.knock('finance-operations', testEvent),
      await api.knock('dataverse', { ...salesOrderUpdated, MessageName: 'Delete' }),
      await api.knock('business-central-webhook', { value: changeNotifications.value.slice(1) }),
    ];
    for (const { status, json } of answers) expect([status, json]).toEqual([200, { value: [], ignored: 1 }]);
    expect(await api.list()).toEqual([]);
  });

  it('makes no message of a test, whatever events the door wants', async () => {
    const change = (document: DoorDocument) => ({ ...document, events: [testEvent.BusinessEventId] });
    const api = createDoorsApi({ change });
    const { status, json } = await api.knock('finance-operations', testEvent);
    expect([status, json]).toEqual([200, { value: [], ignored: 1 }]);
  });

  it('takes every event of a batch, and those that were not stored when it comes again', async () => {
    let isDown = true;
    const api = createDoorsApi({
      replace: ({ stores }) => ({
        stores: {
          ...stores,
          messages: {
            ...stores.messages,
            insert: (...given: Parameters<typeof stores.messages.insert>) => {
              if (isDown && given[0].recipientCount === 1 && given[0].reference === '3')
                return Promise.reject(new ConnectorError('storage_unavailable'));
              return stores.messages.insert(...given);
            },
          },
        },
      }),
      change: (document) => ({ ...document, reference: '/id' }),
    });
    const batch = [1, 2, 3, 4].map((id) => ({ ...gridEvent, id: String(id) }));
    const failed = await api.knock('event-grid', batch);
    expect([failed.status, failed.json['code']]).toEqual([503, 'storage_unavailable']);
    expect(await api.list()).toHaveLength(3);
    isDown = false;
    const repeated = await api.knock('event-grid', batch);
    expect([repeated.status, statesOf(repeated.json)]).toEqual([202, ['held', 'held', 'held', 'held']]);
    expect(await api.list()).toHaveLength(4);
  });

  it('makes one message of an event that comes ten times at once', async () => {
    const api = createDoorsApi();
    const answers = await Promise.all(Array.from({ length: 10 }, () => api.knock(event, salesInvoicePosted)));
    expect(new Set(answers.map(({ json }) => json['value'][0].id)).size).toBe(1);
    expect(await api.list()).toHaveLength(1);
  });

  it('does not bring back what was cancelled when its sender repeats the event', async () => {
    const api = createDoorsApi();
    const { json } = await api.knock(event, salesInvoicePosted);
    const { id } = json['value'][0];
    await api.call('messageCancel', 'POST', { params: { id } });
    expect((await api.knock(event, salesInvoicePosted)).json['value']).toMatchObject([{ id, status: 'cancelled' }]);
    expect(await api.list()).toHaveLength(1);
  });
});

describe('an event that cannot be sent', () => {
  const parkedOf = async (api: ReturnType<typeof createDoorsApi>) => {
    const [message] = await api.list({ status: 'held' });
    const { body } = await api.call('messageContent', 'GET', { params: { id: String(message?.['id']) } });
    return { message, body };
  };

  it('is kept without a sender where no person caused it, and is read, cancelled, and never resent', async () => {
    const api = createDoorsApi();
    await api.signIn('ann');
    const answer = await api.knock(event, { ...salesInvoicePosted, initiatingUserAADObjectId: nobody });
    expect([answer.status, answer.json['value'][0]]).toEqual([
      202,
      expect.objectContaining({ status: 'held', error: expect.objectContaining({ code: 'initiator_missing' }) }),
    ]);
    expect(lineOf(answer)).toMatchObject({ outcome: 'initiator_missing' });
    const { message, body } = await parkedOf(api);
    expect(message).toMatchObject({
      error: { code: 'initiator_missing', who: 'caller' },
      recipientCount: 1,
      reference: '103042',
    });
    expect(message).not.toHaveProperty('sender');
    expect(body).toContain('Invoice 103042');
    const params = { id: String(message?.['id']) };
    // Neither a look of the sweep, nor a queue item, nor a person who connects sends it.
    api.clock.pass(5 * 3_600);
    await api.connector.messages.sweep();
    await api.connector.messages.deliver(params.id);
    await api.signIn('ann');
    expect((await api.call('message', 'GET', { params })).json).toMatchObject({
      status: 'held',
      error: { code: 'initiator_missing' },
    });
    expect((await api.call('messageCancel', 'POST', { params })).json).toMatchObject({ status: 'cancelled' });
    const resent = await api.call('messageResend', 'POST', { params });
    expect([resent.status, resent.json['code']]).toEqual([409, 'message_state']);
    expect(api.graph.sent).toEqual([]);
  });

  it('is sent by the fallback of its door where no person caused it', async () => {
    const change = (document: DoorDocument) =>
      ({ ...document, sender: { rule: 'initiator', fallback: ann } }) as DoorDocument;
    const api = createDoorsApi({ change });
    await api.signIn('ann');
    const answer = await api.knock(event, { ...salesInvoicePosted, initiatingUserAADObjectId: nobody });
    expect(statesOf(answer.json)).toEqual(['queued']);
  });

  const noDocument = documents[event];
  it.each([
    [
      'a value that is missing',
      { ...salesInvoicePosted, payload: { invoiceNumber: '103042' } },
      {},
      '/payload/customerName is missing',
    ],
    [
      'a template that is gone',
      salesInvoicePosted,
      { readTemplate: async () => undefined },
      'It needs a template that is not there.',
    ],
    [
      'a placeholder without a value',
      salesInvoicePosted,
      { readTemplate: async () => ({ subject: '%surprise%', text: '' }) },
      '/text has an unknown placeholder.',
    ],
    [
      'a subject that no message may have',
      { ...salesInvoicePosted, payload: { ...salesInvoicePosted.payload, invoiceNumber: 'x'.repeat(300) } },
      {},
      '/message/subject has 308 characters',
    ],
    [
      'a body of another form',
      { clientState, eventName: noDocument.events[0] },
      {},
      'It is not what this kind of sender writes.',
    ],
  ])('is kept with the reason and what came: %s', async (_, posted, sources, reason) => {
    const api = createDoorsApi({ sources });
    const answer = await api.knock(event, posted);
    expect([answer.status, answer.json['value'][0].error.code]).toEqual([202, 'event_incomplete']);
    const { message, body } = await parkedOf(api);
    expect(message).toMatchObject({ recipientCount: 0, error: { code: 'event_incomplete' } });
    const text = body.replace(/=\r\n/g, '');
    expect(text).toContain(reason);
    expect(text).toContain('eventName');
    expect(text).not.toContain(clientState);
    expect((await api.knock(event, posted)).json).toEqual(answer.json);
    expect(await api.list()).toHaveLength(1);
  });

  it('is kept where Dataverse left out what was too large, and where a header alone proves what is no JSON', async () => {
    const api = createDoorsApi();
    const headers = { 'x-ms-dynamics-msg-size-exceeded': 'true' };
    const answers = [
      await api.knock('dataverse', salesOrderUpdated, { headers }),
      await api.knock('dataverse', 'no JSON \u0000'),
    ];
    for (const { status, json } of answers)
      expect([status, json['value'][0]]).toMatchObject([202, { status: 'held', error: { code: 'event_incomplete' } }]);
    expect(await api.list({ status: 'held' })).toHaveLength(2);
  });
});

describe('whatever is posted to a door', () => {
  it('is never a fault of ours, with the secret or without', async () => {
    const api = createDoorsApi();
    const kinds = Object.keys(documents) as DoorKind[];
    const bodies = fc.oneof(
      fc.json(),
      fc.string({ unit: codePoint }),
      fc.jsonValue().map((payload) => JSON.stringify({ ...salesInvoicePosted, payload })),
      fc.jsonValue().map((one) => JSON.stringify({ value: [{ ...changeNotifications.value[0], resource: one }] })),
      fc.jsonValue().map((one) => JSON.stringify({ ...salesOrderUpdated, InputParameters: one })),
      fc.jsonValue().map((one) => JSON.stringify([{ ...gridEvent, data: one }])),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...kinds), bodies, fc.boolean(), async (kind, body, isProven) => {
        const headers = { 'x-guestmail-door': isProven ? clientState : 'w' };
        const { status } = await api.knock(kind, body, { headers });
        expect([200, 202, 401, 429]).toContain(status);
      }),
      { numRuns: 200 },
    );
  });
});
