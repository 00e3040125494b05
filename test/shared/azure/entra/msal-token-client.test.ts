import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultAction } from '../../../../infra/local/emulators/kit/fault.ts';
import type { ClientCredential } from '../../../../shared/azure/entra/client-credential.ts';
import { createTokenClient } from '../../../../shared/azure/entra/msal-token-client.ts';
import { type ErrorCode } from '../../../../shared/outcomes.ts';
import { entraCodes } from '../../../../shared/oauth/entra-codes.ts';
import type { ConnectorError } from '../../../../shared/errors.ts';
import { createHttpClient } from '../../../../shared/http/http-client.ts';
import type { HttpAnswer, HttpRequestOptions } from '../../../../shared/http/http-request.ts';
import { ENTRA_TIMEOUT_MILLISECONDS } from '../../../../shared/limits.ts';
import type { TokenClient, TokenResult } from '../../../../shared/oauth/token-client.ts';
import {
  CALLBACK,
  connect,
  FABRIKAM,
  HOST,
  NORTHWIND,
  signIn,
  startStage,
  VERIFIER,
  type Stage,
  type TokenBody,
} from '../../../infra/local/emulators/entra/stage.ts';

const scopes = ['openid', 'profile', 'offline_access', 'User.Read', 'Mail.Send'];
const request = createHttpClient().entra;
let stage: Stage;
let secret = '';
let annBody: TokenBody;
let benBody: TokenBody;
let ann: TokenResult;
let ben: TokenResult;

beforeAll(async () => {
  stage = await startStage();
  secret = stage.registrations.connector.secrets[0]?.value ?? '';
  [annBody, benBody] = [await connect(stage, FABRIKAM, 'ann'), await connect(stage, FABRIKAM, 'ben')];
  [ann, ben] = [await redeem('ann'), await redeem('ben')];
});
afterAll(() => stage.entra.close());
beforeEach(() => {
  stage.entra.faults.clear();
  stage.entra.requests.length = 0;
});

type Refresh = Omit<Parameters<TokenClient['refresh']>[0], 'registration'>;

/** The token client of the one app registration. */
function create(changes: { credential?: ClientCredential; request?: typeof request } = {}) {
  const { clientId } = stage.registrations.connector;
  const registration = { clientId, authority: stage.entra.url, credential: 'secret' } as const;
  const readCredential = async () => changes.credential ?? { clientSecret: secret };
  const client = createTokenClient({ readCredential, request: changes.request ?? request, now: stage.now });
  type Exchange = Parameters<typeof client.exchangeAuthorizationCode>[0];
  return {
    exchangeAuthorizationCode: (given: Omit<Exchange, 'registration'>) =>
      client.exchangeAuthorizationCode({ registration, ...given }),
    refresh: (given: Refresh) => client.refresh({ registration, ...given }),
  };
}
type Client = ReturnType<typeof create>;

async function redeem(key: string, tenantId = FABRIKAM, changes: Record<string, unknown> = {}): Promise<TokenResult> {
  const { client = create(), ...more } = changes as { client?: Client };
  const wanted = tenantId === HOST ? ['openid', 'profile'] : scopes;
  const query = await signIn(stage, tenantId, key, { scope: wanted.join(' ') });
  const code = query.get('code') ?? '';
  const exchange = {
    tenantId,
    code,
    codeVerifier: VERIFIER,
    nonce: 'some nonce',
    redirectUri: CALLBACK,
    scopes: wanted,
  };
  return client.exchangeAuthorizationCode({ ...exchange, ...more });
}

const homeOf = (result: TokenResult) => ({ homeTenantId: FABRIKAM, homeObjectId: result.clientInfo?.uid ?? '' });
const refresh = (client = create(), changes: object = {}) =>
  client.refresh({ ...homeOf(ann), cache: ann.cache, scopes, ...changes });
const refuse = (status: number, body: unknown, headers = {}) =>
  stage.entra.faults.add({ path: '/token', action: { kind: 'answer', status, body, headers } });
const caught = async (attempt: Promise<unknown>): Promise<ConnectorError> =>
  attempt.then(
    () => Promise.reject(new Error('It was not refused.')),
    (error: ConnectorError) => error,
  );
const tokenRequests = () =>
  stage.entra.requests.filter(({ path }) => path.includes('/token')).map(({ body }) => new URLSearchParams(body));

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
      { cache: '{}' },
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

  it('refuses an answer that names nobody', async () => {
    refuse(200, { ...annBody, id_token: undefined, client_info: undefined });
    expect((await caught(refresh())).code).toBe('sealed_record_refused');
  });

  it('takes an answer without an ID token (OpenID Connect Core section 12.2) and can refresh again', async () => {
    refuse(200, { ...annBody, id_token: undefined });
    const next = await refresh();
    expect(next.accessToken).toBe(annBody.access_token);
    expect((await refresh(create(), { cache: next.cache })).clientInfo).toEqual(ann.clientInfo);
  });

  it('keeps the old refresh token when the answer brings none', async () => {
    refuse(200, { ...annBody, refresh_token: undefined });
    const next = await refresh();
    expect(next.hasRefreshToken).toBe(true);
    expect((await refresh(create(), { cache: next.cache })).hasRefreshToken).toBe(true);
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

describe('refusals', () => {
  it.each([...entraCodes])('reads AADSTS%i by its number, whatever the error is called', async (number, code) => {
    for (const error of ['invalid_grant', 'interaction_required']) {
      refuse(400, { error, error_codes: [number], suberror: 'bad_token', error_description: 'AADSTS1: text' });
      expect(await caught(refresh())).toMatchObject({ code, upstreamCode: `AADSTS${number}` });
    }
  });

  it.each<[string, number, object, ErrorCode]>([
    ['any other invalid_grant', 400, { error: 'invalid_grant', error_codes: [50173] }, 'consent_required'],
    [
      'invalid_grant with a suberror',
      400,
      { error: 'invalid_grant', error_codes: [50173], suberror: 'bad_token' },
      'consent_required',
    ],
    ['invalid_grant without a number', 400, { error: 'invalid_grant' }, 'consent_required'],
    ['interaction_required', 400, { error: 'interaction_required' }, 'consent_required'],
    ['invalid_client', 401, { error: 'invalid_client', error_codes: [7000222] }, 'client_credential_refused'],
    ['invalid_client without a number', 401, { error: 'invalid_client' }, 'client_credential_refused'],
    ['unauthorized_client', 400, { error: 'unauthorized_client', error_codes: [7] }, 'client_credential_refused'],
    ['invalid_grant in a 500', 500, { error: 'invalid_grant', error_codes: [50173] }, 'entra_unavailable'],
    ['throttling', 429, { error: 'invalid_grant', error_codes: [50173] }, 'entra_unavailable'],
    ['a 400 without an error', 400, {}, 'entra_unavailable'],
  ])('reads %s', async (_case, status, body, code) => {
    refuse(status, body);
    expect((await caught(refresh())).code).toBe(code);
  });

  it('hears from the local Entra what it would hear from the real one', async () => {
    const of = async (changes: Partial<Refresh> = {}, credential?: ClientCredential) =>
      caught(create(credential && { credential }).refresh({ ...homeOf(ben), cache: ben.cache, scopes, ...changes }));
    expect(await of({}, { clientSecret: 'wrong' })).toMatchObject({
      code: 'client_credential_refused',
      upstreamCode: 'AADSTS7000215',
    });
    stage.entra.changePerson('ben', { isBlockedByPolicy: true });
    expect(await of()).toMatchObject({ code: 'blocked_by_home_policy' });
    stage.entra.changePerson('ben', { isBlockedByPolicy: false, isDisabled: true });
    expect(await of()).toMatchObject({ code: 'account_unavailable', upstreamCode: 'AADSTS50057' });
    stage.entra.changePerson('ben', { isDisabled: false });
    stage.entra.revokeRefreshTokens('ben');
    expect(await of()).toMatchObject({ code: 'consent_required', upstreamCode: 'AADSTS50173' });
  });

  it('says how long to wait when Entra says it', async () => {
    refuse(429, {}, { 'Retry-After': '7' });
    expect(await caught(refresh())).toMatchObject({ code: 'entra_unavailable', retryAfterSeconds: 7 });
  });

  it.each<[string, FaultAction]>([
    ['no HTTP', { kind: 'garbage' }],
    ['a cut before the request was read', { kind: 'cut-before-reading' }],
    ['a cut after it was carried out', { kind: 'cut-after-accepting' }],
    ['a redirect', { kind: 'answer', status: 307, headers: { Location: 'https://northwindtraders.com' }, body: {} }],
    ['a page of a proxy', { kind: 'answer', status: 403, body: '<html>blocked</html>' }],
    ['silence', { kind: 'hang' }],
  ])('takes %s for an outage', async (_case, action) => {
    stage.entra.faults.add({ path: '/token', action });
    let limit: number | undefined;
    const impatient = (options: HttpRequestOptions) => {
      limit = options.timeoutMilliseconds;
      return request({ ...options, signal: undefined, timeoutMilliseconds: action.kind === 'hang' ? 300 : 5_000 });
    };
    expect((await caught(refresh(create({ request: impatient })))).code).toBe('entra_unavailable');
    expect(limit).toBe(ENTRA_TIMEOUT_MILLISECONDS);
    expect(tokenRequests().length).toBe(1);
  });

  it('takes an answer that was cut in the middle for an outage', async () => {
    const cut = async (): Promise<HttpAnswer> => ({
      status: 200,
      headers: {},
      body: Buffer.from(JSON.stringify(annBody).slice(0, -1)),
      isComplete: false,
    });
    expect((await caught(refresh(create({ request: cut })))).code).toBe('entra_unavailable');
  });

  it('lets no refusal of one person reach another, or the next attempt', async () => {
    const client = create();
    refuse(429, {}, { 'Retry-After': '60' });
    expect((await caught(refresh(client))).code).toBe('entra_unavailable');
    const other = await redeem('guest001', FABRIKAM, { client });
    const cache = { homeTenantId: FABRIKAM, homeObjectId: other.clientInfo?.uid ?? '', cache: other.cache };
    expect((await client.refresh({ ...cache, scopes })).clientInfo).toEqual(other.clientInfo);
    expect((await refresh(client)).clientInfo).toEqual(ann.clientInfo);
  });

  it('never mixes people who are refreshed at the same time', async () => {
    const client = create();
    const people = await Promise.all(
      ['ann', 'guest001', 'guest002', 'guest003'].map((key) => redeem(key, FABRIKAM, { client })),
    );
    const results = await Promise.all(
      Array.from({ length: 24 }, (_, index) => {
        const one = people[index % people.length] as TokenResult;
        return client.refresh({ ...homeOf(one), cache: one.cache, scopes });
      }),
    );
    for (const [index, result] of results.entries()) {
      const one = people[index % people.length] as TokenResult;
      const claims = await stage.signer.verify(result.accessToken, 'https://graph.microsoft.com');
      expect([result.clientInfo, claims?.['oid']]).toEqual([one.clientInfo, one.clientInfo?.uid]);
      for (const other of people) if (other !== one) expect(result.cache).not.toContain(other.clientInfo?.uid);
    }
  });

  it('shows no secret, code, verifier or token in any error', async () => {
    const { client_info: _info, ...body } = annBody;
    const errors = [
      await caught(refresh(create({ credential: { clientSecret: 'wrong-secret' } }))),
      await caught(redeem('ann', FABRIKAM, { code: 'wrong-code', codeVerifier: 'wrong-verifier'.repeat(4) })),
    ];
    const answers: [number, unknown][] = [
      [400, { ...body, error: 'invalid_grant', error_description: `AADSTS50173 ${annBody.refresh_token}` }],
      [200, { ...body, error: 'invalid_grant', error_description: `AADSTS50173 ${annBody.refresh_token}` }],
      [200, { ...body, access_token: '' }],
      [200, { ...annBody, id_token: `${annBody.id_token.slice(0, 40)}.x.y` }],
      [200, `${JSON.stringify(annBody)}}`],
      [503, annBody],
      [200, benBody],
    ];
    for (const [status, answer] of answers) {
      refuse(status, answer);
      errors.push(await caught(refresh()));
    }
    const { RefreshToken } = JSON.parse(ann.cache) as { RefreshToken: Record<string, { secret: string }> };
    const secrets = [
      secret,
      'wrong-secret',
      'wrong-code',
      'wrong-verifier',
      ann.accessToken,
      annBody.access_token,
      annBody.refresh_token,
    ];
    secrets.push(...Object.values(RefreshToken).map((token) => token.secret));
    for (const error of errors) {
      const text = inspect(error, { depth: 20, showHidden: true });
      for (const one of secrets) expect(text).not.toContain(one);
      expect(text).not.toContain('ann@fabrikam.com');
    }
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
