/**
 * Every sender of events over the wire, as it really speaks: its headers, its handshake, its repetitions; with the real storage, Key
 * Vault and mailbox of the local stack.
 */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../infra/local/emulators/kit/fault.ts';
import {
  changeNotifications,
  clientState,
  cloudEvent,
  freeTextInvoicePosted,
  gridEvent,
  initiator,
  salesInvoicePosted,
  salesOrderUpdated,
  subscriptionValidation,
  testEvent,
} from '../shared/doors/payloads.ts';
import { startApp } from './app.ts';
import { documents, invoicePosted } from '../shared/doors/door-samples.ts';

const app = await startApp({ delivers: true });
const { graph, keyVault, storage } = app.stack;
keyVault.setSecret('door-key', clientState);
await app.connect('ann');
afterAll(() => app.close());
beforeEach(() => {
  storage.table.faults.clear();
  app.host.lines.length = 0;
});

const hostTenantId = app.stack.environment['HOST_TENANT_ID'] ?? '';
/** As the operator writes them. */
const write = (path: string, body: unknown) =>
  app.call('PUT', `/tenants/${hostTenantId}/${path}`, { body, as: app.stack.registrations.operator.clientId });
const written = [
  await write('templates/invoice-posted', invoicePosted),
  ...(await Promise.all(
    Object.entries(documents).map(([name, document]) =>
      write(`doors/${name}`, { ...document, callerId: app.stack.registrations.erp.clientId }),
    ),
  )),
];
if (written.some(({ status }) => status !== 201)) throw new Error(JSON.stringify(written.map(({ json }) => json)));

const doorOf = (name: string) => `${app.publicUrl}/events/${hostTenantId}.${name}`;
/** As a person of the directory caused it. */
const byAnn = (payload: unknown) =>
  JSON.stringify(payload)
    .replaceAll(initiator, app.senderOf('ann'))
    .replaceAll(initiator.toUpperCase(), app.senderOf('ann').toUpperCase());

interface Delivered {
  status: number;
  type: string | null;
  text: string;
  headers: Headers;
}

async function ask(address: string, init: RequestInit): Promise<Delivered> {
  const response = await fetch(address, init);
  const { status, headers } = response;
  return { status, headers, type: headers.get('content-type'), text: await response.text() };
}

const post = (name: string, body: string, headers: Record<string, string>) =>
  ask(doorOf(name), { method: 'POST', body, headers });

/** Nothing can be written. */
const down: Fault = { method: 'POST', times: 20, action: { kind: 'answer', status: 503 } };

const subjects = () => graph.messages().map(({ subject }) => subject);
const idOf = ({ text }: Delivered) => String((JSON.parse(text) as { value: { id: string }[] }).value[0]?.id);
const becomes = (id: string, status: string) =>
  expect.poll(async () => (await app.call('GET', `/messages/${id}`)).json['status'], { timeout: 30_000 }).toBe(status);

/** What Business Central does with an answer: it repeats some, and deletes the subscription after others. */
const keepsSubscription = (status: number) =>
  (status >= 200 && status < 300) || [408, 429].includes(status) || status >= 500;

describe('Business Central', () => {
  const headers = { 'Content-Type': 'application/json; charset=utf-8' };

  it('subscribes to changes: validates the address, again at a renewal, and keeps the subscription', async () => {
    const token = 'a9f3b1c0-1d2e-4f5a-8b6c-7d8e9f0a1b2c';
    for (const method of ['POST', 'GET']) {
      const address = `${doorOf('business-central-webhook')}?validationToken=${token}`;
      const { status, type, text } = await ask(address, { method });
      expect([status, type, text]).toEqual([200, 'text/plain; charset=utf-8', token]);
    }
    const answer = await post('business-central-webhook', JSON.stringify(changeNotifications), headers);
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([202, { ignored: 1 }]);
    const others = JSON.stringify(changeNotifications).replaceAll('created', 'deleted');
    const unwanted = await post('business-central-webhook', others, headers);
    expect([unwanted.status, JSON.parse(unwanted.text)]).toEqual([200, { value: [], ignored: 2 }]);
    expect([answer, unwanted].every(({ status }) => keepsSubscription(status))).toBe(true);
    // A subscription that is not ours may go.
    const foreign = JSON.stringify(changeNotifications).replaceAll(clientState, 'f'.repeat(43));
    expect(keepsSubscription((await post('business-central-webhook', foreign, headers)).status)).toBe(false);
  });

  it('tells of a posted invoice, which is sent as the person who posted it, once', async () => {
    const answer = await post('business-central-event', byAnn(salesInvoicePosted), headers);
    expect(answer.status).toBe(202);
    await becomes(idOf(answer), 'sent');
    const again = await post('business-central-event', byAnn(salesInvoicePosted), headers);
    expect(JSON.parse(again.text)).toEqual({ value: [{ id: idOf(answer), status: 'sent' }], ignored: 0 });
    expect(subjects().filter((subject) => subject === 'Invoice 103042')).toHaveLength(1);
    const { json } = await app.call('GET', '/messages?reference=103042');
    expect(json['value']).toMatchObject([{ sender: app.senderOf('ann') }]);
  });

  it('repeats what storage could not take, and one mail comes of it', async () => {
    const body = byAnn({ ...salesInvoicePosted, payload: { ...salesInvoicePosted.payload, invoiceNumber: '103043' } });
    storage.table.faults.add(down);
    const failed = await post('business-central-event', body, headers);
    expect([failed.status, keepsSubscription(failed.status), failed.headers.has('retry-after')]).toEqual([
      503,
      true,
      true,
    ]);
    storage.table.faults.clear();
    const taken = await post('business-central-event', body, headers);
    await becomes(idOf(taken), 'sent');
    expect(subjects().filter((subject) => subject === 'Invoice 103043')).toHaveLength(1);
  });

  it('tells of what no person did, which is kept, shown and cancelled', async () => {
    const body = JSON.stringify({ ...salesInvoicePosted, initiatingUserAADObjectId: null });
    const id = idOf(await post('business-central-event', body, headers));
    await app.runTimer('sweep');
    const held = await app.call('GET', '/messages?status=held');
    expect(held.json['value']).toContainEqual(
      expect.objectContaining({ id, error: expect.objectContaining({ code: 'initiator_missing' }) }),
    );
    expect((await app.call('POST', `/messages/${id}/cancel`)).json).toMatchObject({ status: 'cancelled' });
  });
});

describe('Dataverse', () => {
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'x-guestmail-door': clientState,
    'x-ms-dynamics-organization': 'contoso.crm4.dynamics.com',
    'x-ms-dynamics-entity-name': 'salesorder',
    'x-ms-dynamics-request-name': 'Update',
    'x-ms-correlation-request-id': '0da7a000-0000-4000-8000-000000000002',
  };

  it('tells of an update to whom the row names, once more after 503', async () => {
    storage.table.faults.add(down);
    expect((await post('dataverse', byAnn(salesOrderUpdated), headers)).status).toBe(503);
    storage.table.faults.clear();
    const answer = await post('dataverse', byAnn(salesOrderUpdated), headers);
    await becomes(idOf(answer), 'sent');
    expect(graph.messages().find(({ subject }) => subject === 'Invoice Order 1001')).toMatchObject({
      toRecipients: [{ address: 'mia@contoso.com' }],
      body: { content: 'Dear Adatum Corporation, €1,500.50 by December 1, 2026' },
    });
  });

  it('leaves out what is too large for it, which is kept with that reason', async () => {
    const { InputParameters: _left, PostEntityImages: _out, ...bare } = salesOrderUpdated;
    const large = { ...bare, OperationId: '0da7a000-0000-4000-8000-0000000000ff' };
    const answer = await post('dataverse', byAnn(large), { ...headers, 'x-ms-dynamics-msg-size-exceeded': 'true' });
    expect(JSON.parse(answer.text)).toMatchObject({ value: [{ status: 'held', error: { code: 'event_incomplete' } }] });
    const content = await app.call('GET', `/messages/${idOf(answer)}/content`);
    expect(content.status).toBe(200);
  });
});

describe('Finance & Operations', () => {
  const headers = { 'Content-Type': 'application/json', 'x-guestmail-door': clientState };

  it('tries an endpoint with a test event, and sends an event again by its control number', async () => {
    expect((await post('finance-operations', JSON.stringify(testEvent), headers)).status).toBe(200);
    const first = await post('finance-operations', byAnn(freeTextInvoicePosted), headers);
    await becomes(idOf(first), 'sent');
    const resent = byAnn({ ...freeTextInvoicePosted, EventTime: '/Date(1796108500000)/' });
    expect(idOf(await post('finance-operations', resent, headers))).toBe(idOf(first));
  });

  it('is told why its own HTTPS endpoint cannot knock', async () => {
    const answer = await post('finance-operations', JSON.stringify(testEvent), { 'Content-Type': 'application/json' });
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([
      401,
      { code: 'unauthorized', detail: expect.stringContaining('use Dataverse, Event Grid or Service Bus there') },
    ]);
  });
});

describe('Event Grid', () => {
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'aeg-event-type': 'Notification',
    'aeg-subscription-name': 'GUESTMAIL',
    'aeg-delivery-count': '0',
    'x-guestmail-door': clientState,
  };

  it('validates the address and delivers a batch, again after an answer that was lost', async () => {
    const validation = await post('event-grid', JSON.stringify(subscriptionValidation), {
      ...headers,
      'aeg-event-type': 'SubscriptionValidation',
    });
    expect([validation.status, JSON.parse(validation.text)]).toEqual([
      200,
      { validationResponse: subscriptionValidation[0]?.data.validationCode },
    ]);
    const batch = byAnn([gridEvent, { ...gridEvent, id: '9a1b0000-0000-4000-8000-000000000009' }]);
    const [first, second] = [await post('event-grid', batch, headers), await post('event-grid', batch, headers)];
    const { value } = JSON.parse(first.text) as { value: { id: string }[] };
    expect(value).toHaveLength(2);
    expect((JSON.parse(second.text) as { value: { id: string }[] }).value.map(({ id }) => id)).toEqual(
      value.map(({ id }) => id),
    );
    for (const { id } of value) await becomes(id, 'sent');
  });

  it('is allowed to deliver CloudEvents, and does', async () => {
    const allowed = await ask(doorOf('event-grid'), {
      method: 'OPTIONS',
      headers: { 'WebHook-Request-Origin': 'eventgrid.azure.net' },
    });
    expect([allowed.status, allowed.headers.get('webhook-allowed-origin')]).toEqual([200, 'eventgrid.azure.net']);
    const answer = await post('event-grid', byAnn(cloudEvent), {
      ...headers,
      'Content-Type': 'application/cloudevents+json; charset=utf-8',
    });
    await becomes(idOf(answer), 'sent');
  });
});

describe('strangers at a door', () => {
  it('get the same answer wherever they knock, and nothing is stored or logged of them', async () => {
    const addresses = [
      doorOf('dataverse'),
      doorOf('nothing'),
      doorOf('business-central-event'),
      `${app.publicUrl}/events/x`,
    ];
    const before = storage.table.requests.length;
    const answers = await Promise.all(
      addresses.map((address) =>
        ask(address, {
          method: 'POST',
          body: byAnn(salesOrderUpdated),
          headers: { 'x-guestmail-door': 'w'.repeat(43) },
        }),
      ),
    );
    const said = answers.map(({ status, text }) => [status, text.replace(/"requestId":"[^"]+"/, '')]);
    expect(said).toEqual(said.map(() => said[0]));
    expect(said[0]?.[0]).toBe(401);
    expect(storage.table.requests).toHaveLength(before);
    expect(app.host.lines.filter((line) => line.includes('"function":"events"'))).toEqual([]);
  });
});

describe('Power Automate', () => {
  /** Its HTTP action with the asynchronous pattern on: it follows Location until the answer is not 202, and fails on 4xx and 5xx. */
  async function runAction(body: unknown): Promise<{ isSucceeded: boolean; body: Record<string, unknown> }> {
    let answer = await app.call('POST', '/send', { body, headers: { Prefer: 'respond-async' } });
    for (let polls = 0; answer.status === 202 && answer.headers.has('location') && polls < 30; polls++) {
      const seconds = Number(answer.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(0);
      await new Promise((resolve) => setTimeout(resolve, Math.min(seconds * 1000, 500)));
      const path = new URL(answer.headers.get('location') ?? '').pathname.split('/messages/')[1];
      answer = await app.call('GET', `/messages/${path}`);
    }
    return { isSucceeded: answer.status < 300, body: answer.json };
  }
  /** The condition of test/examples/power-automate.json. */
  const failsRun = ({ isSucceeded, body }: Awaited<ReturnType<typeof runAction>>) =>
    !isSucceeded || body['status'] !== 'sent';
  const submission = (subject: string) => ({
    sender: app.senderOf('ann'),
    message: {
      subject,
      body: { contentType: 'Text', content: 'Hello' },
      toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
    },
  });

  it('waits for the end of a mail, and its run succeeds if the mail was sent and fails if it was not', async () => {
    expect(failsRun(await runAction(submission('Flow')))).toBe(false);
    graph.faults.add({
      body: '"subject":"Refused"',
      action: { kind: 'answer', status: 400, body: { error: { code: 'ErrorInvalidRecipients' } } },
    });
    const refused = await runAction(submission('Refused'));
    graph.faults.clear();
    expect([refused.body['status'], failsRun(refused)]).toEqual(['failed', true]);
    expect(refused.body['error']).toMatchObject({ code: 'invalid_recipients' });
  });
});
