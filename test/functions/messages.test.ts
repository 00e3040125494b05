import { describe, expect, it } from 'vitest';
import { messageAnswer } from '../../functions/messages.ts';
import { messageStatuses, type Message } from '../../shared/outbox/message.ts';
import { outcomes, type ErrorCode } from '../../shared/outcomes.ts';
import { otherApp, publicUrl } from '../fakes/memory-connector.ts';
import { ann, createApi } from './api.ts';

describe('messageMethods', () => {
  it('shows the state to the application that submitted it; others know nothing of it', async () => {
    const { send, call, signIn } = createApi();
    await signIn('ann');
    const params = { id: String((await send()).json['id']) };
    const own = await call('message', 'GET', { params });
    expect([own.status, own.json['status']]).toEqual([200, 'sent']);
    const others = await call('message', 'GET', { params }, otherApp);
    const unknown = await call('message', 'GET', { params: { id: 'f'.repeat(32) } }, otherApp);
    expect([others.status, { ...others.json }]).toEqual([404, unknown.json]);
  });

  it('answers 202, Location and Retry-After while a message is under way', async () => {
    const { call, send, signIn, graph, stores } = createApi();
    await signIn('ann');
    let id = '';
    graph.sendMail = async () => {
      const [due] = await stores.messages.listDue(new Date('2100-01-01'), 1);
      id = due?.message.id ?? '';
      const answer = await call('message', 'GET', { params: { id } });
      expect([answer.status, answer.json['status'], answer.headers.get('retry-after')]).toEqual([202, 'sending', '5']);
      expect(answer.headers.get('location')).toBe(`${publicUrl}/messages/${id}`);
      return { kind: 'sent' };
    };
    expect((await send()).status).toBe(200);
    expect(id).not.toBe('');
  });

  it.each(['', 'x', '../grants', 'A'.repeat(32), `${'0'.repeat(32)} `])('knows no message %j', async (id) => {
    const answer = await createApi().call('message', 'GET', { params: { id } });
    expect([answer.status, answer.json['code']]).toEqual([404, 'not_found']);
  });
});

describe('messagesMethods', () => {
  it('finds the message of a key for the application that used it, and for no other', async () => {
    const { send, call, signIn } = createApi();
    await signIn('ann');
    const query = { idempotencyKey: 'SI-103042' };
    const find = (as?: string) => call('messages', 'GET', { query }, as);
    expect((await find()).json).toEqual({ value: [] });
    const { id } = (await send({ idempotencyKey: 'SI-103042' })).json;
    const found = await find();
    expect(found.json).toMatchObject({ value: [{ id, status: 'sent' }] });
    expect(found.json).toEqual({ value: [(await call('message', 'GET', { params: { id: String(id) } })).json] });
    expect((await find(otherApp)).json).toEqual({ value: [] });
    expect(found.lines[0]!.text).not.toContain('SI-103042');
  });

  it('refuses a list without a key', async () => {
    const answer = await createApi().call('messages', 'GET', { query: { status: 'sent' } });
    expect([answer.status, answer.json['code']]).toEqual([400, 'invalid_request']);
    expect(answer.json['detail']).toMatch(
      /^The query parameter idempotencyKey is missing; the query parameter status is not supported/,
    );
  });
});

describe('messageAnswer', () => {
  const at = new Date('2026-11-24T18:02:10Z');
  const message: Message = {
    id: '0'.repeat(32),
    status: 'sent',
    sender: { hostTenantId: 'c0000000-0000-4000-8000-000000000001', hostObjectId: ann },
    callerId: otherApp,
    contentDigest: '0.A',
    createdAt: at,
    updatedAt: at,
    expiresAt: at,
    recipientCount: 1,
    attemptId: 'a',
    attempts: [],
    dueAt: at,
  };
  const codes = Object.keys(outcomes) as ErrorCode[];

  it.each(messageStatuses)(
    'is never an answer that clients repeat by themselves, whatever made a message %s',
    (status) => {
      for (const code of codes)
        for (const isReplayed of [false, true]) {
          const { response } = messageAnswer({ ...message, status, error: { code } }, publicUrl, isReplayed);
          expect([code, response.status]).toEqual([
            code,
            { sent: 200, sending: 202, unknown: 202, failed: 422 }[status],
          ]);
          const { 'Retry-After': retryAfter } = response.headers as Record<string, string>;
          expect(retryAfter).toBe(status === 'sending' ? '5' : undefined);
        }
    },
  );

  it('says of a failure whether the same key may be used for another attempt', () => {
    for (const code of codes) {
      const { response } = messageAnswer({ ...message, status: 'failed', error: { code } }, publicUrl, false);
      expect(response.jsonBody).toMatchObject({ code, retryable: outcomes[code].disposition === 'retry' });
    }
  });
});
