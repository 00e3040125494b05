import { describe, expect, it } from 'vitest';
import { tenantDocument } from '../../shared/configuration-addresses.ts';
import type { TokenResult } from '../../shared/oauth/token-client.ts';
import { createHttpHandlers } from '../../functions/http-handlers.ts';
import type { AccessTokenVerifier } from '../../shared/callers/verify-access-token.ts';
import { createMemoryConnector, erp, personOf, redirectOf } from '../fakes/memory-connector.ts';
import { homeTenantId, hostTenantId, otherTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { createApi, submission } from './api.ts';
import { invoke } from './invoke.ts';
import { formHeaders } from './person.ts';
import { routes } from './routes.ts';

const operator = '0000ca11-0000-4000-8000-0000000000aa';
const json = { 'content-type': 'application/json' };

describe('an app registration of certain home tenants', () => {
  const clientId = '0000ca11-0000-4000-8000-0000000000b1';
  const address = { kind: 'registration', hostTenantId, name: clientId } as const;

  /** What the home tenant signs is for the client that asked. */
  const asClient = (result: TokenResult): TokenResult =>
    result.idTokenClaims['tid'] === homeTenantId
      ? { ...result, idTokenClaims: { ...result.idTokenClaims, aud: clientId } }
      : result;

  it('is the client at the home tenant that was proven, and of the grant, whoever asks for the host tenant', async () => {
    const { connector, stores, entra } = createMemoryConnector();
    const { configuration, signIn, tenants } = connector;
    entra.script.change = asClient;
    await configuration.put(address, { credential: 'federated', homeTenants: [homeTenantId] }, undefined, operator);
    const started = await signIn.start(await tenants.readDefault(), undefined, 'connect');
    const clientOf = (url: string) => new URL(url).searchParams.get('client_id');
    expect(clientOf(started.url)).toBe(connector.config.entraClientId);
    const browser = { secret: started.browserSecret, handles: [] };
    const leg = await signIn.finish(browser, redirectOf(started.url, 'ann'));
    if (leg.kind !== 'redirect') throw new Error(leg.kind);
    expect([clientOf(leg.url), new URL(leg.url).pathname.split('/')[1]]).toEqual([clientId, homeTenantId]);
    await signIn.finish(browser, redirectOf(leg.url, 'ann'));
    const { hostObjectId } = personOf('ann');
    expect((await stores.grants.read({ hostTenantId, hostObjectId })).grant?.clientId).toBe(clientId);
  });

  it('leaves a connection with a problem that says so when it is taken away', async () => {
    const api = createApi();
    const { configuration } = api.connector;
    await configuration.put(address, { credential: 'federated', homeTenants: [homeTenantId] }, undefined, operator);
    api.entra.script.change = asClient;
    await api.signIn('ann');
    await configuration.remove(address, 1, operator);
    const { hostObjectId: sender } = personOf('ann');
    const found = await api.call('sender', 'GET', { params: { sender } });
    expect(found.json).toMatchObject({ problem: { code: 'registration_changed' } });
  });
});

describe('off-boarding', () => {
  it('erases 60 connections in as many runs as it takes, cancels what waits, and shreds keys and content', async () => {
    const { connector, signIn, stores, clock } = createMemoryConnector();
    const { operations, messages, configuration } = connector;
    const caller = { hostTenantId, clientId: operator, rights: ['send'] as const };
    for (let index = 0; index < 60; index++) await signIn(`g${index}`);
    const waiting: string[] = [];
    for (let index = 0; index < 20; index++) {
      const { sender, ...body } = submission({ sender: personOf(`g${index}`).hostObjectId });
      const posted = { sender, ...body };
      const submitted = await messages.submit(
        caller,
        { posted, senderReference: sender, message: { toRecipients: [] }, saveToSentItems: true },
        { waitSeconds: 0, isAsync: true },
      );
      waiting.push(submitted.message.id);
    }
    const unknown = await messages.submit(
      caller,
      { posted: {}, senderReference: 'nobody@fabrikam.com', message: { toRecipients: [] }, saveToSentItems: true },
      { waitSeconds: 0 },
    );
    expect(unknown.message.status).toBe('held');

    const first = await operations.offBoard({ hostTenantId }, operator);
    expect(first).toEqual({ erased: 60, isComplete: false });
    for (const id of waiting) expect((await messages.read(caller, id)).status).toBe('cancelled');
    expect(await stores.grants.list(hostTenantId, 10)).toEqual({ grants: [] });
    clock.pass(61);
    expect((await operations.sweep()).offBoarded).toBe(0);
    const { documents } = await configuration.list<{ departures: object[] }>('tenant');
    const [{ document } = { document: undefined }] = documents;
    expect(document?.departures).toEqual([
      { startedAt: expect.any(String) as string, finishedAt: expect.any(String) as string },
    ]);
    // Of the keys only that of the documents is left.
    expect((await stores.dataKeys.list(2_000)).rows.map(({ sender }) => sender.hostObjectId)).toEqual([
      '00000000-0000-0000-0000-000000000000',
    ]);
    await expect(
      messages.submit(
        caller,
        { posted: {}, senderReference: 'a@b.com', message: {}, saveToSentItems: true },
        { waitSeconds: 0 },
      ),
    ).rejects.toMatchObject({ code: 'tenant_left' });
    await expect(signIn('g1')).rejects.toThrow(/refused/);
    clock.pass(7 * 24 * 3600);
    await operations.sweep();
    expect((await messages.read(caller, unknown.message.id)).error?.code).toBe('tenant_left');
  });

  it('leaves the people of other home tenants and other host tenants alone', async () => {
    const { connector, signIn, stores } = createMemoryConnector();
    await signIn('ann');
    await connector.operations.offBoard({ hostTenantId, homeTenantId: otherTenantId }, operator);
    await connector.operations.offBoard({ hostTenantId: otherTenantId }, operator);
    expect((await stores.grants.list(hostTenantId, 10)).grants).toHaveLength(1);
    await connector.operations.offBoard({ hostTenantId, homeTenantId }, operator);
    expect((await stores.grants.list(hostTenantId, 10)).grants).toHaveLength(0);
  });
});

describe('offBoardTenantMethods', () => {
  it.each([
    ['{}', '/confirm'],
    [JSON.stringify({ confirm: otherTenantId }), '/confirm'],
    [JSON.stringify({ homeTenantId: 'x' }), '/homeTenantId'],
    [JSON.stringify({ homeTenantId: null }), '/homeTenantId'],
    [JSON.stringify({ homeTenantId, surprise: 1 }), '/surprise'],
    ['[]', '/'],
  ])('refuses %s', async (body, pointer) => {
    const api = createApi();
    const given = { params: { tenant: hostTenantId }, headers: json, body };
    const refused = await api.call('offBoardTenant', 'POST', given, 'operator');
    expect([refused.status, refused.json['errors']]).toMatchObject([
      400,
      expect.arrayContaining([expect.objectContaining({ pointer })]),
    ]);
  });

  it('knows no tenant that is not served', async () => {
    const api = createApi();
    const given = {
      params: { tenant: otherTenantId },
      headers: json,
      body: JSON.stringify({ confirm: otherTenantId }),
    };
    expect((await api.call('offBoardTenant', 'POST', given, 'operator')).status).toBe(404);
  });
});

describe('who has left', () => {
  const [homes, left] = [[homeTenantId, otherTenantId], '2026-11-24T18:00:00.000Z'];
  const departures = homes.map((id) => ({ homeTenantId: id, startedAt: left, finishedAt: left }));

  async function setUp() {
    const api = createApi();
    const put = async (document: object, version: number) => {
      const headers = { ...json, 'if-match': `"${version}"` };
      const given = { params: { tenant: hostTenantId }, headers, body: JSON.stringify(document) };
      const { status, json: answered } = await api.call('tenant', 'PUT', given, 'operator');
      return status === 200 ? 200 : (answered['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
    };
    await api.connector.configuration.put(tenantDocument(hostTenantId), { departures }, 'none', operator);
    return { ...api, put };
  }

  it('is written by off-boarding alone, which erases people', async () => {
    const { put, connector } = await setUp();
    const [first, second] = departures;
    expect(await put({ departures: [first, { ...second, startedAt: '2020-01-01T00:00:00Z' }] }, 1)).toEqual([
      '/departures/1',
    ]);
    expect(await put({ departures: homes.map((id) => ({ homeTenantId: id, startedAt: left })) }, 1)).toEqual([
      '/departures/0',
      '/departures/1',
    ]);
    expect(await put({ departures: [...departures, { startedAt: left }] }, 1)).toEqual(['/departures/2']);
    expect((await connector.configuration.readStored(tenantDocument(hostTenantId)))?.version).toBe(1);
  });

  it('stays, or comes back, by a document that says so', async () => {
    const { put, connector } = await setUp();
    const departed = async () => (await connector.tenants.read(hostTenantId))?.departedHomeTenants;
    expect([await put({ name: 'Contoso', departures }, 1), await departed()]).toEqual([200, homes]);
    expect([await put({ departures: departures.slice(1) }, 2), await departed()]).toEqual([200, [otherTenantId]]);
    expect([await put({ departures: [] }, 3), await departed()]).toEqual([200, []]);
    expect(await put({ departures: departures.slice(1) }, 4)).toEqual(['/departures/0']);
  });

  it('is in the audit before each run that an application asks for', async () => {
    const { call, connector, signIn } = createApi();
    await signIn('ann');
    const run = (body: object, tenant = hostTenantId) =>
      call('offBoardTenant', 'POST', { params: { tenant }, headers: json, body: JSON.stringify(body) }, 'operator');
    await run({ confirm: otherTenantId });
    await run({ homeTenantId }, otherTenantId);
    expect((await connector.configuration.listAudit()).entries).toEqual([]);
    for (const body of [{ homeTenantId }, { homeTenantId }, { confirm: hostTenantId }]) await run(body);
    const { entries } = await connector.configuration.listAudit();
    const runs = entries.filter(({ action }) => action === 'off_boarded');
    expect(runs.map(({ name }) => name).toSorted()).toEqual([homeTenantId, homeTenantId, 'tenant'].toSorted());
    expect(runs[0]).toMatchObject({ kind: 'tenant', hostTenantId, version: 0 });
  });
});

describe('a host tenant beside that of the settings', () => {
  async function setUp() {
    const api = createApi();
    const { authorize } = createHttpHandlers(api.connector, api.verifyAccessToken, routes);
    await api.keepTenant({ name: 'Northwind' }, otherTenantId);
    return { ...api, authorize };
  }
  const query = { tenant: otherTenantId };

  it('has a consent page of its own, whose sign-in begins at that tenant, in every language', async () => {
    const { authorize } = await setUp();
    for (const lang of ['en', 'de']) {
      const shown = await invoke(authorize, 'GET', { query: { ...query, lang } });
      expect([shown.status, shown.body]).toEqual([
        200,
        expect.stringContaining(`name="tenant" value="${otherTenantId}"`),
      ]);
      expect(shown.body).toContain(`/authorize?tenant=${otherTenantId}&amp;lang=`);
    }
    const started = await invoke(authorize, 'POST', {
      headers: formHeaders,
      body: new URLSearchParams(query).toString(),
    });
    expect(new URL(started.headers.get('location') ?? '').pathname).toBe(`/${otherTenantId}/oauth2/v2.0/authorize`);
    const plain = await invoke(authorize, 'POST', { headers: formHeaders, body: '' });
    expect(new URL(plain.headers.get('location') ?? '').pathname).toBe(`/${hostTenantId}/oauth2/v2.0/authorize`);
  });

  it.each(['x', homeTenantId, ''])('has none for the tenant %j, which is not served', async (tenant) => {
    const { authorize } = await setUp();
    expect((await invoke(authorize, 'GET', { query: { tenant } })).status).toBe(404);
    const body = new URLSearchParams({ tenant }).toString();
    expect((await invoke(authorize, 'POST', { headers: formHeaders, body })).status).toBe(404);
  });

  it('sees nothing of the other, and is answered as if it were not there', async () => {
    const api = await setUp();
    await api.signIn('ann');
    const sent = await api.send();
    const of =
      (tenantId: string): AccessTokenVerifier =>
      async () => ({
        hostTenantId: tenantId,
        clientId: erp,
        rights: ['send', 'read', 'manage'],
      });
    const other = createHttpHandlers(api.connector, of(otherTenantId), routes);
    const { hostObjectId: sender } = personOf('ann');
    const ask = async (name: 'message' | 'sender' | 'messages', params: Record<string, string>) =>
      (await invoke(other[name], 'GET', { params })).json;
    const { id } = sent.json as { id: string };
    const unknownId = `${id.slice(0, -6)}000000`;
    const withoutId = ({ requestId: _requestId, ...others }: Record<string, unknown>) => others;
    expect(withoutId(await ask('message', { id }))).toEqual(withoutId(await ask('message', { id: unknownId })));
    expect(withoutId(await ask('sender', { sender }))).toEqual(
      withoutId(await ask('sender', { sender: personOf('ben').hostObjectId })),
    );
    expect(await ask('messages', {})).toEqual({ value: [] });
    const refused = await invoke(other.send, 'POST', {
      headers: { ...json, prefer: 'handling=strict' },
      body: JSON.stringify(submission()),
    });
    expect([refused.status, refused.json['consentUrl']]).toEqual([
      409,
      `https://guestmail.contoso.com/api/authorize?tenant=${otherTenantId}`,
    ]);
  });
});

describe('what a document said before', () => {
  it('is shown of every kind, also of tenants and registrations', async () => {
    const api = createApi();
    const name = '0000ca11-0000-4000-8000-0000000000b1';
    await api.keepTenant({ name: 'Contoso' });
    await api.keepTenant({ isPaused: true });
    const registration = { kind: 'registration', hostTenantId, name } as const;
    const document = { credential: 'federated', homeTenants: [homeTenantId] };
    await api.connector.configuration.put(registration, document, undefined, operator);
    const versions = async (route: 'tenantDocuments' | 'registrationVersions', params: Record<string, string>) => {
      const { status, json: answered } = await api.call(route, 'GET', { params }, 'operator');
      return status === 200 ? (answered['value'] as { document: object }[]).map((one) => one.document) : status;
    };
    const ofTenant = (tenant: string) => versions('tenantDocuments', { tenant, collection: 'versions' });
    const ofRegistration = (clientId: string) => versions('registrationVersions', { name: clientId });
    expect(await ofTenant(hostTenantId)).toEqual([{ isPaused: true }, { name: 'Contoso' }]);
    expect(await ofRegistration(name)).toEqual([document]);
    expect(await ofTenant(homeTenantId)).toBe(404);
    expect(await ofRegistration(homeTenantId)).toBe(404);
  });
});
