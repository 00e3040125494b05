import { decodeJwt, type JWTPayload } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PERSONAL_TENANT_ID } from '../../../../../infra/local/emulators/kit/directory.ts';
import { connect, FABRIKAM, HOST, refresh, startStage, type Stage } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.entra.close());

const HOST_LEG = { scope: 'openid profile' };

async function idToken(tenant: string, key: string, changes: Record<string, string> = HOST_LEG): Promise<JWTPayload> {
  return decodeJwt((await connect(stage, tenant, key, changes)).id_token);
}

describe('buildIdTokenClaims', () => {
  it('names issuer, audience, tenant, account and nonce, dated back by five minutes', async () => {
    const claims = await idToken(FABRIKAM, 'ann');
    const seconds = stage.now().getTime() / 1000;
    expect(claims).toMatchObject({
      iss: `${stage.entra.url}/${FABRIKAM}/v2.0`,
      aud: stage.registrations.connector.clientId,
      tid: FABRIKAM,
      oid: (stage.directory.person('ann').home as { objectId: string }).objectId,
      name: 'Ann (Fabrikam)',
      preferred_username: 'ann@fabrikam.com',
      nonce: 'some nonce',
      ver: '2.0',
    });
    expect(Math.abs((claims.iat ?? 0) - (seconds - 300))).toBeLessThan(10);
    expect(Math.abs((claims.exp ?? 0) - (seconds + 3_600))).toBeLessThan(10);
    expect(claims).not.toHaveProperty('idp');
  });

  it('verifies with the published keys', async () => {
    const { id_token } = await connect(stage, FABRIKAM, 'ann', HOST_LEG);
    expect(await stage.signer.verify(id_token, stage.registrations.connector.clientId)).toBeTruthy();
  });

  it('gives a subject per application and tenant', async () => {
    expect((await idToken(HOST, 'ann')).sub).not.toBe((await idToken(FABRIKAM, 'ann')).sub);
    expect((await idToken(HOST, 'ann')).sub).toBe((await idToken(HOST, 'ann')).sub);
  });

  it.each([
    ['ann', `https://sts.windows.net/${FABRIKAM}/`],
    ['pat', 'live.com'],
    ['gil', 'google.com'],
    ['otto', 'mail'],
  ])('says where the guest %s comes from', async (key, idp) => {
    const person = stage.directory.person(key);
    expect(await idToken(HOST, key)).toMatchObject({
      tid: HOST,
      oid: person.host?.objectId,
      preferred_username: person.userPrincipalName,
      idp,
    });
  });

  it("gives a guest's host UPN only with include_externally_authenticated_upn, a member's with upn", async () => {
    const { optionalClaims } = stage.registrations.connector;
    expect((await idToken(HOST, 'ann')).upn).toBe('ann_fabrikam.com#EXT#@contoso.onmicrosoft.com');
    expect((await idToken(HOST, 'mia')).upn).toBe('mia@contoso.com');
    optionalClaims.includeExternallyAuthenticatedUpn = false;
    expect(await idToken(HOST, 'ann')).not.toHaveProperty('upn');
    expect((await idToken(HOST, 'mia')).upn).toBe('mia@contoso.com');
    optionalClaims.idToken = [];
    expect(await idToken(HOST, 'mia')).not.toHaveProperty('upn');
  });

  it('gives login_hint and acct only when the registration or the request asks', async () => {
    stage.registrations.connector.optionalClaims.idToken = [];
    expect(await idToken(HOST, 'ann')).not.toHaveProperty('login_hint');
    const claims = JSON.stringify({ id_token: { login_hint: { essential: false } } });
    expect(await idToken(HOST, 'ann', { ...HOST_LEG, claims })).toHaveProperty('login_hint');
    stage.registrations.connector.optionalClaims.idToken = ['acct'];
    expect((await idToken(HOST, 'ann')).acct).toBe(1);
    expect((await idToken(HOST, 'mia')).acct).toBe(0);
  });

  it('says of an e-mail address whether its domain belongs to the home tenant', async () => {
    stage.registrations.connector.optionalClaims.idToken = ['email', 'xms_edov'];
    expect(await idToken(FABRIKAM, 'ann')).toMatchObject({ email: 'ann@fabrikam.com', xms_edov: true });
    stage.directory.person('ann').mail = 'ann@contoso.com';
    expect(await idToken(FABRIKAM, 'ann')).toMatchObject({ email: 'ann@contoso.com', xms_edov: false });
    stage.registrations.connector.optionalClaims.idToken = [];
    expect(await idToken(FABRIKAM, 'ann')).not.toHaveProperty('email');
    stage.directory.person('ann').mail = 'ann@fabrikam.com';
  });

  it('gives the roles of an app that has some, in the host tenant alone', async () => {
    expect((await idToken(HOST, 'admin.contoso')).roles).toEqual(['Operate', 'Manage']);
    expect(await idToken(HOST, 'mia')).not.toHaveProperty('roles');
    stage.registrations.connector.appRoles = [];
    expect(await idToken(HOST, 'admin.contoso')).not.toHaveProperty('roles');
    stage.registrations.connector.appRoles = ['Manage'];
  });

  it('says when the person gave their credentials, where that is asked for', async () => {
    stage.registrations.connector.optionalClaims.idToken = ['auth_time'];
    const { auth_time } = await idToken(HOST, 'ann');
    expect(Math.abs(Number(auth_time) - Date.now() / 1000)).toBeLessThan(120);
    stage.registrations.connector.optionalClaims.idToken = [];
    expect(await idToken(HOST, 'ann')).not.toHaveProperty('auth_time');
  });

  it('needs profile for names and email for the address', async () => {
    expect(await idToken(HOST, 'ann', { scope: 'openid' })).not.toHaveProperty('name');
    expect((await idToken(FABRIKAM, 'ann', { scope: 'openid email' })).email).toBe('ann@fabrikam.com');
  });
});

describe('buildClientInfo', () => {
  it.each([
    ['ann', FABRIKAM],
    ['mia', HOST],
    ['pat', PERSONAL_TENANT_ID],
  ])('names the home identity of %s', async (key, utid) => {
    const { client_info } = await connect(stage, HOST, key, HOST_LEG);
    const { objectId } = stage.directory.person(key).home as { objectId: string };
    expect(JSON.parse(Buffer.from(client_info, 'base64url').toString())).toEqual({ uid: objectId, utid });
  });

  it.each(['otto', 'gil'])('names the guest itself for %s, who has no home tenant', async (key) => {
    const { client_info } = await connect(stage, HOST, key, HOST_LEG);
    expect(JSON.parse(Buffer.from(client_info, 'base64url').toString())).toEqual({
      uid: stage.directory.person(key).host?.objectId,
      utid: HOST,
    });
  });
});

describe('buildAccessTokenClaims', () => {
  it('gives Graph a version 1 token with tenant, account and scopes', async () => {
    const { access_token } = await connect(stage, FABRIKAM, 'ann');
    expect(await stage.signer.verify(access_token, 'https://graph.microsoft.com')).toMatchObject({
      iss: `https://sts.windows.net/${FABRIKAM}/`,
      tid: FABRIKAM,
      oid: (stage.directory.person('ann').home as { objectId: string }).objectId,
      scp: 'openid profile User.Read Mail.Send',
      appid: stage.registrations.connector.clientId,
      ver: '1.0',
      idtyp: 'user',
    });
  });

  it('takes another audience for Graph', async () => {
    await stage.entra.close();
    stage = await startStage({ graphAudience: 'https://localhost:7081' });
    const { access_token } = await connect(stage, FABRIKAM, 'ann');
    expect((await stage.signer.verify(access_token))?.aud).toBe('https://localhost:7081');
  });
});

describe('createSigningKeys', () => {
  const published = async () =>
    ((await (await fetch(`${stage.entra.url}/${HOST}/discovery/v2.0/keys`)).json()) as { keys: { kid: string }[] })
      .keys;

  it('signs ID tokens with the new key after a rotation, and Graph tokens with the stack’s', async () => {
    const { refresh_token } = await connect(stage, HOST, 'ann', { scope: 'openid profile offline_access' });
    const [old] = await published();
    await stage.entra.rotateSigningKey();
    const both = await published();
    expect(both).toHaveLength(2);
    const { body } = await refresh(stage, HOST, refresh_token);
    const header = JSON.parse(Buffer.from(body.id_token.split('.')[0] ?? '', 'base64url').toString());
    expect(header.kid).toBe(both[1]?.kid);
    expect(header.kid).not.toBe(old?.kid);
    expect(await stage.signer.verify(body.access_token)).toBeTruthy();
    await stage.entra.rotateSigningKey({ isOldKept: false });
    const alone = await published();
    expect(alone).toHaveLength(1);
    expect(alone[0]?.kid).not.toBe(both[1]?.kid);
  });
});
