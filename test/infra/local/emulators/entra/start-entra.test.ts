import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PERSONAL_TENANT_ID, type Person } from '../../../../../infra/local/emulators/kit/directory.ts';
import { connect, FABRIKAM, HOST, NORTHWIND, postToken, refresh, signIn, startStage, type Stage } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.entra.close());

interface Published {
  issuer?: string;
  error?: string;
  tenant_discovery_endpoint?: string;
  keys: Record<string, string>[];
  metadata: { aliases: string[] }[];
}

async function get(path: string, method = 'GET') {
  const answer = await fetch(stage.entra.url + path, { method, redirect: 'manual' });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.startsWith('application/json');
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    body: (isJson ? JSON.parse(text) : {}) as Published,
  };
}

describe('describeAuthority', () => {
  it('names issuer and endpoints of a tenant, by id and by domain', async () => {
    for (const name of [HOST, 'contoso.com']) {
      const { body } = await get(`/${name}/v2.0/.well-known/openid-configuration`);
      expect(body).toMatchObject({
        issuer: `${stage.entra.url}/${HOST}/v2.0`,
        authorization_endpoint: `${stage.entra.url}/${HOST}/oauth2/v2.0/authorize`,
        token_endpoint: `${stage.entra.url}/${HOST}/oauth2/v2.0/token`,
        jwks_uri: `${stage.entra.url}/${HOST}/discovery/v2.0/keys`,
      });
    }
  });

  it('names a template issuer where the tenant is open, and the tenant of personal accounts', async () => {
    for (const name of ['organizations', 'common']) {
      const { body } = await get(`/${name}/v2.0/.well-known/openid-configuration`);
      expect(body.issuer).toBe(`${stage.entra.url}/{tenantid}/v2.0`);
    }
    const { body } = await get('/consumers/v2.0/.well-known/openid-configuration');
    expect(body.issuer).toBe(`${stage.entra.url}/${PERSONAL_TENANT_ID}/v2.0`);
  });

  it('refuses an unknown tenant in JSON', async () => {
    const { status, body } = await get('/nowhere.example/v2.0/.well-known/openid-configuration');
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: 'invalid_tenant', error_codes: [90002] });
  });
});

describe('listKeys', () => {
  it('publishes the public halves of the signing keys alone', async () => {
    const { body } = await get(`/${HOST}/discovery/v2.0/keys`);
    expect(body.keys).toEqual([{ ...stage.signer.jwks.keys[0], issuer: `${stage.entra.url}/${HOST}/v2.0` }]);
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi']) expect(body.keys[0]).not.toHaveProperty(secret);
  });
});

describe('discoverInstance', () => {
  const ask = (endpoint: string) =>
    get(`/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(endpoint)}`);

  it('knows this host and no other', async () => {
    const { body } = await ask(`${stage.entra.url}/${HOST}/oauth2/v2.0/authorize`);
    expect(body.metadata[0]?.aliases).toEqual([new URL(stage.entra.url).host]);
    expect(body.tenant_discovery_endpoint).toBe(`${stage.entra.url}/${HOST}/v2.0/.well-known/openid-configuration`);
    for (const other of ['https://login.example/common', 'no address']) {
      const refusal = await ask(other);
      expect([refusal.status, refusal.body.error]).toEqual([400, 'invalid_instance']);
    }
  });
});

describe('route', () => {
  it('answers unknown paths 404 and wrong methods 405 with Allow', async () => {
    for (const path of ['/', '/common', `/${HOST}/oauth2/token`, `/${HOST}/oauth2/v2.0/authorize/x`, '//x/y', '/%ff/x'])
      expect((await get(path)).status).toBe(404);
    for (const [path, method, allow] of [
      [`/${HOST}/oauth2/v2.0/authorize`, 'POST', 'GET'],
      [`/${HOST}/v2.0/adminconsent`, 'PUT', 'GET'],
      [`/${HOST}/login`, 'GET', 'POST'],
      [`/${HOST}/discovery/v2.0/keys`, 'DELETE', 'GET'],
    ] as const) {
      const answer = await get(path, method);
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
    }
  });
});

describe('startEntra', () => {
  it('records requests, but not its control calls', async () => {
    await get(`/${HOST}/discovery/v2.0/keys`);
    await get('/__entra/people');
    expect(stage.entra.requests.map((one) => one.path)).toEqual([`/${HOST}/discovery/v2.0/keys`]);
  });

  it('obeys a scripted fault at the token endpoint', async () => {
    stage.entra.faults.add({ path: '/token$', action: { kind: 'answer', status: 503, body: { error: 'busy' } } });
    expect((await postToken(stage, HOST, {})).status).toBe(503);
    expect((await postToken(stage, HOST, {})).status).toBe(400);
  });
});

describe('answerControl', () => {
  async function control<Body = unknown>(method: string, path: string, input?: object) {
    const answer = await fetch(`${stage.entra.url}/__entra/${path}`, {
      method,
      ...(input && { body: JSON.stringify(input) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text ? JSON.parse(text) : undefined) as Body };
  }

  it('changes people in the shared directory', async () => {
    const change = { isDisabled: true, hasMailbox: false, host: null, home: { identityProvider: 'mail' } };
    expect((await control('PATCH', 'people/ann', change)).status).toBe(204);
    expect(stage.directory.person('ann')).toMatchObject({ isDisabled: true, hasMailbox: false });
    expect(stage.directory.person('ann')).not.toHaveProperty('host');
    const { body } = await control<Person[]>('GET', 'people');
    expect(body.find((one) => one.key === 'ann')?.home).toEqual({ identityProvider: 'mail' });
  });

  it('changes tenants, registrations and settings', async () => {
    await control('PATCH', 'tenants/fabrikam.com', { consent: 'admin' });
    expect(stage.directory.tenants.find((one) => one.id === FABRIKAM)?.consent).toBe('admin');
    const { clientId } = stage.registrations.connector;
    await control('PATCH', `registrations/${clientId}`, { isPublisherVerified: true });
    expect(stage.registrations.connector.isPublisherVerified).toBe(true);
    expect((await control('GET', 'registrations')).body).toHaveLength(stage.registrations.all.length);
    await control('PATCH', 'settings', { refreshInSeconds: 60 });
    expect(stage.entra.settings.refreshInSeconds).toBe(60);
  });

  it('adds, expires and removes secrets', async () => {
    const { erp } = stage.registrations;
    const path = `registrations/${erp.clientId}/secrets`;
    const { body } = await control<{ value: string }>('POST', path, { expiresAt: '2099-01-01T00:00:00.000Z' });
    expect(erp.secrets.at(-1)).toEqual({ value: body.value, expiresAt: '2099-01-01T00:00:00.000Z' });
    await control('PATCH', path);
    expect(Date.parse(erp.secrets.at(-1)?.expiresAt ?? '')).toBeLessThanOrEqual(stage.now().getTime());
    await control('DELETE', path);
    expect(erp.secrets).toEqual([]);
  });

  it('revokes refresh tokens with the number that was asked for', async () => {
    const { refresh_token } = await connect(stage, FABRIKAM, 'ann');
    await control('POST', 'people/ann/revocation', { code: 700082, suberror: 'bad_token' });
    expect((await refresh(stage, FABRIKAM, refresh_token)).body).toMatchObject({
      error_codes: [700082],
      suberror: 'bad_token',
    });
    await control('POST', 'people/ann/revocation');
    expect((await refresh(stage, FABRIKAM, refresh_token)).body.error_codes).toEqual([50173]);
  });

  it('refuses a person in any words, at the endpoint and in the tenant that was named, until that is taken back', async () => {
    const { refresh_token } = await connect(stage, FABRIKAM, 'ann');
    const again = async () => (await refresh(stage, FABRIKAM, refresh_token)).body;
    const words = { endpoint: 'token', code: 99_999_999, error: 'something_new', suberror: 'of_tomorrow' };
    await control('PUT', 'people/ann/refusal', words);
    const refused = await again();
    expect(refused).toMatchObject({ error: 'something_new', suberror: 'of_tomorrow', error_codes: [99_999_999] });
    expect(refused.error_description).toMatch(/^AADSTS99999999: The request was refused\. Trace ID: /);

    await control('PUT', 'people/ann/refusal', { endpoint: 'token', error: 'invalid_grant' });
    expect(await again()).not.toHaveProperty('error_codes');
    expect((await again()).error_description).toMatch(/^The request was refused\./);

    await control('PUT', 'people/ann/refusal', { endpoint: 'token', code: 50173, status: 403 });
    expect(await refresh(stage, FABRIKAM, refresh_token)).toMatchObject({
      status: 403,
      body: { error_codes: [50173] },
    });

    await control('PUT', 'people/ann/refusal', { ...words, tenantId: 'contoso.com' });
    expect(await again()).not.toHaveProperty('error');
    await control('PUT', 'people/ann/refusal', { ...words, endpoint: 'authorize' });
    expect(await again()).not.toHaveProperty('error');
    const query = await signIn(stage, FABRIKAM, 'ann');
    expect([query.get('error'), query.get('error_description')?.slice(0, 15), query.has('code')]).toEqual([
      'something_new',
      'AADSTS99999999:',
      false,
    ]);
    await control('DELETE', 'people/ann/refusal');
    expect((await signIn(stage, FABRIKAM, 'ann')).has('code')).toBe(true);
  });

  it('leaves out of the answers to refresh tokens what it is told to', async () => {
    const { refresh_token } = await connect(stage, FABRIKAM, 'ann');
    await control('PATCH', 'settings', { leftOutOfRefresh: ['client_info', 'refresh_token'] });
    const { body } = await refresh(stage, FABRIKAM, refresh_token);
    expect(['id_token', 'client_info', 'refresh_token'].filter((member) => member in body)).toEqual(['id_token']);
  });

  it('grants and withdraws consent', async () => {
    const { clientId } = stage.registrations.connector;
    const scopes = ['openid', 'Mail.Send'];
    await control('POST', 'consents', { tenantId: 'fabrikam.com', clientId, person: 'ann', scopes });
    await control('POST', 'consents', { tenantId: NORTHWIND, clientId, scopes });
    const tenants = async () =>
      (await control<{ tenantId: string }[]>('GET', 'consents')).body.map((one) => one.tenantId);
    expect(await tenants()).toEqual([HOST, HOST, FABRIKAM, NORTHWIND]);
    await control('DELETE', 'consents?person=ann');
    expect(await tenants()).toEqual([HOST, HOST, NORTHWIND]);
    await control('DELETE', 'consents', { tenantId: NORTHWIND });
    expect(await tenants()).toEqual([HOST, HOST]);
    await control('DELETE', 'consents');
    expect(await tenants()).toEqual([]);
  });

  it('rotates the signing key and ends sessions', async () => {
    expect((await control('POST', 'signing-keys', { isOldKept: false })).status).toBe(204);
    expect((await get(`/${HOST}/discovery/v2.0/keys`)).body.keys[0]?.kid).not.toBe(stage.signer.jwks.keys[0]?.kid);
    expect((await control('DELETE', 'sessions')).status).toBe(204);
    expect((await control('DELETE', 'people/ann/sessions')).status).toBe(204);
  });

  it('answers 404 for an unknown call and 400 for an unknown name', async () => {
    expect((await control('GET', 'nothing')).status).toBe(404);
    expect((await control('PATCH', 'people/nobody', {})).status).toBe(400);
    expect((await control<{ error: string }>('PATCH', 'tenants/nowhere', {})).body.error).toContain('nowhere');
    expect((await control('POST', 'consents', { tenantId: HOST, clientId: 'none', scopes: [] })).status).toBe(400);
  });
});
