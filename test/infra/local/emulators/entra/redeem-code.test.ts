import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CALLBACK,
  CHALLENGE,
  FABRIKAM,
  HOST,
  NORTHWIND,
  postToken,
  redeem,
  refresh,
  signIn,
  startStage,
  VERIFIER,
  type Stage,
} from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.entra.close());

const codeOf = async (tenant: string, key: string, changes: Record<string, string | undefined> = {}) =>
  (await signIn(stage, tenant, key, changes)).get('code');

const FORTY_THREE = 'x'.repeat(43);

describe('redeemCode', () => {
  it('answers with everything that was consented, and a refresh token', async () => {
    const { status, headers, body } = await redeem(stage, FABRIKAM, await codeOf(FABRIKAM, 'ann'));
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toContain('no-store');
    expect(body).toMatchObject({ token_type: 'Bearer', scope: 'openid profile User.Read Mail.Send' });
    expect(Object.keys(body).sort()).toEqual(
      [
        'access_token',
        'client_info',
        'expires_in',
        'ext_expires_in',
        'id_token',
        'refresh_token',
        'scope',
        'token_type',
      ].sort(),
    );
    expect(body.expires_in).toBeGreaterThanOrEqual(3_600);
    expect(body.expires_in).toBeLessThanOrEqual(5_400);
    expect(body.refresh_token.length).toBeGreaterThan(1_000);
  });

  it('adds what was consented earlier, and repeats the prefix that was asked with', async () => {
    await signIn(stage, FABRIKAM, 'ann', { scope: 'openid User.Read User.ReadBasic.All' });
    const scope = 'openid https://graph.microsoft.com/Mail.Send';
    const { body } = await redeem(stage, FABRIKAM, await codeOf(FABRIKAM, 'ann', { scope }), { scope });
    const graph = 'https://graph.microsoft.com';
    expect(body.scope.split(' ').sort()).toEqual(
      [`${graph}/Mail.Send`, `${graph}/User.Read`, `${graph}/User.ReadBasic.All`, 'openid'].sort(),
    );
    expect((await stage.signer.verify(body.access_token))?.scp).toBe('openid User.Read User.ReadBasic.All Mail.Send');
  });

  it('gives no refresh token without offline_access, no ID token without openid, no client_info unasked', async () => {
    const code = await codeOf(FABRIKAM, 'ann', { scope: 'User.Read' });
    const { status, body } = await redeem(stage, FABRIKAM, code, { client_info: undefined });
    expect(status).toBe(200);
    for (const name of ['refresh_token', 'id_token', 'client_info']) expect(body).not.toHaveProperty(name);
  });

  it('takes a code once', async () => {
    const code = await codeOf(HOST, 'ann', { scope: 'openid profile' });
    const answers = await Promise.all([1, 2, 3].map(() => redeem(stage, HOST, code)));
    expect(answers.map((one) => one.status).sort((a, b) => a - b)).toEqual([200, 400, 400]);
    const again = await redeem(stage, HOST, code);
    expect(again.body).toMatchObject({ error: 'invalid_grant', error_codes: [54005] });
  });

  it('takes a code for ten minutes', async () => {
    const code = await codeOf(HOST, 'ann', { scope: 'openid profile' });
    stage.pass(600_001);
    expect((await redeem(stage, HOST, code)).body).toMatchObject({ error: 'invalid_grant', error_codes: [70008] });
  });

  it('refuses a code it never gave', async () => {
    expect((await redeem(stage, HOST, 'made up')).body).toMatchObject({
      error: 'invalid_grant',
      error_codes: [9002313],
    });
    expect((await redeem(stage, HOST, '')).body.error_codes).toEqual([900144]);
  });

  it('binds a code to its verifier, and does not use it up for a wrong one', async () => {
    const code = await codeOf(HOST, 'ann', { scope: 'openid profile' });
    for (const [code_verifier, number] of [
      [FORTY_THREE, 501481],
      [undefined, 501481],
      [CHALLENGE, 501481],
      ['short', 501471],
    ] as const)
      expect((await redeem(stage, HOST, code, { code_verifier })).body).toMatchObject({
        error: 'invalid_grant',
        error_codes: [number],
      });
    expect((await redeem(stage, HOST, code)).status).toBe(200);
  });

  it('takes plain challenges and none, as Entra does', async () => {
    const plain = { scope: 'openid', code_challenge: FORTY_THREE, code_challenge_method: 'plain' };
    const wrong = await redeem(stage, HOST, await codeOf(HOST, 'ann', plain));
    expect(wrong.body.error_codes).toEqual([501481]);
    const right = await redeem(stage, HOST, await codeOf(HOST, 'ann', plain), { code_verifier: FORTY_THREE });
    expect(right.status).toBe(200);
    const none = { scope: 'openid', code_challenge: undefined, code_challenge_method: undefined };
    expect((await redeem(stage, HOST, await codeOf(HOST, 'ann', none), { code_verifier: undefined })).status).toBe(200);
    const unasked = await redeem(stage, HOST, await codeOf(HOST, 'ann', none), { code_verifier: VERIFIER });
    expect(unasked.body.error_codes).toEqual([501481]);
  });

  it('binds a code to its redirect URI', async () => {
    const code = await codeOf(HOST, 'ann', { scope: 'openid profile' });
    const other = await redeem(stage, HOST, code, { redirect_uri: 'https://localhost:7071/api/other' });
    expect(other.body).toMatchObject({ error: 'invalid_grant', error_codes: [500112] });
    const none = await redeem(stage, HOST, code, { redirect_uri: undefined });
    expect(none.body.error_codes).toEqual([900144]);
  });

  it('binds a code to its authority', async () => {
    const code = await codeOf(HOST, 'ann', { scope: 'openid profile' });
    for (const tenant of [FABRIKAM, 'organizations', 'common'])
      expect((await redeem(stage, tenant, code)).body.error_codes).toEqual([700005]);
    const generic = await codeOf('organizations', 'ann', { scope: 'openid profile' });
    expect((await redeem(stage, FABRIKAM, generic)).body.error_codes).toEqual([700005]);
  });

  it('binds a code to its client', async () => {
    const code = await codeOf(HOST, 'ann', { scope: 'openid profile' });
    const { clientId, secrets } = stage.registrations.operator;
    const { body } = await postToken(stage, HOST, {
      grant_type: 'authorization_code',
      client_id: clientId,
      client_secret: secrets[0]?.value,
      code: code ?? '',
      redirect_uri: CALLBACK,
      code_verifier: VERIFIER,
    });
    expect(body).toMatchObject({ error: 'invalid_grant', error_codes: [70000] });
  });

  it('refuses scopes without consent, of two resources, and unknown ones', async () => {
    const code = await codeOf(FABRIKAM, 'ann');
    expect((await redeem(stage, FABRIKAM, code, { scope: 'openid Mail.Read' })).body).toMatchObject({
      error: 'invalid_grant',
      error_codes: [65001],
      suberror: 'consent_required',
    });
    const { clientId } = stage.registrations.connector;
    const two = await redeem(stage, FABRIKAM, code, { scope: `Mail.Send api://${clientId}/operate` });
    expect(two.body).toMatchObject({ error: 'invalid_scope', error_codes: [28000] });
    expect((await redeem(stage, FABRIKAM, code, { scope: 'Mail.Fly' })).body.error_codes).toEqual([650053]);
    expect((await redeem(stage, FABRIKAM, code, { scope: 'https://graph.microsoft.com/.default' })).status).toBe(200);
  });

  it('refuses an account that was disabled, or left the tenant, since the sign-in', async () => {
    const [home, host] = [await codeOf(FABRIKAM, 'ann'), await codeOf(HOST, 'ann', { scope: 'openid' })];
    stage.entra.changePerson('ann', { isDisabled: true, host: null });
    expect((await redeem(stage, FABRIKAM, home)).body).toMatchObject({ error: 'invalid_grant', error_codes: [50057] });
    expect((await redeem(stage, HOST, host)).body).toMatchObject({ error: 'invalid_grant', error_codes: [50020] });
  });

  it('refuses mail scopes at home to whom Conditional Access blocks, although the sign-in worked', async () => {
    stage.entra.changeTenant(NORTHWIND, { consent: 'user' });
    const code = await codeOf(NORTHWIND, 'cal');
    const { status, body } = await redeem(stage, NORTHWIND, code);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: 'invalid_grant', error_codes: [53003], suberror: 'message_only' });
    expect(JSON.parse(body.claims)).toMatchObject({ access_token: { capolids: { essential: true } } });
    const hostLeg = await redeem(stage, HOST, await codeOf(HOST, 'cal', { scope: 'openid profile' }));
    expect(hostLeg.status).toBe(200);
    stage.entra.settings.policyRefusal = { code: 53003, error: 'interaction_required' };
    expect((await redeem(stage, NORTHWIND, code)).body.error).toBe('interaction_required');
    stage.entra.changePerson('cal', { isBlockedByPolicy: false });
    expect((await redeem(stage, NORTHWIND, code)).status).toBe(200);
  });

  it('gives a delegated token for an API of its own', async () => {
    const scope = `openid offline_access api://${stage.registrations.connector.clientId}/operate`;
    const { clientId, secrets } = stage.registrations.operator;
    stage.entra.grantConsent({ tenantId: HOST, clientId, person: 'mia', scopes: ['offline_access'] });
    const redirect_uri = 'http://localhost:5000/signed-in';
    const code = await codeOf(HOST, 'mia', { client_id: clientId, redirect_uri, scope });
    const { body } = await redeem(stage, HOST, code, {
      client_id: clientId,
      client_secret: secrets[0]?.value,
      redirect_uri,
    });
    // Entra adds what was consented to before.
    const api = `api://${stage.registrations.connector.clientId}`;
    expect(body.scope).toBe(`${api}/operate ${api}/manage`);
    expect(await stage.signer.verify(body.access_token, stage.registrations.connector.clientId)).toMatchObject({
      scp: 'operate manage',
      azp: clientId,
      idtyp: 'user',
      ver: '2.0',
    });
  });

  it('sends refresh_in only when told to', async () => {
    stage.entra.settings.refreshInSeconds = 1_800;
    stage.entra.settings.accessTokenLifetimeSeconds = { min: 60, max: 60 };
    const { body } = await redeem(stage, HOST, await codeOf(HOST, 'ann', { scope: 'openid offline_access' }));
    expect(body).toMatchObject({ refresh_in: 1_800, expires_in: 60 });
    expect((await refresh(stage, HOST, body.refresh_token)).body.expires_in).toBe(60);
  });
});
