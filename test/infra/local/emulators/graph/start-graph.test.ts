import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../../../infra/local/emulators/graph/settings.ts';
import { createTokenSigner } from '../../../../../infra/local/emulators/kit/token-signer.ts';
import { buildMessage, startTestGraph } from './call-graph.ts';

type TestGraph = Awaited<ReturnType<typeof startTestGraph>>;
let test: TestGraph;

beforeAll(async () => {
  test = await startTestGraph();
});
afterEach(() => test.graph.clear());
afterAll(() => test.graph.close());

const readMe = { method: 'GET', path: '/me' };

describe('token', () => {
  it('is asked for with a challenge', async () => {
    const answer = await test.call({ ...readMe, person: null });
    expect(answer).toMatchObject({ status: 401, code: 'InvalidAuthenticationToken' });
    expect(answer.headers.get('www-authenticate')).toContain('client_id="00000003-0000-0000-c000-000000000000"');
  });

  it.each(['https://graph.microsoft.com/', '00000003-0000-0000-c000-000000000000'])(
    'may name Graph as %s',
    async (aud) => {
      expect((await test.call({ ...readMe, claims: { aud } })).status).toBe(200);
    },
  );

  it.each([
    ['for another audience', { aud: 'https://vault.azure.net' }],
    ['that is expired', { exp: 1_700_000_000 }],
  ])('%s is refused', async (_name, claims) => {
    expect(await test.call({ ...readMe, claims })).toMatchObject({ status: 401, code: 'InvalidAuthenticationToken' });
  });

  it('with a foreign signature is refused', async () => {
    const other = await createTokenSigner();
    const { home } = test.directory.person('ann');
    const exp = Math.floor(Date.now() / 1000) + 600;
    const oid = 'objectId' in home ? home.objectId : '';
    const token = await other.sign({ aud: 'https://graph.microsoft.com', oid, scp: 'User.Read', exp });
    const headers = { authorization: `Bearer ${token}` };
    expect((await test.call({ ...readMe, person: null, headers })).status).toBe(401);
  });

  it('of an application is refused', async () => {
    const answer = await test.call({ ...readMe, claims: { scp: undefined, roles: ['Mail.Send'] } });
    expect(answer).toMatchObject({ status: 400, code: 'BadRequest' });
  });

  it('of nobody in the directory is refused', async () => {
    const claims = { oid: '00000000-0000-4000-8000-000000000000' };
    expect(await test.call({ ...readMe, claims })).toMatchObject({ status: 404, code: 'Request_ResourceNotFound' });
  });

  it('is refused by a claims challenge again and again until another one is shown', async () => {
    const { home } = test.directory.person('ann');
    test.graph.challenge('objectId' in home ? home.objectId : '', '{"access_token":{}}');
    const claims = { uti: 'first' };
    const now = Math.floor(Date.now() / 1000);
    const fixed = { ...claims, nbf: now - 60, exp: now + 600 };
    const first = await test.call({ ...readMe, claims: fixed });
    expect(first).toMatchObject({ status: 401, code: 'InvalidAuthenticationToken' });
    const header = first.headers.get('www-authenticate') ?? '';
    expect(header).toContain('error="insufficient_claims"');
    const encoded = /claims="([^"]+)"/.exec(header)?.[1] ?? '';
    expect(Buffer.from(encoded, 'base64').toString()).toBe('{"access_token":{}}');
    expect((await test.call({ ...readMe, claims: { ...fixed, uti: 'second' } })).status).toBe(200);
    expect((await test.call({ ...readMe, claims: fixed })).status).toBe(401);
    expect((await test.call({ ...readMe, person: 'ben' })).status).toBe(200);
  });
});

describe('GET /me', () => {
  const select = '?$select=id,displayName,mail,userPrincipalName,proxyAddresses';

  it('gives the selected properties of the account in its home tenant', async () => {
    const { text } = await test.call({ ...readMe, path: `/me${select}` });
    const { home } = test.directory.person('ann');
    const { '@odata.context': context, ...user } = JSON.parse(text) as Record<string, unknown>;
    expect(context).toContain('$metadata#users(id,displayName,mail');
    expect(user).toEqual({
      id: 'objectId' in home ? home.objectId : '',
      displayName: 'Ann (Fabrikam)',
      mail: 'ann@fabrikam.com',
      userPrincipalName: 'ann@fabrikam.com',
      proxyAddresses: ['SMTP:ann@fabrikam.com'],
    });
  });

  it('gives the guest object to a token of the host tenant', async () => {
    const { host } = test.directory.person('ann');
    const claims = { tid: test.directory.hostTenant.id, oid: host?.objectId };
    const { text } = await test.call({ ...readMe, claims });
    expect(JSON.parse(text)).toMatchObject({
      id: host?.objectId,
      userPrincipalName: 'ann_fabrikam.com#EXT#@contoso.onmicrosoft.com',
      mail: 'ann@fabrikam.com',
    });
  });

  it('works without a mailbox', async () => {
    const { status, text } = await test.call({ ...readMe, person: 'lee' });
    expect([status, JSON.parse(text)]).toMatchObject([200, { mail: 'lee@fabrikam.com' }]);
  });

  it('needs a permission to read users', async () => {
    const answer = await test.call({ ...readMe, claims: { scp: 'openid Mail.Send' } });
    expect(answer).toMatchObject({ status: 403, code: 'Authorization_RequestDenied' });
  });

  it('refuses a property that does not exist', async () => {
    const answer = await test.call({ ...readMe, path: '/me?$select=mail,shoeSize' });
    expect(answer).toMatchObject({ status: 400, code: 'BadRequest' });
    expect(answer.text).toContain('shoeSize');
  });

  it('is also found under the own id and address, and nobody else is', async () => {
    const { home } = test.directory.person('ann');
    const id = 'objectId' in home ? home.objectId : '';
    expect((await test.call({ ...readMe, path: `/users/${id}` })).status).toBe(200);
    expect((await test.call({ ...readMe, path: '/users/ANN@fabrikam.com' })).status).toBe(200);
    const other = await test.call({ ...readMe, path: '/users/ben@fabrikam.com' });
    expect(other).toMatchObject({ status: 403, code: 'Authorization_RequestDenied' });
  });
});

describe('startGraph', () => {
  it('names each answer and gives the client its own id back', async () => {
    const id = 'a41b7c4e-90a5-4d9e-a5ef-1f1c4a3a1a11';
    const good = await test.call({ ...readMe, headers: { 'client-request-id': id } });
    expect(good.headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(good.headers.get('client-request-id')).toBe(id);
    const bad = await test.call({ ...readMe, person: null });
    const { error } = JSON.parse(bad.text) as { error: { innerError: Record<string, string> } };
    expect(error.innerError).toEqual({
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/) as string,
      'request-id': bad.headers.get('request-id'),
      'client-request-id': bad.headers.get('client-request-id'),
    });
  });

  it.each([
    ['GET', '/me/sendMail', 405, 'Request_BadRequest'],
    ['PATCH', '/me', 405, 'Request_BadRequest'],
    ['GET', '/me/shoes', 400, 'BadRequest'],
    ['GET', '/shoes', 400, 'BadRequest'],
    ['GET', '/%zz', 400, 'BadRequest'],
    ['GET', '/../v3.0/me', 400, 'BadRequest'],
  ])('answers %s %s with %i %s', async (method, path, status, code) => {
    expect(await test.call({ method, path })).toMatchObject({ status, code });
  });

  it('refuses a fifth request to one mailbox while four are in work', async () => {
    test.graph.settings.latencyMilliseconds = 300;
    const send = (person: string) => test.call({ person, body: { message: buildMessage() } });
    const answers = await Promise.all(['ann', 'ann', 'ann', 'ann', 'ann', 'ben'].map(send));
    test.graph.settings.latencyMilliseconds = 0;
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toMatchObject([{ code: 'ApplicationThrottled' }]);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(5);
    expect(test.graph.concurrencyPeaks()).toEqual({ 'ann@fabrikam.com': 4, 'ben@fabrikam.com': 1 });
  });

  it('refuses what a throttled mailbox sends until the time that it says is over, and no other mailbox', async () => {
    const send = (person: string) => test.call({ person, body: { message: buildMessage() } });
    test.graph.throttle('Ann@fabrikam.com', 90);
    const refused = await send('ann');
    expect(refused).toMatchObject({ status: 429, code: 'ApplicationThrottled' });
    expect(refused.headers.get('retry-after')).toBe('90');
    expect((await send('ben')).status).toBe(202);
    test.graph.throttle('ann@fabrikam.com', 0.2);
    expect((await send('ann')).headers.get('retry-after')).toBe('1');
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect((await send('ann')).status).toBe(202);
    expect(test.graph.messages()).toHaveLength(2);
  });

  it('is read and set from another process', async () => {
    const control = (path: string, method = 'GET', body?: object) =>
      fetch(`${test.graph.url}/__graph/${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    await test.call({ body: { message: buildMessage() } });
    await test.call({ person: 'ben', body: { message: buildMessage() } });
    expect(await (await control('messages')).json()).toEqual(test.graph.messages());
    const mine = await control('messages?mailbox=Ann@fabrikam.com');
    expect(await mine.json()).toMatchObject([{ from: { address: 'ann@fabrikam.com' } }]);
    expect(await (await control('concurrency')).json()).toEqual({ 'ann@fabrikam.com': 1, 'ben@fabrikam.com': 1 });
    expect((await control('messages', 'DELETE')).status).toBe(204);
    expect(test.graph.messages()).toEqual([]);
    await control('settings', 'PATCH', { concurrencyMax: 0 });
    expect((await test.call({ body: { message: buildMessage() } })).status).toBe(429);
    await control('settings', 'PATCH', { concurrencyMax: 4 });
    await control('throttles', 'POST', { mailbox: 'ann@fabrikam.com', seconds: 60 });
    expect((await test.call({ body: { message: buildMessage() } })).status).toBe(429);
    expect((await control('throttles', 'POST', { mailbox: 'ann@fabrikam.com' })).status).toBe(400);
    await control('messages', 'DELETE');
    expect((await test.call({ body: { message: buildMessage() } })).status).toBe(202);
    const { home } = test.directory.person('mia');
    await control('challenges', 'POST', { objectId: 'objectId' in home && home.objectId });
    expect((await test.call({ ...readMe, person: 'mia' })).status).toBe(401);
    expect((await control('shoes')).status).toBe(404);
  });

  it('shows drafts and takes limits, expiries and settings from another process, and nothing that does not fit', async () => {
    const control = async (path: string, method = 'GET', body?: unknown) => {
      const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
      const answer = await fetch(`${test.graph.url}/__graph/${path}`, init);
      return { status: answer.status, body: answer.status === 200 ? ((await answer.json()) as unknown) : undefined };
    };
    const claims = { scp: 'Mail.Send Mail.ReadWrite' };
    const create = () => test.call({ path: '/me/messages', claims, body: buildMessage() });
    await create();
    expect((await control('drafts?mailbox=ANN@fabrikam.com')).body).toEqual(test.graph.drafts());
    expect((await control('drafts?mailbox=ben@fabrikam.com')).body).toEqual([]);
    expect((await control('size-limits', 'POST', { mailbox: 'ann@fabrikam.com', bytes: 1 })).status).toBe(204);
    expect((await create()).code).toBe('ErrorMessageSizeExceeded');
    expect((await control('upload-expiries', 'POST', { afterRanges: 0 })).status).toBe(204);
    await control('messages', 'DELETE');
    expect(test.graph.drafts()).toEqual([]);
    expect((await create()).status).toBe(201);
    const { searchLagMilliseconds } = test.graph.settings;
    expect((await control('settings', 'PATCH', { searchLagMilliseconds: 5 })).body).toEqual(test.graph.settings);
    expect(test.graph.settings.searchLagMilliseconds).toBe(5);
    await control('settings', 'PATCH', { searchLagMilliseconds });
    const refused: [string, string, unknown][] = [
      ['settings', 'PATCH', { shoeSize: 5 }],
      ['settings', 'PATCH', { searchLagMilliseconds: '5' }],
      ['size-limits', 'POST', { mailbox: 'ann@fabrikam.com' }],
      ['upload-expiries', 'POST', {}],
      ['challenges', 'POST', 'x'],
    ];
    for (const [path, method, body] of refused) expect((await control(path, method, body)).status).toBe(400);
    expect(test.graph.settings).toEqual({ ...DEFAULT_SETTINGS, searchLagMilliseconds });
  });

  it('gives a scripted error of Graph its request ids, and no other scripted answer', async () => {
    const bodies = [{ error: { code: 'ErrorAccessDenied', message: 'x' } }, '<html>'];
    for (const body of bodies) test.graph.faults.add({ action: { kind: 'answer', status: 403, body } });
    const answers = [];
    for (const _body of bodies) answers.push(await test.call({ body: { message: buildMessage() } }));
    expect(answers.map(({ headers }) => headers.has('request-id'))).toEqual([true, false]);
  });

  it('accepts a message and loses the answer when a fault says so', async () => {
    test.graph.faults.add({ path: '/sendMail', action: { kind: 'cut-after-accepting' } });
    await expect(test.call({ body: { message: buildMessage() } })).rejects.toThrow();
    expect(test.graph.messages()).toHaveLength(1);
  });

  it('loses answers, and accepts late, for one mailbox alone when a fault says so', async () => {
    const { home } = test.directory.person('ann');
    const account = 'objectId' in home ? home.objectId : '';
    const action = { kind: 'cut-after-accepting', laterMilliseconds: 250 } as const;
    test.graph.faults.add({ account, path: '/sendMail', action });
    const send = (person: string) => test.call({ person, body: { message: buildMessage() } });
    await expect(send('ann')).rejects.toThrow();
    expect((await send('ben')).status).toBe(202);
    const senders = () => test.graph.messages().map(({ from }) => from.address);
    expect(senders()).toEqual(['ben@fabrikam.com']);
    await vi.waitFor(() => expect(senders()).toEqual(['ben@fabrikam.com', 'ann@fabrikam.com']));
  });
});
