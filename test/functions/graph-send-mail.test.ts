import { describe, expect, it } from 'vitest';
import { createDrain } from '../../functions/drain.ts';
import { createHttpHandlers } from '../../functions/http-handlers.ts';
import type { Refused } from '../../shared/outbox/ask-graph.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { outcomes, type ErrorCode } from '../../shared/outcomes.ts';
import { createGate } from '../shared/outbox/outbox-fixture.ts';
import { createMemoryConnector, erp, otherApp, publicUrl } from '../fakes/memory-connector.ts';
import { ann, createApi, submission } from './api.ts';
import { invoke, lineOf, type Invocation } from './invoke.ts';
import { routes } from './routes.ts';

const { message } = submission();
const json = { 'content-type': 'application/json' };
const address = 'ann@fabrikam.com';

/** Posts as a client of Graph does; `body` is text, or what becomes JSON. */
function createClient(...swap: Parameters<typeof createApi>) {
  const api = createApi(...swap);
  const post = (body: unknown = { message }, headers: Record<string, string> = {}, as = erp, user: string = address) =>
    api.call(
      'graphSendMail',
      'POST',
      {
        params: { user },
        headers: { ...json, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      },
      as,
    );
  return { ...api, post };
}
const codeOf = ({ json: { error } }: Invocation) => (error as { code?: string } | undefined)?.code;

/** What holds for every refusal. */
function expectGraphShape(answer: Invocation): void {
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(answer.json).toEqual({
    error: {
      code: expect.stringMatching(/^\w+$/),
      message: expect.stringMatching(/\S/),
      innerError: {
        date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
        'request-id': 'invocation-1',
        'client-request-id': expect.any(String),
      },
    },
  });
  expect(answer.headers.get('request-id')).toBe('invocation-1');
}

describe('graphSendMailMethods', () => {
  it('answers 202 with nothing but the ids, and logs ids alone', async () => {
    const { post, signIn } = createClient();
    await signIn('ann');
    const answer = await post({ message }, { 'client-request-id': 'c-1' });
    expect([answer.status, answer.body, answer.headers.has('content-type')]).toEqual([202, '', false]);
    expect([answer.headers.get('request-id'), answer.headers.get('client-request-id')]).toEqual([
      'invocation-1',
      'c-1',
    ]);
    expect(lineOf(answer)).toMatchObject({ outcome: 'ok', status: 202, sender: ann, caller: erp, result: 'sent' });
    expect(answer.lines[0]?.text).not.toContain('@');
  });

  it('repeats no id that is malformed, or given twice', async () => {
    const { post } = createClient();
    for (const id of ['a, b', 'ä', 'a b', 'x'.repeat(129), '']) {
      const answer = await post({}, { 'client-request-id': id });
      expectGraphShape(answer);
      expect(answer.headers.has('client-request-id')).toBe(false);
      expect(answer.json['error'].innerError['client-request-id']).toBe('invocation-1');
    }
  });

  it('keeps nothing for later, whatever is preferred', async () => {
    const { post, signIn, graph, stores } = createClient();
    const refused = await post({ message }, { Prefer: 'respond-async, handling=lenient, IdType="ImmutableId"' });
    expect([refused.status, codeOf(refused)]).toEqual([409, 'consent_required']);
    expect(refused.json['error'].message).toContain(`consentUrl: ${publicUrl}/authorize`);
    await signIn('ann');
    expect((await post({ message }, { Prefer: 'respond-async' })).status).toBe(202);
    expect([graph.sent.length, stores.messages.all().map(({ status }) => status)]).toEqual([1, ['sent']]);
  });

  it('tells a message that exists with a status that no client repeats, and Graph’s code', async () => {
    const { post, signIn, graph } = createClient();
    await signIn('ann');
    const refuse = (code: Refused['code']): Refused => ({ kind: 'refused', code });
    const codes: [Refused['code'], string][] = [
      ['invalid_recipients', 'ErrorInvalidRecipients'],
      ['mailbox_full', 'ErrorQuotaExceeded'],
      ['mailbox_throttled', 'mailbox_throttled'],
      ['graph_unreachable', 'graph_unreachable'],
      ['entra_unavailable', 'entra_unavailable'],
    ];
    for (const [code, shown] of codes) {
      graph.script.outcomes.push(refuse(code));
      const answer = await post();
      expectGraphShape(answer);
      expect([answer.status, codeOf(answer), answer.headers.has('retry-after')]).toEqual([422, shown, false]);
      expect(lineOf(answer)).toMatchObject({ outcome: code, result: 'failed' });
    }
    graph.script.outcomes.push({ kind: 'unknown', reason: 'status 504' });
    const unknown = await post({ message }, { 'Idempotency-Key': 'k' });
    expect([unknown.status, codeOf(unknown)]).toEqual([409, 'delivery_unknown']);
    expect(unknown.json['error'].message).toContain('may have been sent');
    const again = await post({ message }, { 'Idempotency-Key': 'k' });
    expect([again.status, codeOf(again), again.headers.get('idempotency-replayed')]).toEqual([
      409,
      'delivery_unknown',
      'true',
    ]);
  });

  it('tells that a message with the same key waits, and that it is sent by itself', async () => {
    const { post, send, signIn, graph } = createClient();
    const held = { 'Idempotency-Key': 'held' };
    await send({}, held);
    await signIn('ann');
    const queued = { 'Idempotency-Key': 'queued' };
    await send({}, { ...queued, Prefer: 'respond-async' });
    for (const headers of [held, queued]) {
      const answer = await post({ message }, headers, erp, ann);
      expectGraphShape(answer);
      expect([answer.status, codeOf(answer)]).toEqual([409, 'message_state']);
      expect(answer.json['error'].message).toMatch(/[Dd]o not send it again/);
    }
    expect(graph.sent).toEqual([]);
  });

  it('tells that a message with the same key is being sent', async () => {
    const { open, opened } = createGate();
    const { post, signIn } = createClient(({ graph }) => ({
      graph: { ...graph, sendMail: () => opened.then(() => ({ kind: 'sent' })) },
    }));
    await signIn('ann');
    const headers = { 'Idempotency-Key': 'k' };
    const first = post({ message }, headers);
    const second = post({ message }, headers);
    const answer = await Promise.race([first, second]);
    expect([answer.status, codeOf(answer)]).toEqual([409, 'message_state']);
    expect(answer.json['error'].message).toContain('is being sent by an earlier request');
    open();
    expect(new Set((await Promise.all([first, second])).map(({ status }) => status))).toEqual(new Set([202, 409]));
  });

  it('takes the id of the request together with what it says for its key, of each application apart', async () => {
    const { post, signIn, graph } = createClient();
    await signIn('ann');
    const id = { 'client-request-id': 'of many mails' };
    const told: (string | null)[] = [];
    const send = async (...given: Parameters<typeof post>) =>
      told.push((await post(...given)).headers.get('idempotency-replayed'));
    const named = { 'client-request-id': 'one' };
    await send({ message }, named);
    await send({ saveToSentItems: true, message }, named);
    await send({ message: { ...message, subject: 'Another' } }, named);
    await send({ message }, named, otherApp);
    await send({ message }, { 'client-request-id': 'two' });
    // No id at all: a space may be two of them.
    await send({ message }, id);
    expect(told).toEqual([null, 'true', null, null, null, null]);
    expect(graph.sent).toHaveLength(5);
  });

  it('takes the key of the caller before the id of the request', async () => {
    const { post, signIn, graph } = createClient();
    await signIn('ann');
    const of = (key: string, id: string) => ({ 'Idempotency-Key': key, 'client-request-id': id });
    expect((await post({ message }, of('a', '1'))).status).toBe(202);
    expect((await post({ message }, of('a', '2'))).headers.get('idempotency-replayed')).toBe('true');
    expect((await post({ message }, of('b', '1'))).headers.has('idempotency-replayed')).toBe(false);
    const reused = await post({ message: { ...message, subject: 'Another' } }, of('a', '1'));
    expectGraphShape(reused);
    expect([reused.status, codeOf(reused), graph.sent.length]).toEqual([409, 'idempotency_key_reused', 2]);
    expect((await post({ message }, of('a, b', '1'))).status).toBe(400);
  });

  it('finds what a client repeats that gives neither, and sends it again once that is long ago', async () => {
    const { post, signIn, graph, clock } = createClient();
    await signIn('ann');
    const repeated = { 'Retry-Attempt': '1' };
    expect((await post({ message }, repeated)).headers.has('idempotency-replayed')).toBe(false);
    // Whoever does not say so repeats nothing.
    expect((await post()).headers.has('idempotency-replayed')).toBe(false);
    expect((await post({ message }, repeated)).headers.get('idempotency-replayed')).toBe('true');
    expect((await post({ message }, repeated, otherApp)).headers.has('idempotency-replayed')).toBe(false);
    expect(graph.sent).toHaveLength(3);
    clock.pass(601);
    expect((await post({ message }, repeated)).headers.has('idempotency-replayed')).toBe(false);
  });

  it('takes nobody at /me from a query, which some hosts hand on among the parameters of the address', async () => {
    const { call, signIn } = createClient();
    await signIn('ann');
    const answer = await call('graphSendMailAsMe', 'POST', {
      params: { user: address },
      headers: json,
      body: JSON.stringify({ message }),
    });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'ErrorInvalidRequest']);
  });

  it('gives a key that no caller can give', async () => {
    const { post, signIn, call } = createClient();
    await signIn('ann');
    await post({ message }, { 'client-request-id': 'c' });
    const { json: found } = await call('messages', 'GET', { query: {} });
    expect(found['value']).toHaveLength(1);
    for (const idempotencyKey of ['c', 'graph c'])
      expect((await call('messages', 'GET', { query: { idempotencyKey } })).json['value'] ?? []).toEqual([]);
  });
});

describe('showGraphError', () => {
  /** The route with an outbox that fails so. */
  async function fail(thrown: Error): Promise<Invocation> {
    const { connector, verifyAccessToken } = createMemoryConnector();
    const submit = async () => {
      throw thrown;
    };
    const failing = { ...connector, messages: { ...connector.messages, submit } };
    const handlers = createHttpHandlers(failing, verifyAccessToken, routes);
    const headers = { ...json, authorization: `Bearer ${erp}` };
    const given = { params: { user: address }, headers, body: JSON.stringify({ message }) };
    return invoke(handlers.graphSendMail, 'POST', given);
  }

  it.each(Object.keys(outcomes) as ErrorCode[])('shows %s in Graph’s shape, with its status', async (code) => {
    const answer = await fail(new ConnectorError(code, { retryAfterSeconds: 3_600 }));
    expectGraphShape(answer);
    const { status } = outcomes[code];
    // What is 202 elsewhere would be success here.
    expect(answer.status).toBe(status < 400 ? 409 : status);
    const isRepeated = status === 429 || status === 503;
    expect(answer.headers.get('retry-after')).toBe(isRepeated ? '20' : null);
  });

  it('asks nobody for claims', async () => {
    const { call } = createClient();
    const answer = await call('graphSendMailAsMe', 'POST', { headers: json, body: '{}' }, 'nobody');
    expect([answer.status, codeOf(answer)]).toEqual([401, 'InvalidAuthenticationToken']);
    expect(answer.headers.get('www-authenticate')).not.toContain('claims');
  });

  it('has a fixed sentence for a bug', async () => {
    const answer = await fail(new Error('secret'));
    expectGraphShape(answer);
    expect([answer.status, codeOf(answer)]).toEqual([500, 'ErrorInternalServerError']);
    expect(answer.body).not.toContain('secret');
  });

  it('tells a client to repeat what a process that ends does not take on', async () => {
    const { connector, verifyAccessToken } = createMemoryConnector();
    const drain = createDrain();
    const handlers = createHttpHandlers(connector, verifyAccessToken, routes, drain);
    await drain.end();
    const answer = await invoke(handlers.graphSendMail, 'POST', { headers: json });
    expectGraphShape(answer);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  });

  it.each(['graphBatch', 'graphSendMail', 'graphSendMailAsMe', 'graphUnknown'] as const)(
    'answers other methods of %s in Graph’s shape',
    async (route) => {
      const { call } = createClient();
      const answer = await call(route, 'PATCH');
      expectGraphShape(answer);
      const isUnknown = route === 'graphUnknown';
      expect([answer.status, answer.headers.get('allow')]).toEqual(isUnknown ? [404, null] : [405, 'POST']);
    },
  );
});
