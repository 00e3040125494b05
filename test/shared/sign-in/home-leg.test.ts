import { describe, expect, it } from 'vitest';
import { checkHomeTokens, readMailbox, WrongAccountError, type HomeLeg } from '../../../shared/sign-in/home-leg.ts';
import type { Graph } from '../../../shared/graph/graph-client.ts';
import type { TokenResult } from '../../../shared/oauth/token-client.ts';
import type { HostIdentity } from '../../../shared/sign-in/host-identity.ts';
import {
  account,
  answerOf,
  authority,
  claimsOf,
  homeObjectId,
  homeTenantId,
  hostObjectId,
  hostTenantId,
  now,
  otherTenantId,
  registration,
} from './sign-in-sample.ts';

const otherObjectId = '00000a0e-0000-4000-8000-000000000002';
const ann: HostIdentity = {
  hostTenantId,
  hostObjectId,
  displayAddress: 'ann@fabrikam.com',
  homeTenantId,
  homeObjectId,
};
const leg: HomeLeg = {
  expected: ann,
  registration,
  requiredScopes: ['User.Read', 'Mail.Send'],
  nonce: 'nonce',
  now,
};
const claims = claimsOf(homeTenantId, homeObjectId);
const result = (changes: object = {}, more: Partial<TokenResult> = {}) =>
  answerOf({ ...claims, ...changes }, account, more);
const check = (given: TokenResult, wanted = leg) => checkHomeTokens(given, wanted);
const caught = (given: TokenResult): unknown => {
  try {
    return check(given);
  } catch (error) {
    return error;
  }
};

describe('checkHomeTokens', () => {
  it.each([
    [undefined],
    [`${authority}/${homeTenantId}/v2.0`],
    [`https://sts.windows.net/${homeTenantId}/`],
    [`https://STS.windows.net/${homeTenantId.toUpperCase()}/`],
  ])('accepts the account the host leg pointed at, with the idp %s', (idp) => {
    expect(() => check(result({ idp }))).not.toThrow();
  });

  it.each([
    ['another object id', { oid: otherObjectId }],
    ['a guest of the home tenant', { idp: `https://sts.windows.net/${otherTenantId}/` }],
    ['a guest by e-mail code', { idp: 'mail' }],
    ['a personal account', { idp: 'live.com' }],
    ['another tenant', { tid: otherTenantId, iss: `${authority}/${otherTenantId}/v2.0` }],
  ])('refuses %s and names who signed in', (_case, changes) => {
    const error = caught(result({ ...changes, preferred_username: 'ben@fabrikam.com' }));
    expect(error).toBeInstanceOf(WrongAccountError);
    expect(error).toMatchObject({ code: 'wrong_account', signedInAs: 'ben@fabrikam.com' });
  });

  it.each([
    ['nonce', { nonce: 'other' }],
    ['nonce of nobody', { nonce: undefined }],
    ['aud', { aud: 'e4b00000-0000-4000-8000-00000000c002' }],
    ['iss', { iss: `${authority}/${otherTenantId}/v2.0` }],
    ['iss without tenant', { iss: authority }],
    ['exp', { exp: now.getTime() / 1000 - 301 }],
    ['tid that is missing', { tid: undefined }],
    ['oid that is missing', { oid: undefined }],
  ])('refuses an ID token with a wrong %s', (_claim, changes) => {
    expect(caught(result(changes))).toMatchObject({ code: 'sign_in_invalid' });
  });

  it.each([[undefined], [{ uid: otherObjectId, utid: homeTenantId }], [{ uid: homeObjectId, utid: otherTenantId }]])(
    'refuses tokens that would be kept under another account: %j',
    (clientInfo) => {
      expect(caught(answerOf(claims, clientInfo))).toMatchObject({ code: 'sign_in_invalid' });
    },
  );

  it('refuses when a scope is missing and says which', () => {
    const error = caught(result({}, { scopes: ['openid', 'User.Read'] }));
    expect(error).toMatchObject({ code: 'scope_missing', cause: { message: 'Not granted: Mail.Send' } });
    const wanted = { ...leg, requiredScopes: ['User.Read', 'Mail.Send', 'Mail.ReadWrite'] };
    expect(() => check(result(), wanted)).toThrow('scope_missing');
  });

  it('takes more scopes than it needs, in any case', () => {
    const scopes = ['USER.READ', 'mail.send', 'Calendars.Read', 'Mail.ReadWrite', 'Files.Read', 'email'];
    expect(() => check(result({}, { scopes }))).not.toThrow();
  });

  it('refuses when no refresh token was given', () => {
    expect(caught(result({}, { hasRefreshToken: false }))).toMatchObject({ code: 'scope_missing' });
  });
});

describe('readMailbox', () => {
  const graph = (probe: Awaited<ReturnType<Graph['probeMailbox']>>): Pick<Graph, 'readProfile' | 'probeMailbox'> => ({
    readProfile: async (accessToken) => ({
      address: `${accessToken}@Fabrikam.com`,
      userPrincipalName: `${accessToken}@fabrikam.com`,
      addresses: [`${accessToken}@Fabrikam.com`, `${accessToken}.miller@fabrikam.com`, 'ceo@contoso.com'],
    }),
    probeMailbox: async () => probe,
  });

  it('keeps the tokens together with the names that were proven', async () => {
    const identity = { ...ann, userPrincipalName: 'ann_fabrikam.com#EXT#@contoso.onmicrosoft.com' };
    expect(await readMailbox(graph({ kind: 'exists' }), result({}, { accessToken: 'ann' }), identity, now)).toEqual({
      probe: 'exists',
      tokens: {
        accessToken: 'ann',
        expiresAt: now.getTime() + 3_600_000,
        scopes: result().scopes,
        cache: 'cache',
        mailbox: 'ann@Fabrikam.com',
        addresses: ['ann@fabrikam.com', 'ann.miller@fabrikam.com'],
        provenAt: now.getTime(),
        userPrincipalName: identity.userPrincipalName,
      },
    });
  });

  it('refuses an account without a mailbox', async () => {
    const missing = graph({ kind: 'missing', code: 'MailboxNotEnabledForRESTAPI' });
    await expect(readMailbox(missing, result(), ann, now)).rejects.toMatchObject({
      code: 'mailbox_not_found',
      upstreamCode: 'MailboxNotEnabledForRESTAPI',
    });
  });

  it('goes on when Exchange neither confirms nor denies the mailbox', async () => {
    const unclear = graph({ kind: 'unclear', code: 'ErrorServerBusy' });
    const read = await readMailbox(unclear, result(), ann, now);
    expect(read).toMatchObject({ probe: 'unclear', probeCode: 'ErrorServerBusy', tokens: { addresses: [] } });
    expect(read.tokens).not.toHaveProperty('provenAt');
  });

  it('counts the domain of an e-mail address that Entra calls verified', async () => {
    const verified = { email: 'ann@contoso.com', xms_edov: true };
    const { tokens } = await readMailbox(graph({ kind: 'exists' }), result(verified, { accessToken: 'ann' }), ann, now);
    expect(tokens).toMatchObject({ emailDomain: 'contoso.com' });
    expect(tokens.addresses).toContain('ceo@contoso.com');
  });
});
