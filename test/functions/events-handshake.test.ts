/** What strangers, a flood and a tenant that may not send get at event doors. */
import { describe, expect, it } from 'vitest';
import type { DoorDocument } from '../../shared/doors/door-document.ts';
import { hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import {
  freeTextInvoicePosted,
  gridEvent,
  salesInvoicePosted,
  salesOrderUpdated,
  subscriptionValidation,
} from '../shared/doors/payloads.ts';
import { documents } from '../shared/doors/door-samples.ts';
import { causedBy, createDoorsApi } from './doors.ts';

const event = 'business-central-event';

describe('the quota of a door', () => {
  const limited = (document: DoorDocument): DoorDocument => ({ ...document, eventsPerHour: 2 });

  it('refuses what its sender brings again later, and counts no repetition', async () => {
    const api = createDoorsApi({ change: limited });
    const knock = (id: string) => api.knock('event-grid', [{ ...gridEvent, id }]);
    const first = [await knock('1'), await knock('1'), await knock('2'), await knock('3'), await knock('1')];
    expect(first.map(({ status }) => status)).toEqual([202, 202, 202, 429, 202]);
    expect(first[3]?.json).toMatchObject({ code: 'too_many_requests', detail: expect.stringContaining('This door') });
    expect(first[3]?.headers.get('retry-after')).toBe('20');
    api.clock.pass(3_600 + 300);
    expect((await knock('3')).status).toBe(202);
  });

  it('puts off what comes only once to the next time with room, for a day at most', async () => {
    const api = createDoorsApi({ change: limited });
    await api.signIn('ann');
    const knock = (ControlNumber: number) =>
      api.knock('finance-operations', causedBy({ ...freeTextInvoicePosted, ControlNumber }));
    const started = api.clock.now().getTime();
    const statuses: number[] = [];
    for (let number = 1; number <= 50; number++) statuses.push((await knock(number)).status);
    // Two at once, and two after each 65 minutes of a day: an hour, as exactly as its row remembers.
    expect(statuses).toEqual([...Array(46).fill(202), ...Array(4).fill(429)]);
    const times = (await api.list({ top: '100' })).map(({ notBefore, createdAt }) =>
      Date.parse(String(notBefore ?? createdAt)),
    );
    const minutes = times.map((time) => (time - started) / 60_000).toSorted((one, other) => one - other);
    expect(minutes).toEqual(Array.from({ length: 46 }, (_, index) => 65 * Math.floor(index / 2)));
    expect(api.graph.sent).toEqual([]);
  });

  it('is one for each door, and keeps the row until it says nothing any more', async () => {
    const api = createDoorsApi({ change: limited });
    for (const kind of ['event-grid', 'dataverse'] as const)
      for (const id of ['1', '2'])
        expect(
          (
            await api.knock(
              kind,
              kind === 'dataverse' ? { ...salesOrderUpdated, OperationId: id } : [{ ...gridEvent, id }],
            )
          ).status,
        ).toBe(202);
    expect(await api.stores.mailboxLoads.sweep(new Date(api.clock.now().getTime() + 3_599_000), 10)).toBe(0);
    expect(await api.stores.mailboxLoads.sweep(new Date(api.clock.now().getTime() + 3_901_000), 10)).toBe(3);
  });
});

describe('a door of a host tenant', () => {
  const withTenant = (change: () => object) =>
    createDoorsApi({
      replace: ({ tenants }) => ({
        tenants: {
          ...tenants,
          read: async (id: string) => {
            const tenant = await tenants.read(id);
            return tenant && { ...tenant, ...change() };
          },
        },
      }),
    });

  it('that is paused keeps what comes, and sends it when the operator resumes it', async () => {
    let state = 'paused';
    const api = withTenant(() => ({ state }));
    await api.signIn('ann');
    const whole = await api.knock(event, causedBy(salesInvoicePosted));
    const incomplete = await api.knock(event, { ...salesInvoicePosted, initiatingUserAADObjectId: null });
    expect([whole, incomplete].map(({ status, json }) => [status, json['value'][0].status])).toEqual([
      [202, 'queued'],
      [202, 'held'],
    ]);
    const id = String(whole.json['value'][0].id);
    await api.connector.messages.deliver(id);
    expect(api.graph.sent).toEqual([]);
    state = 'active';
    api.clock.pass(3_600);
    await api.connector.messages.deliver(id);
    expect(api.graph.sent).toHaveLength(1);
  });

  it('that has left keeps nothing, not even what cannot be sent', async () => {
    const api = withTenant(() => ({ state: 'left' }));
    for (const posted of [salesInvoicePosted, { ...salesInvoicePosted, initiatingUserAADObjectId: null }]) {
      const { status, json } = await api.knock(event, posted);
      expect([status, json['code']]).toEqual([403, 'tenant_left']);
    }
    expect(await api.list()).toEqual([]);
  });

  it.each([
    ['the list of callers', { callerClientIds: [] }],
    ['what its application may do', { rightsOfApplications: new Map([[documents[event].callerId, ['read']]]) }],
  ])('sends nothing in the name of an application that has left %s, and keeps what came', async (_list, change) => {
    const api = withTenant(() => change);
    await api.signIn('ann');
    const { status, json } = await api.knock(event, causedBy(salesInvoicePosted));
    expect([status, json['value'][0]]).toMatchObject([202, { status: 'held', error: { code: 'event_incomplete' } }]);
    await api.connector.messages.deliver(String(json['value'][0].id));
    expect(api.graph.sent).toEqual([]);
  });

  it('that only tests keeps what would go to others', async () => {
    const api = withTenant(() => ({ sandbox: { allowedRecipients: ['ben@fabrikam.com'] } }));
    const { status, json } = await api.knock(event, salesInvoicePosted);
    expect([status, json['value'][0]]).toMatchObject([202, { status: 'held', error: { code: 'event_incomplete' } }]);
  });
});

describe('the handshakes', () => {
  const anywhere = ['nothing', `${hostTenantId}.${event}`, 'x'];

  it.each(['GET', 'POST'])(
    'gives Business Central its validation token back by %s, at every address alike, and keeps nothing',
    async (method) => {
      const api = createDoorsApi();
      for (const door of anywhere) {
        const { status, body, headers } = await api.call('events', method, {
          params: { door },
          query: { validationToken: 'abc/+ =~' },
          ...(method === 'POST' && { body: JSON.stringify(salesInvoicePosted) }),
        });
        expect([status, body, headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([
          200,
          'abc/+ =~',
          'text/plain; charset=utf-8',
          'nosniff',
        ]);
      }
      for (const validationToken of ['', 'x'.repeat(513), 'é', 'a\nb', '\u0000']) {
        const answer = await api.call('events', method, { params: { door: 'x' }, query: { validationToken } });
        expect([answer.status, answer.json['code']]).toEqual([400, 'invalid_request']);
      }
      expect(api.asked).toEqual([]);
      expect(await api.list()).toEqual([]);
    },
  );

  it('gives Event Grid its validation code back, and takes it for an event without the header that says so', async () => {
    const api = createDoorsApi();
    const headers = { 'aeg-event-type': 'SubscriptionValidation', 'x-guestmail-door': '' };
    for (const door of anywhere) {
      const { status, json } = await api.knock(door, subscriptionValidation, { headers });
      const answer = { validationResponse: subscriptionValidation[0]?.data.validationCode };
      expect([status, json]).toEqual([200, answer]);
    }
    const [validation] = subscriptionValidation;
    for (const code of ['', 'x'.repeat(513), 'a\nb', 7])
      expect((await api.knock(event, [{ ...validation, data: { validationCode: code } }], { headers })).status).toBe(
        401,
      );
    expect((await api.knock('event-grid', subscriptionValidation)).json).toEqual({ value: [], ignored: 1 });
  });

  it('allows Event Grid to deliver CloudEvents', async () => {
    const api = createDoorsApi();
    const options = async (headers: Record<string, string>) =>
      api.call('events', 'OPTIONS', { params: { door: 'x' }, headers });
    const allowed = await options({ 'webhook-request-origin': 'eventgrid.azure.net', 'webhook-request-rate': '120' });
    expect([
      allowed.status,
      allowed.headers.get('webhook-allowed-origin'),
      allowed.headers.get('webhook-allowed-rate'),
    ]).toEqual([200, 'eventgrid.azure.net', '*']);
    for (const origin of ['*', 'a b', '', 'x'.repeat(300)]) {
      const refused = await options({ 'webhook-request-origin': origin });
      expect([refused.status, refused.headers.get('webhook-allowed-origin')]).toEqual([204, null]);
    }
  });

  it('refuses a look without a token', async () => {
    expect((await createDoorsApi().call('events', 'GET', { params: { door: 'x' } })).status).toBe(400);
  });
});
