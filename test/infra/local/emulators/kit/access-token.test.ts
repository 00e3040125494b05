import { describe, expect, it } from 'vitest';
import { createAccessTokenCheck } from '../../../../../infra/local/emulators/kit/access-token.ts';
import { createTokenSigner } from '../../../../../infra/local/emulators/kit/token-signer.ts';

const issuedAt = new Date('2026-11-02T09:00:00Z');
const iat = issuedAt.getTime() / 1000;
const claims = { aud: 'https://vault.azure.net', nbf: iat, exp: iat + 3600, oid: 'someone' };
const signer = await createTokenSigner();

function createCheck(at = issuedAt) {
  return createAccessTokenCheck({ signer, audiences: ['https://vault.azure.net/'], now: () => at });
}

describe('createAccessTokenCheck', () => {
  it('gives the claims of a valid token, with or without a slash after the audience', async () => {
    const check = createCheck();
    expect(await check(`Bearer ${await signer.sign(claims)}`)).toMatchObject({ oid: 'someone' });
    const token = await signer.sign({ ...claims, aud: 'https://vault.azure.net/' });
    expect(await check(`bearer ${token}`)).toMatchObject({ oid: 'someone' });
  });

  it('refuses a token of another signer', async () => {
    const other = await createTokenSigner();
    expect(await createCheck()(`Bearer ${await other.sign(claims)}`)).toBe('signature');
  });

  it('refuses an unsigned and a changed token', async () => {
    const check = createCheck();
    const [header, , signature] = (await signer.sign(claims)).split('.');
    const changed = Buffer.from(JSON.stringify({ ...claims, oid: 'another' })).toString('base64url');
    expect(await check(`Bearer ${header}.${changed}.${signature}`)).toBe('signature');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await check(`Bearer ${none}.${changed}.`)).toBe('signature');
  });

  it('judges the lifetime by the clock of the stack, also for a token it has seen', async () => {
    let at = issuedAt;
    const check = createAccessTokenCheck({ signer, audiences: [claims.aud], now: () => at });
    const authorization = `Bearer ${await signer.sign(claims)}`;
    expect(await check(authorization)).toMatchObject({ oid: 'someone' });
    at = new Date('2026-11-02T10:00:00Z');
    expect(await check(authorization)).toBe('expired');
    at = new Date('2026-11-02T08:59:59Z');
    expect(await check(authorization)).toBe('early');
  });

  it('refuses a token without an end', async () => {
    const { exp: _exp, ...endless } = claims;
    expect(await createCheck()(`Bearer ${await signer.sign(endless)}`)).toBe('expired');
  });

  it('refuses another audience, no token and what is not a token', async () => {
    const check = createCheck();
    const token = await signer.sign({ ...claims, aud: 'https://graph.microsoft.com' });
    expect(await check(`Bearer ${token}`)).toBe('audience');
    expect(await check(undefined)).toBe('missing');
    expect(await check('Bearer abc')).toBe('malformed');
    expect(await check(`Basic ${token}`)).toBe('malformed');
  });
});
