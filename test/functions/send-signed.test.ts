import { randomBytes } from 'node:crypto';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';
import { describe, expect, it } from 'vitest';
import { SIGNED_BODY_MAX_BYTES } from '../../shared/webhook-limits.ts';
import { erp, otherApp } from '../fakes/memory-connector.ts';
import { createApi, submission } from './api.ts';
import { invoke, lineOf } from './invoke.ts';

interface Delivery {
  headers?: Record<string, string>;
  source?: string;
  signer?: Pick<StandardWebhook, 'sign'>;
}

async function createSource() {
  const api = createApi();
  await api.signIn('ann');
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const { hostTenantId } = api.config;
  api.secrets.set('shop', secret);
  for (const name of ['shop', 'web'])
    api.sources.set(`${hostTenantId}.${name}`, { callerId: erp, secretNames: ['shop'] });
  const deliver = (
    body = JSON.stringify(submission()),
    id = 'msg_1',
    { headers = {}, source = `${hostTenantId}.shop`, signer = new StandardWebhook(secret) }: Delivery = {},
  ) =>
    invoke(api.handlers.sendSigned, 'POST', {
      params: { source },
      body,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(api.clock.now().getTime() / 1000)),
        'webhook-signature': signer.sign(id, api.clock.now(), body),
        ...headers,
      },
    });
  return { ...api, secret, deliver };
}

describe('sendSignedMethods', () => {
  it('sends what a source signs with either package, in the name of its application', async () => {
    const { deliver, call, graph, secret } = await createSource();
    const sent = await deliver();
    expect([sent.status, sent.json['status']]).toEqual([200, 'sent']);
    expect(lineOf(sent)).toMatchObject({ caller: erp, result: 'sent', message: sent.json['id'] });
    const second = await deliver(undefined, 'msg_2', { signer: new Svix(secret) });
    expect([second.status, graph.sent.length]).toEqual([200, 2]);
    const params = { id: String(sent.json['id']) };
    expect((await call('message', 'GET', { params })).status).toBe(200);
    expect((await call('message', 'GET', { params }, otherApp)).status).toBe(404);
  });

  it('sends a delivery that comes again once, and says what became of it', async () => {
    const { deliver, clock, graph } = await createSource();
    const first = await deliver();
    clock.pass(3_600);
    const again = await deliver();
    expect([again.status, again.json['id'], again.headers.get('idempotency-replayed')]).toEqual([
      200,
      first.json['id'],
      'true',
    ]);
    expect(graph.sent).toHaveLength(1);
    const other = await deliver(JSON.stringify(submission({ reference: 'other' })));
    expect([other.status, other.json['code']]).toEqual([409, 'idempotency_key_reused']);
  });

  it('keeps the ids of two sources of one application apart', async () => {
    const { deliver, config, graph } = await createSource();
    await deliver();
    await deliver(undefined, undefined, { source: `${config.hostTenantId}.web` });
    expect(graph.sent).toHaveLength(2);
  });

  it('answers a repetition with what is stored although the submission has expired meanwhile', async () => {
    const { deliver, clock } = await createSource();
    const body = JSON.stringify(submission({ expiresAt: new Date(clock.now().getTime() + 60_000).toISOString() }));
    const first = await deliver(body);
    clock.pass(120);
    const again = await deliver(body);
    expect([again.status, again.json['id']]).toEqual([200, first.json['id']]);
  });

  it('takes the key in the body, which is signed, and refuses the one in a header, which is not', async () => {
    const { deliver, graph } = await createSource();
    const body = JSON.stringify(submission({ idempotencyKey: 'SI-1' }));
    const first = await deliver(body, 'msg_1');
    expect((await deliver(body, 'msg_2')).json['id']).toBe(first.json['id']);
    const answer = await deliver(undefined, 'msg_3', { headers: { 'idempotency-key': 'SI-2' } });
    expect([answer.status, answer.json['errors']]).toMatchObject([400, [{ pointer: 'header:Idempotency-Key' }]]);
    expect(graph.sent).toHaveLength(1);
  });

  it.each([
    ['no JSON', 'sender=ann', {}, 400, 'invalid_request'],
    ['nothing', '', {}, 400, 'invalid_request'],
    ['a MIME message', 'Subject: x\r\n\r\n', { 'content-type': 'message/rfc822' }, 415, 'unsupported_media_type'],
    ['an access token besides', undefined, { authorization: `Bearer ${erp}` }, 400, 'invalid_request'],
    ['a body that is not declared as JSON', undefined, { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
    [
      'a length beyond the limit',
      undefined,
      { 'content-length': String(SIGNED_BODY_MAX_BYTES + 1) },
      413,
      'request_too_large',
    ],
    ['chunks', '', { 'transfer-encoding': 'chunked' }, 411, 'length_required'],
  ])('refuses %s that is signed', async (_, body, headers, status, code) => {
    const { deliver, graph } = await createSource();
    const answer = await deliver(body, 'msg_1', { headers });
    expect([answer.status, answer.json['code'], graph.sent.length]).toEqual([status, code, 0]);
  });

  it('answers a wrong signature, an unknown source and a foreign tenant with the same bytes, and writes no line', async () => {
    const { deliver } = await createSource();
    const signer = new StandardWebhook(randomBytes(32).toString('base64'));
    const answers = [
      await deliver(undefined, 'msg_1', { signer }),
      await deliver(undefined, 'msg_1', { source: 'c0a7050c-0000-4000-8000-000000000001.unknown' }),
      await deliver(undefined, 'msg_1', { source: '00000000-0000-4000-8000-000000000009.shop' }),
      await deliver(undefined, 'msg_1', { source: '../send' }),
    ];
    const shown = answers.map(({ status, body, headers }) => JSON.stringify([status, body, [...headers]]));
    expect(answers[0]!.status).toBe(401);
    expect(new Set(shown).size).toBe(1);
    expect(answers.flatMap(({ lines }) => lines)).toEqual([]);
  });

  it('does not take a signature where a token is asked for', async () => {
    const { secret, clock, call, handlers } = await createSource();
    const body = JSON.stringify(submission());
    const headers = {
      'content-type': 'application/json',
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(clock.now().getTime() / 1000)),
      'webhook-signature': new StandardWebhook(secret).sign('msg_1', clock.now(), body),
    };
    const both = await call('send', 'POST', { headers, body });
    expect([both.status, both.json['errors']]).toMatchObject([400, [{ pointer: 'header:webhook-signature' }]]);
    expect((await invoke(handlers.send, 'POST', { headers, body })).status).toBe(401);
  });
});
