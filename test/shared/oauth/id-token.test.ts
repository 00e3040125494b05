import { describe, expect, it } from 'vitest';
import { isHomeIdentityProvider, readVerifiedEmailDomain, validateIdToken } from '../../../shared/oauth/id-token.ts';
import {
  authority,
  claimsOf,
  clientId,
  homeObjectId as objectId,
  hostTenantId as tenantId,
  now,
} from '../sign-in/sign-in-sample.ts';

const expected = { authority, tenantId, clientId, nonce: 'nonce', now };
const claims = claimsOf(tenantId, objectId);

describe('readVerifiedEmailDomain', () => {
  it.each([true, 1, '1', 'true'])('takes the domain of an e-mail address that is verified: %j', (flag) => {
    expect(readVerifiedEmailDomain({ email: 'Ann@Fabrikam.com', xms_edov: flag })).toBe('fabrikam.com');
  });

  it.each([undefined, null, false, 0, '0', 'false', 'TRUE', 'yes', 2, [true], {}])('takes none for %j', (flag) => {
    expect(readVerifiedEmailDomain({ email: 'ann@fabrikam.com', xms_edov: flag })).toBeUndefined();
  });

  it.each([undefined, 7, '', 'fabrikam.com', 'ann@', 'a@b@fabrikam.com', ['ann@fabrikam.com']])(
    'takes none of the e-mail address %j',
    (email) => {
      expect(readVerifiedEmailDomain({ email, xms_edov: true })).toBeUndefined();
    },
  );
});

describe('validateIdToken', () => {
  it('reads who signed in', () => {
    expect(validateIdToken({ ...claims, upn: 'ann#EXT#@contoso.com', login_hint: 'h', idp: 'mail' }, expected)).toEqual(
      {
        tenantId,
        objectId,
        displayAddress: 'ann@fabrikam.com',
        userPrincipalName: 'ann#EXT#@contoso.com',
        loginHint: 'h',
        identityProvider: 'mail',
      },
    );
  });

  it.each(['ann', '<ann@contoso.com>', '"ann"@contoso.com', 'ann\u0000@contoso.com', 'a n@contoso.com', '', 7])(
    'passes over %j as upn',
    (upn) => {
      expect(validateIdToken({ ...claims, upn }, expected)).not.toHaveProperty('userPrincipalName');
    },
  );

  it('reads the name that the directory shows, without the spaces around it', () => {
    expect(validateIdToken({ ...claims, name: ' Ann Beebe ' }, expected).displayName).toBe('Ann Beebe');
    for (const name of [undefined, '', ' ', 7, 'a'.repeat(2_049)])
      expect(validateIdToken({ ...claims, name }, expected)).not.toHaveProperty('displayName');
  });

  it('takes a claim that is empty or endless for none', () => {
    const { preferred_username: email, ...rest } = claims;
    for (const preferred_username of ['', 'a'.repeat(2_049)])
      expect(validateIdToken({ ...rest, preferred_username, email }, expected).displayAddress).toBe(email);
    expect(validateIdToken({ ...claims, login_hint: 'h'.repeat(2_049) }, expected)).not.toHaveProperty('loginHint');
  });

  it('never takes preferred_username for the UPN', () => {
    expect(validateIdToken(claims, expected)).not.toHaveProperty('userPrincipalName');
  });

  it.each([
    ['nonce', { nonce: 'other' }],
    ['nonce', { nonce: undefined }],
    ['aud', { aud: '22222222-0000-4000-8000-000000000001' }],
    ['aud', { aud: [expected.clientId] }],
    ['tid', { tid: 'fab21ca3-0000-4000-8000-000000000002' }],
    ['iss', { iss: `${authority}/fab21ca3-0000-4000-8000-000000000002/v2.0` }],
    ['iss', { iss: `https://sts.windows.net/${tenantId}/` }],
    ['exp', { exp: now.getTime() / 1000 - 301 }],
    ['exp', { exp: String(now.getTime()) }],
    ['oid', { oid: 'ann' }],
    ['oid', { oid: undefined }],
  ])('refuses a wrong %s', (claim, change) => {
    const attempt = () => validateIdToken({ ...claims, ...change }, expected);
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'sign_in_invalid',
        cause: expect.objectContaining({ message: expect.stringContaining(claim) }),
      }),
    );
  });

  it.each([5, null, '', {}, ['mail']])('takes the senseless idp %j for no home, not for an absent one', (idp) => {
    const identity = validateIdToken({ ...claims, idp }, expected);
    expect(isHomeIdentityProvider(identity, authority)).toBe(false);
  });
});

describe('isHomeIdentityProvider', () => {
  it.each([
    [undefined, true],
    [`${authority}/${tenantId}/v2.0`, true],
    [`https://sts.windows.net/${tenantId}/`, true],
    ['https://sts.windows.net/fab21ca3-0000-4000-8000-000000000002/', false],
    ['google.com', false],
    ['mail', false],
    ['live.com', false],
  ])('judges idp %s as %s', (identityProvider, isHome) => {
    const identity = { tenantId, objectId, displayAddress: '', ...(identityProvider && { identityProvider }) };
    expect(isHomeIdentityProvider(identity, authority)).toBe(isHome);
  });

  it.each([
    ['https://login.microsoftonline.us', 'sts.windows.net', 'sts.chinacloudapi.cn'],
    ['https://login.partner.microsoftonline.cn', 'sts.chinacloudapi.cn', 'sts.windows.net'],
    ['https://login.chinacloudapi.cn', 'sts.chinacloudapi.cn', 'sts.windows.net'],
    ['https://127.0.0.1:8443', 'sts.windows.net', 'sts.chinacloudapi.cn'],
  ])('takes at %s an idp of %s for home and one of %s for foreign', (inCloud, own, foreign) => {
    const judge = (host: string) => {
      const identityProvider = `https://${host}/${tenantId}/`;
      return isHomeIdentityProvider({ tenantId, objectId, displayAddress: '', identityProvider }, inCloud);
    };
    expect([judge(own), judge(foreign)]).toEqual([true, false]);
  });
});
