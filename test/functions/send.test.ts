import { describe, expect, it } from 'vitest';
import { erp, publicUrl } from '../fakes/memory-connector.ts';
import { ann, createApi } from './api.ts';
import type { ErrorCode } from '../../shared/outcomes.ts';
import { codeOf, lineOf, type Invocation } from './invoke.ts';
import { sendAfterRefresh, sendTo } from './submit.ts';

const strict = { Prefer: 'handling=strict' };
const lenient = { Prefer: 'handling=lenient' };

describe('sendMethods', () => {
  it('answers 200 and logs ids, never a subject, address or token', async () => {
    const { send, signIn } = createApi();
    await signIn('ann');
    const answer = await send({ reference: 'SI-103042' });
    expect([answer.status, answer.json['status'], answer.json['reference']]).toEqual([200, 'sent', 'SI-103042']);
    expect(lineOf(answer)).toMatchObject({
      outcome: 'ok',
      message: answer.json['id'],
      sender: ann,
      caller: erp,
      result: 'sent',
      replayed: false,
    });
    expect(answer.lines[0]!.text).not.toMatch(/Invoice|Hello|@|access-token|Bearer/);
  });

  it('looks at the token before it looks at the body', async () => {
    const { call } = createApi();
    const answer = await call('send', 'POST', { headers: { 'content-type': 'text/plain' }, body: '{' }, 'nobody');
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await call('send', 'POST', {}, 'outsider')).status).toBe(403);
  });

  it('holds a message to the size that the installation allows', async () => {
    const { send, signIn, graph } = createApi(({ config }) => ({ config: { ...config, messageSizeMaxMb: 1 } }));
    await signIn('ann');
    const toRecipients = [{ emailAddress: { address: 'mia@contoso.com' } }];
    const answer = await send({ message: { toRecipients, body: { content: 'a'.repeat(1024 * 1024) } } });
    expect([answer.status, answer.json['code']]).toEqual([413, 'request_too_large']);
    expect(graph.sent).toEqual([]);
  });

  it('names the consent URL to whoever has to connect first, and keeps the message unless it is strict', async () => {
    const { send, call } = createApi();
    const answer = await send({}, strict);
    expect([answer.status, answer.json['code']]).toEqual([409, 'consent_required']);
    expect(answer.json['consentUrl']).toBe(`${publicUrl}/authorize`);
    expect((await call('messages', 'GET')).json).toEqual({ value: [] });
    const held = await send();
    expect([held.status, held.json['status'], held.json['sender']]).toEqual([202, 'held', ann]);
    expect(held.json['error']).toMatchObject({ code: 'consent_required', who: 'person', retryable: false });
    expect(held.json['consentUrl']).toBe(`${publicUrl}/authorize`);
    expect(held.headers.get('location')).toBe(`${publicUrl}/messages/${String(held.json['id'])}`);
    expect(lineOf(held)).toMatchObject({ outcome: 'consent_required', result: 'held', sender: ann, status: 202 });
  });

  it('repeats a name under which nobody has connected, because it may be a mistake', async () => {
    const { send } = createApi();
    const sender = 'anne@fabrikam.com';
    for (const [headers, status] of [
      [strict, 409],
      [{}, 202],
    ] as const) {
      const answer = await send({ sender }, headers);
      expect([answer.status, answer.json['detail']]).toEqual([
        status,
        expect.stringContaining(`/sender is "${sender}"`),
      ]);
      expect(answer.json['errors']).toMatchObject([{ pointer: '/sender' }]);
      expect(answer.json['sender']).toBeUndefined();
      expect(answer.lines[0]!.text).not.toContain('@');
    }
  });

  it('keeps a message for its time, and at once for whoever prefers that', async () => {
    const { send, signIn, clock, graph } = createApi();
    await signIn('ann');
    const notBefore = new Date(clock.now().getTime() + 86_400_000).toISOString();
    const later = await send({ notBefore });
    expect([later.status, later.json['status'], later.json['notBefore']]).toEqual([202, 'queued', notBefore]);
    const accepted = await send({}, { Prefer: 'respond-async' });
    expect([accepted.status, accepted.json['status']]).toEqual([202, 'queued']);
    expect(accepted.headers.get('preference-applied')).toBe('respond-async');
    expect(graph.sent).toEqual([]);
    // Whoever lets nothing be kept is answered with what came of it.
    const now = await send({}, { Prefer: 'respond-async, handling=strict' });
    expect([now.status, now.headers.get('preference-applied')]).toEqual([200, 'handling=strict']);
    const refused = await send({ notBefore }, strict);
    expect([refused.status, refused.json['errors']]).toMatchObject([400, [{ pointer: '/notBefore' }]]);
  });

  it('queues what Graph does not take at the moment, unless it is strict', async () => {
    const { send, signIn, graph } = createApi();
    await signIn('ann');
    const busy = { kind: 'refused', code: 'mailbox_throttled', graphCode: 'ApplicationThrottled' } as const;
    graph.script.outcomes.push(busy, busy);
    const failed = await send({}, strict);
    expect([failed.status, failed.json['status'], failed.json['retryable']]).toEqual([422, 'failed', true]);
    const queued = await send();
    expect([queued.status, queued.json['status'], queued.json['error'].code]).toEqual([202, 'queued', busy.code]);
    expect(queued.json['attempts']).toMatchObject([{ outcome: 'refused', code: busy.graphCode }]);
    expect(queued.headers.get('retry-after')).toBe('20');
  });

  it('answers a refusal of Graph with 422 and an unknown fate with 202 and Location', async () => {
    const { send, signIn, graph } = createApi();
    await signIn('ann');
    graph.script.outcomes.push(
      { kind: 'refused', code: 'mailbox_full', graphCode: 'ErrorQuotaExceeded' },
      { kind: 'unknown', reason: 'status 504' },
    );
    const failed = await send();
    expect([failed.status, failed.json['status'], failed.json['code'], failed.json['who']]).toEqual([
      422,
      'failed',
      'mailbox_full',
      'person',
    ]);
    expect(lineOf(failed)).toMatchObject({ outcome: 'mailbox_full', upstreamCode: 'ErrorQuotaExceeded' });
    const unknown = await send();
    expect([unknown.status, unknown.json['status']]).toEqual([202, 'unknown']);
    expect(unknown.headers.get('location')).toBe(`${publicUrl}/messages/${String(unknown.json['id'])}`);
    // A client that polled on its own would wait for ever.
    expect(unknown.headers.has('retry-after')).toBe(false);
  });

  it('names wait only where there was something to wait for, and nothing for a repetition', async () => {
    const { send, signIn, graph, clock } = createApi();
    const appliedTo = async (prefer: string, changes: object = {}) => {
      const { headers, json } = await send(changes, { Prefer: prefer });
      return [json['status'] ?? json['code'], headers.get('preference-applied')];
    };
    const both = 'wait=5, handling=lenient';
    // Nobody is connected, so nothing is waited for.
    expect(await appliedTo(both)).toEqual(['held', 'handling=lenient']);
    await signIn('ann');
    expect(await appliedTo(both, { idempotencyKey: 'k' })).toEqual(['sent', both]);
    expect(await appliedTo(both, { idempotencyKey: 'k' })).toEqual(['sent', null]);
    expect(await appliedTo('wait=0')).toEqual(['sent', 'wait=0']);
    const notBefore = new Date(clock.now().getTime() + 60_000).toISOString();
    expect(await appliedTo(both, { notBefore })).toEqual(['queued', 'handling=lenient']);
    graph.script.outcomes.push({ kind: 'refused', code: 'mailbox_throttled', retryAfterSeconds: 60 });
    expect(await appliedTo(both)).toEqual(['queued', both]);
    // A pause that Graph asked for is not waited out.
    expect(await appliedTo(both)).toEqual(['queued', 'handling=lenient']);
    expect(await appliedTo('wait=5')).toEqual(['queued', null]);
  });

  it('marks a replay', async () => {
    const { send, signIn } = createApi();
    await signIn('ann');
    expect((await send({ idempotencyKey: 'k' })).headers.has('idempotency-replayed')).toBe(false);
    expect((await send({ idempotencyKey: 'k' })).headers.get('idempotency-replayed')).toBe('true');
  });

  it.each<[ErrorCode, string, () => Promise<Invocation>]>([
    ['mailbox_throttled', 'queued', () => sendTo(429, 'TooManyRequests', lenient)],
    ['sending_limit_reached', 'queued', () => sendTo(429, 'ErrorExceededMessageLimit', lenient)],
    ['graph_unreachable', 'queued', () => sendTo(0, '', lenient)],
    ['entra_unavailable', 'queued', () => sendAfterRefresh(503, [], lenient)],
    ['refusal_unconfirmed', 'queued', () => sendAfterRefresh(400, [99_999_999], lenient)],
    ['blocked_by_home_policy', 'held', () => sendAfterRefresh(400, [53003], lenient)],
    ['consent_required', 'held', () => sendAfterRefresh(400, [700082], lenient)],
    ['consent_required', 'held', () => createApi().send()],
  ])('%s leaves a message %s where it may be kept', async (code, status, produce) => {
    const answer = await produce();
    expect([answer.status, answer.json['status'], codeOf(answer)]).toEqual([202, status, code]);
    expect(answer.headers.has('retry-after')).toBe(true);
  });
});
