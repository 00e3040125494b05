/**
 * The home leg: the tokens must belong to the very account that the host leg pointed at, and must be able to send.
 *
 * Ends with the addresses of the mailbox that are proven. It stores nothing; a mailbox that Exchange denies ends the journey here.
 */
import { ConnectorError } from '../errors.ts';
import { readProofs, type MailboxReader } from '../grants/proofs.ts';
import { isHomeIdentityProvider, readVerifiedEmailDomain, validateIdToken, type Identity } from '../oauth/id-token.ts';
import type { TokenResult } from '../oauth/token-client.ts';
import type { TokenSet } from '../grants/token-set.ts';
import type { Registration } from '../tenants/registration.ts';
import type { HostIdentity } from './host-identity.ts';

export interface HomeLeg {
  expected: HostIdentity;
  registration: Pick<Registration, 'authority' | 'clientId'>;
  /** Scopes that must be granted; more is no fault. */
  requiredScopes: readonly string[];
  nonce: string;
  now: Date;
}

/** Another account signed in; its address is for the page. */
export class WrongAccountError extends ConnectorError {
  readonly signedInAs: string;

  constructor(signedInAs: string) {
    super('wrong_account');
    this.signedInAs = signedInAs;
  }
}

/** Returns who signed in. @throws WrongAccountError; ConnectorError `sign_in_invalid`, `scope_missing` */
export function checkHomeTokens(
  result: TokenResult,
  { expected, registration: { authority, clientId }, requiredScopes, nonce, now }: HomeLeg,
): Identity {
  // The token must be right in itself; whether its account is the expected one has a page of its own.
  const tenantId = String(result.idTokenClaims['tid']).toLowerCase();
  const identity = validateIdToken(result.idTokenClaims, { authority, tenantId, clientId, nonce, now });
  const isSame =
    identity.tenantId === expected.homeTenantId &&
    identity.objectId === expected.homeObjectId &&
    isHomeIdentityProvider(identity, authority);
  if (!isSame) throw new WrongAccountError(identity.displayAddress);
  const { uid, utid } = result.clientInfo ?? {};
  if (uid?.toLowerCase() !== identity.objectId || utid?.toLowerCase() !== identity.tenantId)
    throw new ConnectorError('sign_in_invalid', { cause: new Error('client_info names another account.') });
  const granted = new Set(result.scopes.map((scope) => scope.toLowerCase()));
  const missing = requiredScopes.filter((scope) => !granted.has(scope.toLowerCase()));
  if (missing.length > 0)
    throw new ConnectorError('scope_missing', { cause: new Error(`Not granted: ${missing.join(' ')}`) });
  if (!result.hasRefreshToken)
    throw new ConnectorError('scope_missing', { cause: new Error('No refresh token was given.') });
  return identity;
}

/**
 * Reads the addresses and asks Exchange whether it has a mailbox.
 * @throws ConnectorError `mailbox_not_found`, `graph_unavailable`
 */
export async function readMailbox(
  graph: MailboxReader,
  result: TokenResult,
  { userPrincipalName }: Pick<HostIdentity, 'userPrincipalName'>,
  now: Date,
): Promise<{ tokens: TokenSet; probe: 'exists' | 'unclear'; probeCode?: string }> {
  const { accessToken, scopes, cache } = result;
  const emailDomain = readVerifiedEmailDomain(result.idTokenClaims);
  const asked = { accessToken, ...(emailDomain !== undefined && { emailDomain }) };
  const { proofs, probe, code } = await readProofs(graph, asked, {}, now);
  if (probe === 'missing')
    throw new ConnectorError('mailbox_not_found', code === undefined ? {} : { upstreamCode: code });
  const tokens = {
    ...asked,
    expiresAt: result.expiresAt.getTime(),
    scopes,
    cache,
    ...proofs,
    ...(userPrincipalName && { userPrincipalName }),
  };
  return { tokens, probe, ...(code !== undefined && { probeCode: code }) };
}
