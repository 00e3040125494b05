import { inspect } from 'node:util';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultAction } from '../../../../infra/local/emulators/kit/fault.ts';
import type { ClientCredential } from '../../../../shared/azure/entra/client-credential.ts';
import { type ErrorCode } from '../../../../shared/outcomes.ts';
import type { HttpAnswer, HttpRequestOptions } from '../../../../shared/http/http-request.ts';
import { ENTRA_TIMEOUT_MILLISECONDS } from '../../../../shared/limits.ts';
import type { TokenResult } from '../../../../shared/oauth/token-client.ts';
import { FABRIKAM } from '../../../infra/local/emulators/entra/stage.ts';
import { caught, homeOf, request, scopes, startTokenClientStage, type Refresh } from './token-client-stage.ts';

const started = await startTokenClientStage();
const { stage, secret, create, redeem, refresh, refuse, tokenRequests, ann, ben, annBody, benBody } = started;
afterAll(() => stage.entra.close());
beforeEach(() => started.reset());

describe('refusals', () => {
  it.each<[string, number | undefined, string, string | undefined, ErrorCode]>([
    ['a revoked token', 50173, 'invalid_grant', 'bad_token', 'consent_required'],
    ['a token that ended', 700082, 'invalid_grant', undefined, 'consent_required'],
    ['a withdrawn consent', 65001, 'invalid_grant', 'consent_required', 'consent_withdrawn'],
    ['sign-in frequency', 70044, 'invalid_grant', 'token_expired', 'sign_in_frequency'],
    ['a policy', 53003, 'invalid_grant', 'message_only', 'blocked_by_home_policy'],
    ['a policy without a number', undefined, 'invalid_grant', 'protection_policy_required', 'blocked_by_home_policy'],
    ['a policy by its number', 530084, 'interaction_required', undefined, 'blocked_by_home_policy'],
    ['an assignment', 50105, 'invalid_grant', undefined, 'assignment_required'],
    ['a disabled account', 50057, 'invalid_grant', undefined, 'account_unavailable'],
    ['a missing service principal', 7000229, 'unauthorized_client', undefined, 'home_tenant_blocked'],
    ['a disabled resource', 500014, 'invalid_resource', undefined, 'home_tenant_blocked'],
    ['any other unauthorized_client', 99_999_999, 'unauthorized_client', 'of_tomorrow', 'home_tenant_blocked'],
    ['an expired secret', 7000222, 'invalid_client', undefined, 'client_credential_refused'],
    ['invalid_client without a number', undefined, 'invalid_client', undefined, 'client_credential_refused'],
    ['any other error', 99_999_999, 'something_new', undefined, 'entra_unavailable'],
    ['a passing number', 90090, 'invalid_grant', undefined, 'entra_unavailable'],
    ['any other invalid_grant', 99_999_999, 'invalid_grant', 'of_tomorrow', 'refusal_unconfirmed'],
    ['invalid_grant without anything', undefined, 'invalid_grant', undefined, 'refusal_unconfirmed'],
  ])('reads %s', async (_case, code, error, suberror, expected) => {
    stage.entra.refuse('ann', { endpoint: 'token', code, error, suberror });
    const failure = await caught(refresh()).finally(() => stage.entra.refuse('ann', undefined));
    const upstreamCode = code === undefined ? (suberror ?? error) : `AADSTS${code}`;
    expect(failure).toMatchObject({ code: expected, upstreamCode });
  });

  it.each<[string, number, object, ErrorCode]>([
    ['invalid_grant in a 500', 500, { error: 'invalid_grant', error_codes: [50173] }, 'entra_unavailable'],
    ['throttling', 429, { error: 'invalid_grant', error_codes: [50173] }, 'entra_unavailable'],
    ['a 400 without an error', 400, {}, 'entra_unavailable'],
  ])('takes %s for an outage', async (_case, status, body, code) => {
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
