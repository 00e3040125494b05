import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { CALLBACK, FABRIKAM, HOST, NORTHWIND, VERIFIER } from '../../../infra/local/emulators/entra/stage.ts';
import { caught, homeOf, refreshTokensOf, startTokenClientStage } from './token-client-stage.ts';

const started = await startTokenClientStage();
const { stage, create, redeem, refresh, refuse, tokenRequests, ann, ben, annBody, benBody } = started;
afterAll(() => stage.entra.close());
beforeEach(() => started.reset());

describe('exchangeAuthorizationCode', () => {
  it('redeems a code at the home tenant', async () => {
    expect(ann).toMatchObject({
      clientInfo: { utid: FABRIKAM },
      idTokenClaims: { tid: FABRIKAM, preferred_username: 'ann@fabrikam.com', nonce: 'some nonce' },
      hasRefreshToken: true,
    });
    expect(ann.idTokenClaims['oid']).toBe(ann.clientInfo?.uid);
    expect(ann.scopes).toEqual(expect.arrayContaining(['User.Read', 'Mail.Send']));
    expect(ann.expiresAt.getTime()).toBeGreaterThan(stage.now().getTime() + 3_500_000);
  });

  it('redeems a code at the host tenant, where client_info names the home account of a guest', async () => {
    const host = await redeem('ann', HOST);
    expect(host).toMatchObject({ clientInfo: ann.clientInfo, idTokenClaims: { tid: HOST } });
    expect(host.idTokenClaims['oid']).not.toBe(ann.clientInfo?.uid);
  });

  it('makes one request, to the token endpoint of the tenant', async () => {
    await redeem('ann');
    const { pathname } = new URL(stage.entra.requests.at(-1)?.path ?? '', stage.entra.url);
    expect(pathname).toBe(`/${FABRIKAM}/oauth2/v2.0/token`);
    expect(tokenRequests().length).toBe(1);
    expect(Object.fromEntries(tokenRequests()[0] ?? [])).toMatchObject({
      grant_type: 'authorization_code',
      code_verifier: VERIFIER,
      redirect_uri: CALLBACK,
      client_info: '1',
    });
  });

  it('says when no refresh token was given', async () => {
    refuse(200, { ...annBody, refresh_token: undefined });
    expect(await redeem('ann')).toMatchObject({ hasRefreshToken: false });
  });

  it('takes the prefix of Graph off the scopes', async () => {
    refuse(200, {
      ...annBody,
      scope: 'openid https://graph.microsoft.com/Mail.Send https://graph.microsoft.us/User.Read',
    });
    expect((await redeem('ann')).scopes).toEqual(['openid', 'Mail.Send', 'User.Read']);
  });

  it.each(['', undefined])('takes a 200 with the access token %j for an outage', async (access_token) => {
    refuse(200, { ...annBody, access_token });
    expect((await caught(redeem('ann'))).code).toBe('entra_unavailable');
  });

  it('refuses an answer with the nonce of another sign-in', async () => {
    const error = await caught(redeem('ann', FABRIKAM, { nonce: 'another nonce' }));
    expect(error.code).toBe('sign_in_invalid');
  });

  it.each([
    ['a wrong verifier', { codeVerifier: 'A'.repeat(43) }],
    ['an unknown code', { code: 'unknown' }],
    ['the code of another tenant', { tenantId: NORTHWIND }],
  ])('reads the refusal of %s as one that needs a new sign-in', async (_case, changes) => {
    expect((await caught(redeem('ann', FABRIKAM, changes))).code).toBeOneOf(['sign_in_invalid', 'consent_required']);
  });

  it('reads a permission that is missing as one to be approved', async () => {
    refuse(400, { error: 'invalid_grant', suberror: 'consent_required', error_codes: [65001] });
    expect((await caught(redeem('ann'))).code).toBe('admin_approval_required');
  });

  it('reads a block by policy at redemption', async () => {
    stage.entra.changePerson('ben', { isBlockedByPolicy: true });
    const error = await caught(redeem('ben'));
    stage.entra.changePerson('ben', { isBlockedByPolicy: false });
    expect(error).toMatchObject({ code: 'blocked_by_home_policy', upstreamCode: 'AADSTS53003' });
  });
});

describe('refresh', () => {
  it('brings new tokens although the old ones are valid, and a cache that refreshes again', async () => {
    const next = await refresh();
    expect(next).toMatchObject({ clientInfo: ann.clientInfo, hasRefreshToken: true });
    expect([next.accessToken === ann.accessToken, next.cache === ann.cache]).toEqual([false, false]);
    const last = await refresh(create(), { cache: next.cache });
    expect(last.accessToken).not.toBe(next.accessToken);
    expect(tokenRequests().map((form) => form.get('grant_type'))).toEqual(['refresh_token', 'refresh_token']);
    expect(stage.entra.requests.length).toBe(2);
    expect(tokenRequests()[1]?.get('refresh_token')).not.toBe(tokenRequests()[0]?.get('refresh_token'));
  });

  it('hands on what Graph asks for', async () => {
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1764000000"}}}';
    await refresh(create(), { claims });
    expect(JSON.parse(tokenRequests()[0]?.get('claims') ?? '')).toMatchObject(JSON.parse(claims) as object);
  });

  it('refuses the cache of somebody else before it asks Entra', async () => {
    const [mine, theirs] = [ann.cache, ben.cache].map((cache) => JSON.parse(cache) as Record<string, object>);
    const both = Object.fromEntries(
      Object.keys(mine ?? {}).map((section) => [section, { ...mine?.[section], ...theirs?.[section] }]),
    );
    const attempts = [
      { cache: ben.cache },
      { homeObjectId: homeOf(ben).homeObjectId },
      { homeTenantId: NORTHWIND },
      { cache: JSON.stringify(both) },
    ];
    for (const changes of attempts)
      expect((await caught(refresh(create(), changes))).code).toBe('sealed_record_refused');
    expect(tokenRequests()).toEqual([]);
  });

  it.each([
    ['everything', () => benBody],
    ['the ID token', () => ({ ...annBody, id_token: benBody.id_token })],
    ['client_info', () => ({ ...annBody, client_info: benBody.client_info })],
    ['client_info, without an ID token', () => ({ ...benBody, id_token: undefined })],
    ['the tenant in the ID token', () => ({ ...annBody, id_token: changeClaims({ tid: NORTHWIND }) })],
    ['the tenant in client_info', () => ({ ...annBody, client_info: clientInfo({ utid: NORTHWIND }) })],
  ])('refuses an answer of which %s is another person’s', async (_case, body) => {
    refuse(200, body());
    expect((await caught(refresh())).code).toBe('sealed_record_refused');
  });

  // An ID token is optional (OpenID Connect Core section 12.2), and so is `client_info`.
  it.each([
    ['everything', []],
    ['no ID token', ['id_token']],
    ['no client_info', ['client_info']],
    ['neither ID token nor client_info', ['id_token', 'client_info']],
  ] as const)('uses the new refresh token, and no other, after an answer with %s', async (_case, leftOut) => {
    stage.entra.settings.leftOutOfRefresh = [...leftOut];
    const next = await refresh();
    stage.entra.settings.leftOutOfRefresh = [];
    expect(next.hasRefreshToken).toBe(true);
    expect(refreshTokensOf(next.cache)).toHaveLength(1);
    expect(refreshTokensOf(next.cache)).not.toEqual(refreshTokensOf(ann.cache));
    const last = await refresh(create(), { cache: next.cache });
    expect(tokenRequests()[1]?.get('refresh_token')).toBe(refreshTokensOf(next.cache)[0]);
    expect(refreshTokensOf(last.cache)).toHaveLength(1);
  });

  it.each([
    ['client_info', { client_info: '' }],
    ['client_info and the ID token', { client_info: null, id_token: '' }],
    ['the ID token', { id_token: null }],
  ])('uses the new refresh token also after an answer whose %s is empty', async (_case, empty) => {
    refuse(200, { ...annBody, refresh_token: 'the new one', ...empty });
    const next = await refresh();
    expect([next.hasRefreshToken, refreshTokensOf(next.cache)]).toEqual([true, ['the new one']]);
  });

  it('keeps the old refresh token when the answer brings none, and says that there is no new one', async () => {
    refuse(200, { ...annBody, refresh_token: undefined });
    const next = await refresh();
    expect(next.hasRefreshToken).toBe(false);
    expect(refreshTokensOf(next.cache)).toEqual(refreshTokensOf(ann.cache));
    expect((await refresh(create(), { cache: next.cache })).hasRefreshToken).toBe(true);
  });

  // 3.8 is the last release that wrote another form of keys.
  it.each(['3.8.10', '7.2.0'])('goes on with a cache that MSAL %s wrote', async (release) => {
    const cache = readFileSync(join(import.meta.dirname, `caches/msal-node-${release}.json`), 'utf8')
      .replaceAll('login.microsoftonline.com', new URL(stage.entra.url).host)
      .replace('the refresh token', annBody.refresh_token);
    const next = await refresh(create(), { cache });
    expect(tokenRequests()[0]?.get('refresh_token')).toBe(annBody.refresh_token);
    expect([next.hasRefreshToken, refreshTokensOf(next.cache).length]).toEqual([true, 1]);
    const last = await refresh(create(), { cache: next.cache });
    expect(tokenRequests()[1]?.get('refresh_token')).toBe(refreshTokensOf(next.cache)[0]);
    expect(tokenRequests()[1]?.get('refresh_token')).not.toBe(annBody.refresh_token);
    expect(refreshTokensOf(last.cache)).toHaveLength(1);
  });

  it('uses the newest of several refresh tokens that an earlier release left beside each other', async () => {
    const sections = JSON.parse(ann.cache) as Record<string, Record<string, { secret: string }>>;
    const [key = ''] = Object.keys(sections['RefreshToken'] ?? {});
    const newest = sections['RefreshToken']?.[key];
    const older = { ...newest, secret: 'an older one' };
    const cache = JSON.stringify({ ...sections, RefreshToken: { [`${key}-`]: older, [key]: newest } });
    const next = await refresh(create(), { cache });
    expect(tokenRequests()[0]?.get('refresh_token')).toBe(newest?.secret);
    expect(refreshTokensOf(next.cache)).toHaveLength(1);
  });

  it('tells a refresh token of another client, which a setting brings back, from none at all', async () => {
    const { clientId } = stage.registrations.connector;
    const other = ann.cache.replaceAll(clientId, NORTHWIND);
    expect((await caught(refresh(create(), { cache: other }))).code).toBe('registration_changed');
    const { RefreshToken: _gone, ...none } = JSON.parse(ann.cache) as Record<string, object>;
    for (const cache of ['{}', JSON.stringify(none)])
      expect((await caught(refresh(create(), { cache }))).code).toBe('consent_required');
    expect(tokenRequests()).toEqual([]);
  });

  it('tells the operator of tokens that another authority gave, which no person can mend', async () => {
    const { host } = new URL(stage.entra.url);
    const cache = ann.cache.replaceAll(host, 'login.microsoftonline.us');
    expect(cache).not.toBe(ann.cache);
    expect((await caught(refresh(create(), { cache }))).code).toBe('client_credential_refused');
    expect(tokenRequests()).toEqual([]);
  });

  it.each([
    ['an empty access token', () => ({ ...annBody, access_token: '' })],
    ['no access token', () => ({ ...annBody, access_token: undefined })],
    ['an ID token that is none', () => ({ ...annBody, id_token: 'a.b.c' })],
    ['client_info that is none', () => ({ ...annBody, client_info: 'x' })],
    ['an error', () => ({ error: 'invalid_grant', error_codes: [50173] })],
    ['a list', () => []],
    ['a page', () => '<html>Sign in</html>'],
    ['nothing', () => ''],
  ])('takes a 200 with %s for an outage', async (_case, body) => {
    refuse(200, body());
    expect(await caught(refresh())).toMatchObject({ code: 'entra_unavailable', retryAfterSeconds: 30 });
  });
});

/** Ann's answer with other contents; MSAL verifies no signature, as the answer came over TLS. */
function changeClaims(changes: object): string {
  const [header, payload, signature] = annBody.id_token.split('.');
  const claims = { ...(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as object), ...changes };
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

function clientInfo(changes: object): string {
  return Buffer.from(JSON.stringify({ ...ann.clientInfo, ...changes })).toString('base64url');
}
