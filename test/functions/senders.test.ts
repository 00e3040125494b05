import { describe, expect, it } from 'vitest';
import { personOf, publicUrl } from '../fakes/memory-connector.ts';
import { homeTenantId, hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { ann, createApi } from './api.ts';

describe('sendersMethods and senderMethods', () => {
  it('list page by page, with links that never follow the Host header', async () => {
    const { call, signIn } = createApi();
    for (const key of ['ann', 'ben', 'eva']) await signIn(key);
    const headers = { host: 'northwindtraders.com', 'x-forwarded-host': 'northwindtraders.com' };
    const first = await call('senders', 'GET', { headers, query: { top: '2' } });
    expect(first.json['value']).toHaveLength(2);
    const nextLink = new URL(String(first.json['nextLink']));
    // Links are followed, and logged, by programs that nobody thinks of.
    expect(decodeURIComponent(nextLink.href)).not.toMatch(/@|fabrikam/);
    expect(`${nextLink.origin}${nextLink.pathname}`).toBe(`${publicUrl}/senders`);
    const second = await call('senders', 'GET', { query: Object.fromEntries(nextLink.searchParams) });
    expect(second.json['value']).toHaveLength(1);
    expect(second.json).not.toHaveProperty('nextLink');
  });

  it.each(['0', '101', '-1', '1.5', 'ten', '1e2', ''])('refuses top=%s', async (top) => {
    const answer = await createApi().call('senders', 'GET', { query: { top } });
    expect([answer.status, answer.json['errors']?.[0]?.pointer]).toEqual([400, 'query:top']);
  });

  it.each([{ cursor: 'x' }, { cursor: '' }, { top: '' }])('refuses %j, which it never gave', async (query) => {
    for (const list of ['senders', 'changedSenders', 'messages', 'changedMessages'] as const) {
      const answer = await createApi().call(list, 'GET', { query });
      const pointer = `query:${Object.keys(query)[0]}`;
      expect([list, answer.status, answer.json['errors']?.[0]?.pointer]).toEqual([list, 400, pointer]);
    }
  });

  it.each([ann, `{${ann.toUpperCase()}}`, 'ANN@fabrikam.com', 'ann%40fabrikam.com'])(
    'find a sender as %s',
    async (sender) => {
      const { call, signIn } = createApi();
      await signIn('ann');
      const answer = await call('sender', 'GET', { params: { sender } });
      expect([answer.status, answer.json['id'], answer.json['status']]).toEqual([200, ann, 'connected']);
      expect(answer.lines[0]!.text).not.toContain('@');
    },
  );

  it.each([ann, `{${ann.toUpperCase()}}`, ' ANN@fabrikam.com '])('find a sender whose body says %s', async (sender) => {
    const { call, signIn } = createApi();
    await signIn('ann');
    const headers = { 'content-type': 'application/json' };
    const answer = await call('findSender', 'POST', { headers, body: JSON.stringify({ sender }) });
    const byId = await call('sender', 'GET', { params: { sender: ann } });
    expect([answer.status, answer.json]).toEqual([200, byId.json]);
    for (const { headers: given } of [answer, byId]) expect(given.has('deprecation')).toBe(false);
    expect(answer.lines).toHaveLength(1);
    expect(answer.lines[0]!.text).toContain(`"sender":"${ann}"`);
    expect(answer.lines[0]!.text).not.toMatch(/@|deprecated/);
  });

  it.each<[string, number]>([
    ['{"sender":"ben@fabrikam.com"}', 404],
    ['{"sender":"nobody"}', 400],
    [`{"sender":"${'a'.repeat(4_096)}@fabrikam.com"}`, 413],
  ])('find nobody by %s', async (body, status) => {
    const answer = await createApi().call('findSender', 'POST', {
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(status);
    expect(answer.lines[0]!.text).not.toContain('@');
  });

  it('say in every answer to a name in the path that this is deprecated, and in the log who did it', async () => {
    const { call, signIn } = createApi();
    await signIn('ann');
    for (const [route, method] of [
      ['sender', 'GET'],
      ['senderTest', 'POST'],
      ['sender', 'DELETE'],
      ['sender', 'PUT'],
      ['sender', 'GET'],
    ] as const) {
      const answer = await call(route, method, { params: { sender: 'ann@fabrikam.com' } });
      expect(answer.headers.get('deprecation')).toMatch(/^@\d{10}$/);
      expect(answer.headers.get('link')).toBe(`<${publicUrl}/senders/find>; rel="successor-version"`);
      expect(answer.headers.get('location') ?? '').not.toContain('@');
      const [{ text } = { text: '' }] = answer.lines;
      if (answer.status === 200)
        expect(JSON.parse(text)).toMatchObject({ deprecated: true, caller: expect.any(String) });
    }
  });

  it.each(['ben@fabrikam.com', personOf('ben').hostObjectId, 'nobody', ' ', `{${ann}`])(
    'do not know %s',
    async (sender) => {
      const { call } = createApi();
      for (const [route, method] of [
        ['sender', 'GET'],
        ['sender', 'DELETE'],
        ['senderTest', 'POST'],
      ] as const)
        expect((await call(route, method, { params: { sender } })).status).toBe(404);
    },
  );

  it.each(['%', '%zz', '%e0%a4', '%00', '..%2f..', 'ann@fabrikam.com%0d%0aX: 1'])(
    'refuse %s as a name',
    async (sender) => {
      const answer = await createApi().call('sender', 'GET', { params: { sender } });
      expect(answer.status).toBe(404);
      expect(answer.lines).toHaveLength(1);
    },
  );

  it('never show a connection as sound that cannot send', async () => {
    const { call, signIn, stores, connector } = createApi();
    await signIn('ann');
    const look = async () => (await call('sender', 'GET', { params: { sender: ann } })).json;
    expect(await look()).not.toHaveProperty('problem');
    const { sender } = (await connector.senders.find(hostTenantId, ann)).grant;
    await stores.grants.removeTokens(sender, 2);
    expect(await look()).toMatchObject({ status: 'reconsent_required', problem: { code: 'consent_required' } });
  });

  it('disconnect, and say so', async () => {
    const { call, signIn, send, stores } = createApi();
    await signIn('ann');
    const answer = await call('sender', 'DELETE', { params: { sender: ann } });
    expect([answer.status, answer.json['status']]).toEqual([200, 'disconnected']);
    expect((await stores.dataKeys.list(10)).rows).toHaveLength(0);
    expect((await send({}, { Prefer: 'handling=strict' })).status).toBe(409);
    expect((await call('sender', 'DELETE', { params: { sender: ann } })).json['status']).toBe('disconnected');
  });

  it('send a test message to the sender’s own mailbox', async () => {
    const { call, signIn, graph } = createApi();
    await signIn('ann');
    const answer = await call('senderTest', 'POST', { params: { sender: ann } });
    expect([answer.status, answer.json['status']]).toEqual([200, 'sent']);
    expect(JSON.parse(graph.sent[0]!.body)).toMatchObject({
      message: { toRecipients: [{ emailAddress: { address: 'ann@fabrikam.com' } }] },
    });
  });
});

describe('changedSendersMethods', () => {
  it('tells what became of senders, as lists show them, and who is gone', async () => {
    const { call, signIn, clock, connector } = createApi();
    await signIn('ann');
    await signIn('ben');
    clock.pass(60);
    const first = await call('changedSenders', 'GET', { query: { top: '1' } });
    const next = new URL(String(first.json['nextLink']));
    expect(`${next.origin}${next.pathname}`).toBe(`${publicUrl}/senders/changes`);
    const second = await call('changedSenders', 'GET', { query: Object.fromEntries(next.searchParams) });
    const listed = await call('senders', 'GET');
    const idsOf = (...answers: { json: Record<string, unknown> }[]) =>
      answers.flatMap(({ json }) => (json['value'] as { id: string }[]).map(({ id }) => id)).toSorted();
    expect(idsOf(first, second)).toEqual(idsOf(listed));
    expect(second.json['value'][0]).toEqual(
      listed.json['value'].find(({ id }: { id: string }) => id === second.json['value'][0].id),
    );
    const { homeObjectId } = personOf('ann');
    const query = { cursor: String(second.json['cursor']) };
    await connector.senders.erase({ hostTenantId, hostObjectId: ann }, { homeTenantId, homeObjectId });
    clock.pass(60);
    const last = await call('changedSenders', 'GET', { query });
    expect(last.json).toEqual({
      value: [{ id: ann, '@removed': { reason: 'deleted' } }],
      cursor: expect.stringContaining(ann),
    });
    expect((await call('changedSenders', 'GET', { query }, 'manager')).status).toBe(200);
  });

  it('refuses a cursor that it did not give, and filters', async () => {
    const { call } = createApi();
    for (const [query, pointer] of [
      [{ cursor: 'x' }, 'query:cursor'],
      [{ status: 'connected' }, 'query:status'],
      [{ top: '0' }, 'query:top'],
    ] as const) {
      const { status, json } = await call('changedSenders', 'GET', { query });
      expect([status, json['errors'][0].pointer]).toEqual([400, pointer]);
    }
  });
});
