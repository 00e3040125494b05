/**
 * The home leg: the tokens must belong to the very account that the host leg pointed at, and must be able to send.
 *
 * Ends with a proven mailbox address. It stores nothing; a mailbox that Exchange denies ends the journey here.
 */
import { ConnectorError } from '../errors.ts';
import type { Graph } from '../graph/graph-client.ts';
import { isHomeIdentityProvider, validateIdToken } from '../oauth/id-token.ts';
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

/** @throws WrongAccountError; ConnectorError `sign_in_invalid`, `scope_missing` */
export function checkHomeTokens(
  result: TokenResult,
  { expected, registration: { authority, clientId }, requiredScopes, nonce, now }: HomeLeg,
): void {
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
}

/**
 * Reads the address and asks Exchange whether it has a mailbox.
 * @throws ConnectorError `mailbox_not_found`, `graph_unavailable`
 */
export async function readMailbox(
  graph: Pick<Graph, 'readProfile' | 'probeMailbox'>,
  result: TokenResult,
  identity: HostIdentity,
): Promise<{ tokens: TokenSet; probe: 'exists' | 'unclear'; probeCode?: string }> {
  const profile = await graph.readProfile(result.accessToken);
  const probe = await graph.probeMailbox(result.accessToken);
  if (probe.kind === 'missing') throw new ConnectorError('mailbox_not_found', { upstreamCode: probe.code });
  const tokens = {
    accessToken: result.accessToken,
    expiresAt: result.expiresAt.getTime(),
    scopes: result.scopes,
    cache: result.cache,
    mailbox: profile.address,
    ...(identity.userPrincipalName && { userPrincipalName: identity.userPrincipalName }),
  };
  return { tokens, probe: probe.kind, ...(probe.kind === 'unclear' && probe.code && { probeCode: probe.code }) };
}
