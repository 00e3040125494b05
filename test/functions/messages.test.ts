import { describe, expect, it } from 'vitest';
import { messageAnswer } from '../../functions/messages.ts';
import { readConfig } from '../../shared/config.ts';
import { messageStatuses, type Message } from '../../shared/outbox/message.ts';
import { outcomes, type ErrorCode } from '../../shared/outcomes.ts';
import { otherApp, publicUrl } from '../fakes/memory-connector.ts';
import { neededSettings } from '../shared/config-sample.ts';
import { ann, createApi } from './api.ts';
import { lineOf } from './invoke.ts';
import { sampleMessage } from './sample-message.ts';

type Api = ReturnType<typeof createApi>;

const async = { Prefer: 'respond-async' };
/** Whatever that says of a message, in short. */
const said = ({ status, json, headers }: Awaited<ReturnType<Api['call']>>) => [
  status,
  json['code'] ?? json['status'],
  headers.get('location') !== null,
  headers.get('retry-after'),
];
const paramsOf = ({ json }: Pick<Awaited<ReturnType<Api['call']>>, 'json'>) => ({ params: { id: String(json['id']) } });

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
      const { due } = await stores.messages.listDue(new Date('2100-01-01'), 1);
      id = due[0]?.message.id ?? '';
      const answer = await call('message', 'GET', { params: { id } });
      expect([answer.status, answer.json['status'], answer.headers.get('retry-after')]).toEqual([202, 'sending', '5']);
      expect(answer.headers.get('location')).toBe(`${publicUrl}/messages/${id}`);
      return { kind: 'sent' };
    };
    expect((await send()).status).toBe(200);
    expect(id).not.toBe('');
  });

  it('answers 202 while a message is queued, and 200 while it is held', async () => {
    const { call, send, signIn } = createApi();
    const held = await send();
    expect(said(held)).toEqual([202, 'held', true, '20']);
    expect(said(await call('message', 'GET', paramsOf(held)))).toEqual([200, 'held', false, null]);
    await signIn('ann');
    const queued = await send({}, async);
    expect(said(await call('message', 'GET', paramsOf(queued)))).toEqual([202, 'queued', true, '1']);
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

  it('lists the messages of a caller by each filter, newest first, page by page', async () => {
    const { send, call, signIn, clock } = createApi();
    await signIn('ann');
    const start = clock.now();
    const ids: string[] = [];
    for (const reference of ['a', 'b', 'b']) {
      ids.unshift(String((await send({ reference })).json['id']));
      clock.pass(60);
    }
    ids.unshift(String((await send({ sender: 'nobody@fabrikam.com' })).json['id']));
    const list = async (query: Record<string, string>, as?: string) => {
      const { status, json } = await call('messages', 'GET', { query }, as);
      return {
        status,
        ids: (json['value'] as { id: string }[]).map(({ id }) => id),
        next: json['nextLink'] as string | undefined,
      };
    };
    const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000).toISOString();
    for (const [query, expected] of [
      [{}, ids],
      [{ sender: ann }, ids.slice(1)],
      [{ sender: ann.toUpperCase() }, ids.slice(1)],
      [{ status: 'held' }, ids.slice(0, 1)],
      [{ status: 'failed' }, []],
      [{ reference: 'b' }, ids.slice(1, 3)],
      [{ reference: 'b', sender: ann, status: 'sent', from: after(2) }, ids.slice(1, 2)],
      [{ from: after(1), to: after(2) }, ids.slice(2, 3)],
      // Unknown, and of another tenant, are the same.
      [{ sender: '00000b05-0000-4000-8000-00000000ffff' }, []],
    ] as [Record<string, string>, string[]][])
      expect([query, await list(query)]).toEqual([query, { status: 200, ids: expected, next: undefined }]);
    expect((await list({}, otherApp)).ids).toEqual([]);

    const seen: string[] = [];
    let query: Record<string, string> = { top: '1', sender: ann };
    for (let pages = 0; pages < 10 && Object.keys(query).length > 0; pages++) {
      const page = await list(query);
      seen.push(...page.ids);
      query = page.next === undefined ? {} : Object.fromEntries(new URL(page.next).searchParams);
    }
    expect(seen).toEqual(ids.slice(1));
  });

  it('refuses what it cannot filter by, and logs no value of a query', async () => {
    const { call } = createApi();
    const answer = await call('messages', 'GET', { query: { sender: 'ann@fabrikam.com', top: '0' } });
    expect([answer.status, answer.json['code']]).toEqual([400, 'invalid_request']);
    expect(answer.json['detail']).toMatch(/^The query parameter sender is not the object id of a sender/);
    expect(JSON.stringify([answer.json, answer.lines])).not.toContain('fabrikam');
    const cursor = await call('messages', 'GET', { query: { cursor: 'x' } });
    expect(cursor.json['errors']).toEqual([{ pointer: 'query:cursor', detail: 'is not one that this list gave' }]);
    const joined = await call('messages', 'GET', { query: { reference: 'a,b' } });
    expect([joined.status, joined.json['errors'][0].pointer]).toEqual([400, 'query:reference']);
  });
});

describe('changedMessagesMethods', () => {
  it('tells each change that no answer told, once, from where the caller stopped', async () => {
    const { send, call, signIn, clock } = createApi();
    const told = async (query: Record<string, string>, as?: string) => {
      const { json } = await call('changedMessages', 'GET', { query }, as);
      const value = json['value'] as { id: string; status: string }[];
      return {
        value: value.map(({ id, status }): [string, string] => [id, status]),
        cursor: String(json['cursor']),
        next: json['nextLink'],
      };
    };
    const begin = await told({});
    expect(begin).toEqual({ value: [], cursor: begin.cursor, next: undefined });
    await signIn('ann');
    await send({ reference: 'answered' });
    const one = String((await send({}, async)).json['id']);
    const other = String((await send({}, async)).json['id']);
    clock.pass(1);
    for (const id of [one, other]) await call('messageCancel', 'POST', { params: { id } });
    clock.pass(60);
    const all = await told({ cursor: begin.cursor });
    expect(new Map(all.value)).toEqual(new Map([one, other].map((id) => [id, 'cancelled'])));
    expect(await told({ cursor: all.cursor })).toEqual({ value: [], cursor: all.cursor, next: undefined });
    const first = await told({ cursor: begin.cursor, top: '1' });
    expect([first.value.length, String(first.next)]).toEqual([1, expect.stringContaining('/messages/changes?')]);
    const second = await told(Object.fromEntries(new URL(String(first.next)).searchParams));
    expect([...first.value, ...second.value]).toEqual(all.value);
    expect((await told({}, otherApp)).value).toEqual([]);
  });

  it('refuses a cursor that it did not give, and filters', async () => {
    const { call } = createApi();
    for (const [query, pointer] of [
      [{ cursor: 'x' }, 'query:cursor'],
      [{ status: 'sent' }, 'query:status'],
    ] as const) {
      const { status, json } = await call('changedMessages', 'GET', { query });
      expect([status, json['errors'][0].pointer]).toEqual([400, pointer]);
    }
  });
});

describe('messageCancelMethods', () => {
  it('takes back what waits, again without effect, and nothing that has ended', async () => {
    const { send, call, signIn } = createApi();
    await signIn('ann');
    const sent = await send();
    const queued = await send({}, async);
    expect(said(queued)).toEqual([202, 'queued', true, '1']);
    for (let count = 0; count < 2; count++) {
      const cancelled = await call('messageCancel', 'POST', paramsOf(queued));
      expect(said(cancelled)).toEqual([200, 'cancelled', false, null]);
      expect(lineOf(cancelled)).toMatchObject({ outcome: 'ok', message: queued.json['id'], result: 'cancelled' });
    }
    const refused = await call('messageCancel', 'POST', paramsOf(sent));
    expect([refused.status, refused.json['code'], refused.json['detail']]).toEqual([
      409,
      'message_state',
      'The message is sent, so it can no longer be cancelled.',
    ]);
    expect((await call('messageCancel', 'POST', paramsOf(queued), otherApp)).status).toBe(404);
    const body = await call('messageCancel', 'POST', { ...paramsOf(queued), body: '{"reason":"x"}' });
    expect([body.status, body.json['code']]).toEqual([400, 'invalid_request']);
  });
});

describe('messageResendMethods', () => {
  it('sends as a new message what was not sent and is kept, and nothing else', async () => {
    const { send, call, signIn } = createApi();
    await signIn('ann');
    const cancelled = await send({}, async);
    expect(said(await call('messageResend', 'POST', paramsOf(cancelled)))).toEqual([409, 'message_state', false, null]);
    await call('messageCancel', 'POST', paramsOf(cancelled));
    expect((await call('messageResend', 'POST', paramsOf(cancelled), otherApp)).status).toBe(404);
    expect((await call('messageResend', 'POST', { ...paramsOf(cancelled), body: '[]' })).status).toBe(400);
    const resent = await call('messageResend', 'POST', { ...paramsOf(cancelled), body: '{}' });
    expect(said(resent)).toEqual([202, 'queued', true, '1']);
    expect(resent.json['previousId']).toBe(cancelled.json['id']);
    expect(resent.json['id']).not.toBe(cancelled.json['id']);
    const sent = await send();
    expect(said(await call('messageResend', 'POST', paramsOf(sent)))).toEqual([409, 'message_state', false, null]);
  });
});

describe('messageAnswer', () => {
  const now = () => sampleMessage.createdAt;
  const context = { config: readConfig(neededSettings), now };
  const message: Message = sampleMessage;
  const codes = Object.keys(outcomes) as ErrorCode[];
  const answerOf = (changes: Partial<Message>, isReplayed = false) => {
    const { response } = messageAnswer({ ...message, ...changes }, context, { isReplayed });
    const { Location, 'Retry-After': retryAfter } = response.headers ?? {};
    return { status: response.status, Location, retryAfter, json: response.jsonBody as Record<string, unknown> };
  };

  it.each(messageStatuses)(
    'is never an answer that clients repeat by themselves, whatever made a message %s',
    (status) => {
      const isMoving = status === 'queued' || status === 'sending';
      const isOpen = isMoving || status === 'held' || status === 'unknown';
      const expected = status === 'sent' ? 200 : isOpen ? 202 : 422;
      for (const code of codes)
        for (const isReplayed of [false, true]) {
          const answer = answerOf({ status, error: { code } }, isReplayed);
          expect([code, answer.status]).toEqual([code, expected]);
          expect(answer.Location).toBe(isOpen ? `${publicUrl}/messages/${message.id}` : undefined);
          // Reading what is held is answered 200, so nobody polls it for ever.
          expect(answer.retryAfter).toBe(status === 'held' ? '20' : isMoving ? '5' : undefined);
        }
    },
  );

  it.each<[number, string]>([
    [-10, '1'],
    [0, '1'],
    [0.5, '1'],
    [7.2, '8'],
    [20, '20'],
    [86_400, '20'],
  ])('asks to look again at a message that is tried in %d s after %s s', (seconds, expected) => {
    const nextAt = new Date(now().getTime() + seconds * 1000);
    expect(answerOf({ status: 'queued', nextAt }).retryAfter).toBe(expected);
  });

  it('says of a failure whether the same key may be used for another attempt', () => {
    for (const code of codes) {
      const { json } = answerOf({ status: 'failed', error: { code } });
      expect(json).toMatchObject({ code, retryable: outcomes[code].disposition === 'retry' });
    }
  });

  it('tells of a message without a sender, and in the words of its error where the request is wrong', () => {
    const { sender: _sender, ...nobodys } = message;
    const faults = [{ pointer: '/sender', detail: 'is "x@fabrikam.com"' }];
    const held = { ...nobodys, status: 'held', error: { code: 'consent_required' } } as const;
    const answer = messageAnswer(held, context, { faults });
    expect(answer.ids).toMatchObject({ message: message.id, result: 'held' });
    expect(answer.ids).not.toHaveProperty('sender');
    expect(answer.response.jsonBody).toMatchObject({
      consentUrl: `${publicUrl}/authorize?tenant=${message.hostTenantId}`,
      detail: expect.stringMatching(/^\/sender is "x@fabrikam.com"\. The sender has not connected/),
      errors: faults,
    });
  });
});
