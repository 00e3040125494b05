import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, FABRIKAM, HOST, postToken, redeem, startStage, type Stage } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.entra.close());

describe('answerToken', () => {
  it('refuses in the shape of Entra', async () => {
    const { status, headers, body } = await postToken(stage, HOST, { grant_type: 'authorization_code' });
    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('x-ms-request-id')).toBe(body.trace_id);
    expect(Object.keys(body).sort()).toEqual(
      ['error', 'error_description', 'error_codes', 'timestamp', 'trace_id', 'correlation_id', 'error_uri'].sort(),
    );
    expect(body.error).toBe('invalid_request');
    expect(body.error_codes).toEqual([900144]);
    expect(body.timestamp).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/);
    expect(body.error_description).toBe(
      `AADSTS900144: The request body must contain the following parameter: 'client_id'. Trace ID: ${body.trace_id} Correlation ID: ${body.correlation_id} Timestamp: ${body.timestamp}`,
    );
  });

  it('repeats the correlation id that was sent', async () => {
    const id = 'aaaaaaaa-0000-4000-8000-00000000cccc';
    const { headers, body } = await postToken(stage, HOST, {}, { 'client-request-id': id });
    expect(body.correlation_id).toBe(id);
    expect(headers.get('client-request-id')).toBe(id);
    expect((await postToken(stage, HOST, {}, { 'client-request-id': 'no guid' })).body.correlation_id).not.toBe(
      'no guid',
    );
  });

  it('reads forms only', async () => {
    const answer = await fetch(`${stage.entra.url}/${HOST}/oauth2/v2.0/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ grant_type: 'authorization_code' }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error_codes: [900144] });
  });

  it('refuses other methods, tenants, grants and doubled parameters', async () => {
    const get = await fetch(`${stage.entra.url}/${HOST}/oauth2/v2.0/token`);
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await get.json()).toMatchObject({ error_codes: [900561] });
    expect((await postToken(stage, 'nowhere.example', {})).body.error_codes).toEqual([90002]);
    const password = await postToken(stage, HOST, { grant_type: 'password' });
    expect(password.body).toMatchObject({ error: 'unsupported_grant_type', error_codes: [70003] });
    const doubled = new URLSearchParams('grant_type=refresh_token&grant_type=refresh_token');
    expect((await postToken(stage, HOST, doubled)).body.error_codes).toEqual([9000411]);
  });
});

describe('authenticateClient', () => {
  const attempt = (changes: Record<string, string | undefined>, headers?: Record<string, string>, tenant = HOST) => {
    const { erp, connector } = stage.registrations;
    const form = {
      grant_type: 'client_credentials',
      client_id: erp.clientId,
      client_secret: erp.secrets[0]?.value,
      scope: `${connector.clientId}/.default`,
      ...changes,
    };
    return postToken(stage, tenant, form, headers);
  };

  it('takes a secret from the body or from Basic', async () => {
    expect((await attempt({})).status).toBe(200);
    const { clientId, secrets } = stage.registrations.erp;
    const basic = `Basic ${Buffer.from(`${clientId}:${encodeURIComponent(secrets[0]?.value ?? '')}`).toString('base64')}`;
    const none = { client_id: undefined, client_secret: undefined };
    expect((await attempt(none, { Authorization: basic })).status).toBe(200);
    expect((await attempt({ client_secret: undefined }, { Authorization: basic })).status).toBe(200);
    const other = { client_id: stage.registrations.connector.clientId };
    expect((await attempt(other, { Authorization: basic })).body.error_codes).toEqual([90023]);
    const wrong = `Basic ${Buffer.from(`${clientId}:wrong`).toString('base64')}`;
    expect((await attempt(none, { Authorization: wrong })).body.error_codes).toEqual([7000215]);
  });

  it('tells a wrong, an expired, a missing and a removed secret apart', async () => {
    const { clientId } = stage.registrations.erp;
    expect(await attempt({ client_secret: 'wrong' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_codes: [7000215] },
    });
    expect(await attempt({ client_secret: undefined })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_codes: [7000218] },
    });
    const later = stage.entra.addSecret(clientId, new Date(stage.now().getTime() + 60_000));
    expect((await attempt({ client_secret: later.value })).status).toBe(200);
    stage.pass(60_001);
    expect(await attempt({ client_secret: later.value })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_codes: [7000222] },
    });
    expect((await attempt({})).status).toBe(200);
    const { value } = stage.registrations.erp.secrets[0] ?? { value: '' };
    stage.entra.expireSecrets(clientId);
    expect((await attempt({ client_secret: value })).body.error_codes).toEqual([7000222]);
    stage.entra.removeSecrets(clientId);
    expect((await attempt({ client_secret: value })).body.error_codes).toEqual([7000215]);
  });

  it('refuses an unknown client and one of another tenant with AADSTS700016', async () => {
    const unknown = { client_id: '00000000-0000-4000-8000-000000000000' };
    expect(await attempt(unknown)).toMatchObject({
      status: 400,
      body: { error: 'unauthorized_client', error_codes: [700016] },
    });
    expect((await attempt({}, {}, FABRIKAM)).body.error_codes).toEqual([700016]);
    expect((await attempt({ client_id: undefined })).body.error_codes).toEqual([900144]);
  });

  it('refuses an assertion of an unknown type', async () => {
    expect((await attempt({ client_assertion: 'x' })).body.error_codes).toEqual([900144]);
    expect((await attempt({ client_assertion: 'x', client_assertion_type: 'saml' })).body.error_codes).toEqual([90023]);
  });

  it('judges the client before the code', async () => {
    expect((await redeem(stage, HOST, 'nonsense', { client_secret: 'wrong' })).body.error_codes).toEqual([7000215]);
  });
});

describe('grantClientCredentials', () => {
  const ask = (key: 'erp' | 'outsider' | 'operator' | 'connector', scope?: string, tenant = HOST) => {
    const { clientId, secrets } = stage.registrations[key];
    return postToken(stage, tenant, {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secrets[0]?.value,
      scope: scope ?? `${stage.registrations.connector.clientId}/.default`,
    });
  };

  it('issues a version 2 app-only token with the assigned roles', async () => {
    const { connector, erp } = stage.registrations;
    const { status, body } = await ask('erp');
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['access_token', 'expires_in', 'ext_expires_in', 'token_type']);
    const claims = (await stage.signer.verify(body.access_token, connector.clientId)) ?? {};
    expect(claims).toMatchObject({
      iss: `${stage.entra.url}/${HOST}/v2.0`,
      azp: erp.clientId,
      azpacr: '1',
      idtyp: 'app',
      roles: ['Mail.Send.AsUser', 'Senders.Manage'],
      tid: HOST,
      ver: '2.0',
    });
    expect(claims.oid).toBe(claims.sub);
    expect(claims).not.toHaveProperty('scp');
    expect((claims.exp ?? 0) - Math.floor(stage.now().getTime() / 1000)).toBeGreaterThanOrEqual(3_598);
  });

  it('issues a version 1 token for an API that accepts that version', async () => {
    const { connector, erp } = stage.registrations;
    connector.requestedAccessTokenVersion = 1;
    const claims = await stage.signer.verify((await ask('erp')).body.access_token, connector.clientId);
    expect(claims).toMatchObject({
      iss: `https://sts.windows.net/${HOST}/`,
      appid: erp.clientId,
      idtyp: 'app',
      ver: '1.0',
    });
    expect(claims).not.toHaveProperty('azp');
  });

  it('takes api:// and organizations for the same', async () => {
    const scope = `api://${stage.registrations.connector.clientId}/.default`;
    expect((await ask('connector', scope, 'organizations')).status).toBe(200);
  });

  it('issues a token without roles to a client without an assignment', async () => {
    const { body } = await ask('outsider');
    expect(await stage.signer.verify(body.access_token)).not.toHaveProperty('roles');
  });

  it('leaves idtyp out when the API does not ask for it', async () => {
    stage.registrations.connector.optionalClaims.accessToken = [];
    expect(await stage.signer.verify((await ask('erp')).body.access_token)).not.toHaveProperty('idtyp');
  });

  it('refuses other scopes, unknown resources, common and tenants without the client', async () => {
    const { clientId } = stage.registrations.connector;
    expect((await ask('erp', `${clientId}/Mail.Send`)).body).toMatchObject({
      error: 'invalid_scope',
      error_codes: [1002012],
    });
    expect((await ask('erp', `${clientId}/.default openid`)).body.error_codes).toEqual([1002012]);
    expect((await ask('erp', '')).body.error_codes).toEqual([900144]);
    expect((await ask('erp', 'api://unknown/.default')).body).toMatchObject({
      error: 'invalid_resource',
      error_codes: [500011],
    });
    expect((await ask('connector', undefined, 'common')).body.error_codes).toEqual([9001023]);
    expect((await ask('connector', undefined, FABRIKAM)).body.error_codes).toEqual([7000229]);
    await connect(stage, FABRIKAM, 'ann');
    expect((await ask('connector', undefined, FABRIKAM)).status).toBe(200);
  });
});
