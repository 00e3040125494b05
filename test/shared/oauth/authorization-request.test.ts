import { describe, expect, it } from 'vitest';
import { buildAdminConsentUrl, buildAuthorizationUrl } from '../../../shared/oauth/authorization-request.ts';

const request = {
  authority: 'https://login.microsoftonline.com',
  tenantId: 'c0a7050c-0000-4000-8000-000000000001',
  clientId: '11111111-0000-4000-8000-000000000001',
  redirectUri: 'https://guestmail.contoso.com/api/callback',
  scopes: ['openid', 'profile'],
  state: 's t&ate',
  nonce: 'n',
  codeChallenge: 'c',
};

describe('buildAuthorizationUrl', () => {
  it('asks for a code with PKCE S256 in the query, with exactly the given scopes', () => {
    const url = new URL(buildAuthorizationUrl({ ...request, prompt: 'select_account' }));
    expect(url.origin + url.pathname).toBe(`${request.authority}/${request.tenantId}/oauth2/v2.0/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: request.clientId,
      response_type: 'code',
      response_mode: 'query',
      redirect_uri: request.redirectUri,
      scope: 'openid profile',
      state: 's t&ate',
      nonce: 'n',
      code_challenge: 'c',
      code_challenge_method: 'S256',
      prompt: 'select_account',
    });
  });

  it('leaves out prompt and login_hint that are not given', () => {
    const { searchParams } = new URL(buildAuthorizationUrl(request));
    expect(searchParams.has('prompt')).toBe(false);
    expect(searchParams.has('login_hint')).toBe(false);
    expect(
      new URL(buildAuthorizationUrl({ ...request, loginHint: 'ann@fabrikam.com' })).searchParams.get('login_hint'),
    ).toBe('ann@fabrikam.com');
  });
});

describe('buildAdminConsentUrl', () => {
  it('asks for the scopes of the sign-in and marks the answer for the administrator', () => {
    const url = new URL(
      buildAdminConsentUrl({
        ...request,
        tenantId: 'organizations',
        scopes: ['openid', 'User.Read', 'Mail.Send'],
      }),
    );
    expect(url.pathname).toBe('/organizations/v2.0/adminconsent');
    expect(url.searchParams.get('scope')).toBe('openid User.Read Mail.Send');
    expect(url.searchParams.get('state')).toBe('admin');
    expect(url.searchParams.get('redirect_uri')).toBe(request.redirectUri);
  });
});
