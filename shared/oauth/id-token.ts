/**
 * Validates the claims of an ID token and reads who signed in.
 *
 * The token came straight from the token endpoint over TLS, so its signature is not checked again (OpenID Connect Core
 * section 3.1.3.7, rule 6); every claim is. Display names are for pages only and never identify anybody.
 */
import { cloudOf } from '../cloud.ts';
import { ConnectorError } from '../errors.ts';
import { ID_TOKEN_CLOCK_SKEW_SECONDS } from '../limits.ts';
import { isSenderName } from '../sender.ts';

export interface IdTokenExpectation {
  authority: string;
  tenantId: string;
  clientId: string;
  nonce: string;
  now: Date;
}

export interface Identity {
  tenantId: string;
  objectId: string;
  /** What Entra says about where the account lives; absent for most home accounts. */
  identityProvider?: string;
  /** Host UPN; only if the registration asks for the claim, and if a caller could write it. Never `preferred_username`. */
  userPrincipalName?: string;
  loginHint?: string;
  /** For pages and hints. */
  displayAddress: string;
  /** For pages: the name that the directory shows; anybody may write it there. */
  displayName?: string;
}

/** @throws ConnectorError `sign_in_invalid` naming the claim in its cause. */
export function validateIdToken(claims: Record<string, unknown>, expected: IdTokenExpectation): Identity {
  const nowSeconds = expected.now.getTime() / 1000;
  const check = (isRight: boolean, claim: string) => {
    if (!isRight)
      throw new ConnectorError('sign_in_invalid', { cause: new Error(`ID token claim ${claim} is wrong.`) });
  };
  const text = (claim: string) => {
    const value = claims[claim];
    return typeof value === 'string' && value.length > 0 && value.length <= 2_048 ? value : undefined;
  };
  const tenantId = text('tid')?.toLowerCase();
  const objectId = text('oid')?.toLowerCase();
  check(text('nonce') === expected.nonce, 'nonce');
  check(text('aud')?.toLowerCase() === expected.clientId, 'aud');
  check(tenantId === expected.tenantId, 'tid');
  check(isIssuer(text('iss'), expected), 'iss');
  check(typeof claims['exp'] === 'number' && claims['exp'] > nowSeconds - ID_TOKEN_CLOCK_SKEW_SECONDS, 'exp');
  check(isGuid(objectId), 'oid');
  // Present but senseless is not absent: it names no home.
  const { idp } = claims;
  const identityProvider = idp === undefined || typeof idp === 'string' ? idp : JSON.stringify(idp);
  const userPrincipalName = [text('upn')].find((upn) => upn && isSenderName(upn));
  const loginHint = text('login_hint');
  const displayName = text('name')?.trim();
  return {
    tenantId: tenantId as string,
    objectId: objectId as string,
    displayAddress: text('preferred_username') ?? text('email') ?? userPrincipalName ?? '',
    ...(identityProvider !== undefined && { identityProvider }),
    ...(userPrincipalName && { userPrincipalName }),
    ...(loginHint && { loginHint }),
    ...(displayName && { displayName }),
  };
}

/**
 * The domain of `email` where Entra says that its owner is verified (`xms_edov`): it then belongs to the tenant that signed in.
 * Entra writes the optional claim as a flag, a number or a text.
 */
export function readVerifiedEmailDomain(claims: Record<string, unknown>): string | undefined {
  const { email, xms_edov: isVerified } = claims;
  if (typeof email !== 'string' || !isSenderName(email)) return undefined;
  if (![true, 1, '1', 'true'].some((one) => one === isVerified)) return undefined;
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

/** Whether `idp` says that the account lives in the tenant that signed it in. */
export function isHomeIdentityProvider(identity: Identity, authority: string): boolean {
  const provider = identity.identityProvider?.toLowerCase();
  return (
    provider === undefined ||
    provider === `${authority}/${identity.tenantId}/v2.0`.toLowerCase() ||
    provider === `https://${issuingHost(authority)}/${identity.tenantId}/`
  );
}

/** Where version 1 tokens are issued; `idp` names a tenant by that issuer. One for China, one for every other cloud. */
function issuingHost(authority: string): string {
  return cloudOf(authority) === 'china' ? 'sts.chinacloudapi.cn' : 'sts.windows.net';
}

export function isGuid(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

function isIssuer(issuer: string | undefined, { authority, tenantId }: IdTokenExpectation): boolean {
  return issuer?.toLowerCase() === `${authority}/${tenantId}/v2.0`.toLowerCase();
}
