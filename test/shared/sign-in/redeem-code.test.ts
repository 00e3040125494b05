import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/outcomes.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import type { AuthorizationResponse } from '../../../shared/sign-in/leg.ts';
import { homeScopes } from '../../../shared/oauth/scopes.ts';
import { createRedeem } from '../../../shared/sign-in/redeem-code.ts';
import type { TokenClient, TokenResult } from '../../../shared/oauth/token-client.ts';
import {
  clientId,
  homeObjectId,
  homeTenantId,
  hostTenantId,
  registration,
  settings as sample,
} from './sign-in-sample.ts';

const settings = sample;
const readHomeScopes = async () => homeScopes('Mail.ReadWrite');
const response: AuthorizationResponse = { state: 'state', code: 'code', error: undefined, errorDescription: undefined };
const started = {
  nonce: 'nonce',
  codeVerifier: 'verifier',
  registration,
  response,
  heldHandles: [],
  use: async () => {},
};
const host = { ...started, transaction: { kind: 'host', hostTenantId, clientId, purpose: 'connect' } as const };
const identity = { hostTenantId, hostObjectId: 'host', displayAddress: '', homeTenantId, homeObjectId };
const home = { ...started, transaction: { kind: 'home', identity, clientId } as const };

function createStage(fails?: ErrorCode) {
  const requests: Parameters<TokenClient['exchangeAuthorizationCode']>[0][] = [];
  const tokenClient: Pick<TokenClient, 'exchangeAuthorizationCode'> = {
    async exchangeAuthorizationCode(request) {
      requests.push(request);
      if (fails) throw new ConnectorError(fails, { upstreamCode: 'AADSTS1' });
      return { accessToken: 'token' } as TokenResult;
    },
  };
  const budget = { admitted: 0 };
  const withinBudget = <Result>(run: (count: () => void) => Promise<Result>) => run(() => void (budget.admitted += 1));
  return { requests, budget, redeem: createRedeem({ settings, readHomeScopes, tokenClient, withinBudget }) };
}

describe('createRedeem', () => {
  it('redeems each leg at its own tenant, with its own verifier, nonce and scopes', async () => {
    const { requests, redeem } = createStage();
    await redeem(host);
    await redeem(home);
    const shared = {
      registration,
      code: 'code',
      codeVerifier: 'verifier',
      nonce: 'nonce',
      redirectUri: settings.redirectUri,
    };
    expect(requests).toEqual([
      { ...shared, tenantId: hostTenantId, scopes: ['openid', 'profile'] },
      {
        ...shared,
        tenantId: homeTenantId,
        scopes: ['openid', 'profile', 'offline_access', 'User.Read', 'Mail.Send', 'Mail.ReadWrite'],
      },
    ]);
  });

  it.each([
    ['access_denied', undefined, 'admin_approval_likely'],
    ['access_denied', 'AADSTS65004: Declined.', 'consent_declined'],
    ['access_denied', 'AADSTS90094: An administrator must approve.', 'admin_approval_required'],
    ['access_denied', 'AADSTS53003: Blocked.', 'blocked_by_home_policy'],
    ['temporarily_unavailable', undefined, 'entra_unavailable'],
    ['anything', undefined, 'sign_in_invalid'],
  ])('reads the error %s (%s) and redeems no code beside it', async (error, errorDescription, code) => {
    const { requests, redeem } = createStage();
    await expect(redeem({ ...home, response: { ...response, error, errorDescription } })).rejects.toMatchObject({
      code,
    });
    expect(requests).toEqual([]);
  });

  it('refuses an answer without a code', async () => {
    const { requests, redeem } = createStage();
    for (const code of [undefined, ''])
      await expect(redeem({ ...host, response: { ...response, code } })).rejects.toMatchObject({
        code: 'sign_in_invalid',
      });
    expect(requests).toEqual([]);
  });

  it('reads a code that Entra does not take as a sign-in to start again, and every other refusal as it is', async () => {
    await expect(createStage('consent_required').redeem(home)).rejects.toMatchObject({
      code: 'sign_in_invalid',
      cause: { code: 'consent_required', upstreamCode: 'AADSTS1' },
    });
    for (const code of ['blocked_by_home_policy', 'client_credential_refused', 'entra_unavailable'] as const)
      await expect(createStage(code).redeem(home)).rejects.toMatchObject({ code, upstreamCode: 'AADSTS1' });
  });
});
