import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, FABRIKAM, HOST, NORTHWIND, refresh, startStage, type Stage } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.entra.close());

const DAY = 86_400_000;

describe('redeemRefreshToken', () => {
  it('rotates: each use gives a new token and old ones stay valid', async () => {
    const first = (await connect(stage, FABRIKAM, 'ann')).refresh_token;
    const answers = [await refresh(stage, FABRIKAM, first), await refresh(stage, FABRIKAM, first)];
    const second = answers[0]?.body.refresh_token ?? '';
    expect(new Set([first, ...answers.map((one) => one.body.refresh_token)]).size).toBe(3);
    expect((await refresh(stage, FABRIKAM, second)).status).toBe(200);
    expect((await refresh(stage, FABRIKAM, first)).status).toBe(200);
  });

  it('gives a new token whatever was asked, and an ID token for openid, without the nonce', async () => {
    const { refresh_token } = await connect(stage, FABRIKAM, 'ann');
    const plain = await refresh(stage, FABRIKAM, refresh_token, { scope: 'Mail.Send' });
    expect(plain.body).toHaveProperty('refresh_token');
    expect(plain.body).not.toHaveProperty('id_token');
    const { body } = await refresh(stage, FABRIKAM, refresh_token, { scope: 'openid Mail.Send', client_info: '1' });
    expect(decodeJwt(body.id_token)).not.toHaveProperty('nonce');
    expect(JSON.parse(Buffer.from(body.client_info, 'base64url').toString())).toMatchObject({
      utid: FABRIKAM,
    });
  });

  it('lives 90 idle days, and 90 more after each use', async () => {
    const first = (await connect(stage, FABRIKAM, 'ann')).refresh_token;
    stage.pass(89 * DAY);
    // The secret of the seed ends after 180 days.
    stage.entra.addSecret(stage.registrations.connector.clientId, new Date(stage.now().getTime() + 999 * DAY));
    const client_secret = stage.registrations.connector.secrets.at(-1)?.value;
    const second = (await refresh(stage, FABRIKAM, first, { client_secret })).body.refresh_token;
    stage.pass(2 * DAY);
    expect((await refresh(stage, FABRIKAM, first, { client_secret })).body).toMatchObject({
      error: 'invalid_grant',
      error_codes: [700082],
    });
    stage.pass(87 * DAY);
    expect((await refresh(stage, FABRIKAM, second, { client_secret })).status).toBe(200);
  });

  it('refuses what was issued before a revocation, and takes what came after', async () => {
    const first = (await connect(stage, FABRIKAM, 'ann')).refresh_token;
    const other = (await connect(stage, FABRIKAM, 'ben')).refresh_token;
    stage.entra.revokeRefreshTokens('ann');
    const { status, body } = await refresh(stage, FABRIKAM, first);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: 'invalid_grant', error_codes: [50173] });
    expect(body).not.toHaveProperty('suberror');
    expect((await refresh(stage, FABRIKAM, other)).status).toBe(200);
    const later = (await connect(stage, FABRIKAM, 'ann')).refresh_token;
    expect((await refresh(stage, FABRIKAM, later)).status).toBe(200);
    stage.entra.revokeRefreshTokens('ann', { code: 70043, suberror: 'bad_token' });
    expect((await refresh(stage, FABRIKAM, later)).body).toMatchObject({ error_codes: [70043], suberror: 'bad_token' });
  });

  it('refuses an unknown token and one of another client', async () => {
    expect((await refresh(stage, HOST, 'made up')).body).toMatchObject({
      error: 'invalid_grant',
      error_codes: [9002313],
    });
    const { refresh_token } = await connect(stage, FABRIKAM, 'ann');
    stage.registrations.operator.isMultiTenant = true;
    const { clientId, secrets } = stage.registrations.operator;
    const other = await refresh(stage, FABRIKAM, refresh_token, {
      client_id: clientId,
      client_secret: secrets[0]?.value,
    });
    expect(other.body).toMatchObject({ error: 'invalid_grant', error_codes: [70000] });
  });

  it('works in every tenant that knows the person, with the consent given there', async () => {
    const { refresh_token } = await connect(stage, FABRIKAM, 'ann');
    const host = await refresh(stage, HOST, refresh_token, { scope: 'openid profile' });
    expect(decodeJwt(host.body.id_token).tid).toBe(HOST);
    expect((await refresh(stage, HOST, refresh_token, { scope: 'Mail.Send' })).body.error_codes).toEqual([65001]);
    const generic = await refresh(stage, 'organizations', refresh_token, { scope: 'openid' });
    expect(decodeJwt(generic.body.id_token).tid).toBe(FABRIKAM);
    expect((await refresh(stage, NORTHWIND, refresh_token)).body.error_codes).toEqual([50020]);
  });

  it('refuses with consent_required once consent is withdrawn', async () => {
    const { refresh_token } = await connect(stage, FABRIKAM, 'ann');
    stage.entra.withdrawConsent({ person: 'ann' });
    expect((await refresh(stage, FABRIKAM, refresh_token)).body).toMatchObject({
      error: 'invalid_grant',
      error_codes: [65001],
      suberror: 'consent_required',
    });
  });

  it('refuses at home a disabled account, and whom Conditional Access blocks', async () => {
    const { refresh_token } = await connect(stage, FABRIKAM, 'ann');
    stage.entra.changePerson('ann', { isBlockedByPolicy: true });
    expect((await refresh(stage, FABRIKAM, refresh_token)).body.error_codes).toEqual([53003]);
    stage.entra.changePerson('ann', { isDisabled: true });
    expect((await refresh(stage, FABRIKAM, refresh_token)).body.error_codes).toEqual([50057]);
    expect((await refresh(stage, HOST, refresh_token, { scope: 'openid' })).status).toBe(200);
  });
});
