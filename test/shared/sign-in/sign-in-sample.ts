/** A guest of Contoso whose mailbox is at Fabrikam, and what Entra answers when they sign in. */
import { homeScopes } from '../../../shared/oauth/scopes.ts';
import type { TokenResult } from '../../../shared/oauth/token-client.ts';
import type { HostTenant } from '../../../shared/tenants/host-tenant.ts';
import type { Registration } from '../../../shared/tenants/registration.ts';
import { createRegistrations } from '../../../shared/tenants/registrations.ts';
import { createTenants } from '../../../shared/tenants/tenants.ts';
import { neededSettings } from '../config-sample.ts';

export const authority = 'https://login.microsoftonline.com';
export const { HOST_TENANT_ID: hostTenantId, ENTRA_CLIENT_ID: clientId } = neededSettings;
export const homeTenantId = 'fab21ca3-0000-4000-8000-000000000002';
export const otherTenantId = 'a0274317-0000-4000-8000-000000000003';
export const hostObjectId = '00000b05-0000-4000-8000-000000000001';
export const homeObjectId = '00000a0e-0000-4000-8000-000000000001';
export const readHomeScopes = async () => homeScopes('Mail.Send');
export const settings = {
  redirectUri: `${neededSettings.PUBLIC_URL}/callback`,
  mailPermission: 'Mail.Send',
  hostTenantId: neededSettings.HOST_TENANT_ID,
};
export const tenant: HostTenant = {
  id: hostTenantId,
  callerClientIds: ['*'],
  rightsOfApplications: new Map(),
  allowedHomeTenants: ['*'],
  departedHomeTenants: [],
  state: 'active',
};
export const registration: Registration = { clientId, authority, credential: 'federated' };
export const tenants = createTenants({ hostTenantId, callerClientIds: ['*'], allowedHomeTenants: ['*'] }, async () => ({
  documents: [],
  refused: [],
}));
export const registrations = createRegistrations(
  {
    entraAuthority: authority,
    entraClientId: clientId,
    entraCredential: 'federated',
  },
  async () => ({ documents: [], refused: [] }),
);
export const now = new Date('2026-11-24T12:00:00Z');
/** As `client_info` names the account. */
export const account = { uid: homeObjectId, utid: homeTenantId };

/** Right claims of an ID token that this tenant gives, for an hour. */
export function claimsOf(tenantId: string, objectId: string, at = now) {
  return {
    nonce: 'nonce',
    aud: clientId,
    tid: tenantId,
    iss: `${authority}/${tenantId}/v2.0`,
    exp: at.getTime() / 1000 + 3_600,
    oid: objectId,
    preferred_username: 'ann@fabrikam.com',
  };
}

/** The answer to a code; the tokens are good for an hour. */
export function answerOf(
  claims: object,
  clientInfo: TokenResult['clientInfo'],
  changes: Partial<TokenResult> = {},
): TokenResult {
  return {
    idTokenClaims: { ...claims },
    ...(clientInfo && { clientInfo }),
    accessToken: 'access token',
    expiresAt: new Date(now.getTime() + 3_600_000),
    scopes: ['openid', 'profile', 'User.Read', 'Mail.Send'],
    hasRefreshToken: true,
    cache: 'cache',
    ...changes,
  };
}
