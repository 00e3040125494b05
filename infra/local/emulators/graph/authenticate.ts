/**
 * Whom a Graph request acts for: token check, person or application, permissions.
 *
 * A token of the host tenant acts for the guest object there, which has no mailbox; only the home tenant's token
 * acts for the account that has one. Tests can have the token that a person shows next refused by continuous access
 * evaluation; another token of that person passes. The directory is read at each request, so changes show at once.
 */
import { createAccessTokenCheck, type AccessTokenProblem } from '../kit/access-token.ts';
import type { Directory, Person } from '../kit/directory.ts';
import type { TokenSigner } from '../kit/token-signer.ts';
import { GraphError } from './graph-error.ts';

const GRAPH_CLIENT_ID = '00000003-0000-0000-c000-000000000000';
const AUDIENCES = ['https://graph.microsoft.com', GRAPH_CLIENT_ID];
const CHALLENGE = `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="${GRAPH_CLIENT_ID}"`;
const CHALLENGES_MAX = 1_000;

/** A person as one tenant knows them. */
export interface Account {
  tenantId: string;
  objectId: string;
  displayName: string;
  userPrincipalName: string;
  mail: string;
  aliases: string[];
  /** Every address that leads here, in lower case. */
  addresses: string[];
  hasMailbox: boolean;
  isMailboxOnPremises: boolean;
  scopes: string[];
}

/** An application that acts for itself; it has the mailboxes that application-account.ts finds. */
export interface Application {
  tenantId: string;
  appId: string;
  /** Of its token: permissions that an administrator gave it in Entra. */
  roles: string[];
}

export interface Authentication {
  /** Throws 401 `InvalidAuthenticationToken`, with the challenge. */
  authenticate(authorization: string | undefined): Promise<Account | Application>;
  /** Refuses the token that this object id shows next, now and later; `claims` is JSON as the client gets it. */
  challenge(objectId: string, claims?: string): void;
}

export interface AuthenticationDependencies {
  signer: TokenSigner;
  directory: Directory;
  now: () => Date;
}

/** Creates the check. */
export function createAuthentication({ signer, directory, now }: AuthenticationDependencies): Authentication {
  const check = createAccessTokenCheck({ signer, audiences: AUDIENCES, now });
  const waiting = new Map<string, string>();
  const refused = new Map<string, string>();

  function refuseChallenged(objectId: string, token: string): void {
    const claims = waiting.get(objectId) ?? refused.get(token);
    if (claims === undefined) return;
    waiting.delete(objectId);
    if (refused.size >= CHALLENGES_MAX) refused.clear();
    refused.set(token, claims);
    const encoded = Buffer.from(claims).toString('base64');
    throw new GraphError(
      401,
      'InvalidAuthenticationToken',
      'Continuous access evaluation resulted in claims challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp',
      { 'WWW-Authenticate': `${CHALLENGE}, error="insufficient_claims", claims="${encoded}"` },
    );
  }

  return {
    async authenticate(authorization) {
      const token = await check(authorization);
      if (typeof token === 'string') {
        throw new GraphError(401, 'InvalidAuthenticationToken', PROBLEMS[token], { 'WWW-Authenticate': CHALLENGE });
      }
      const objectId = String(token.oid);
      refuseChallenged(objectId, String(authorization));
      if (typeof token.scp !== 'string') {
        const roles = Array.isArray(token['roles']) ? token['roles'].map(String) : [];
        return { tenantId: String(token.tid), appId: String(token['appid']), roles };
      }
      const account = findAccount(directory, String(token.tid), objectId);
      if (!account) {
        const message = `Resource '${objectId}' does not exist or one of its queried reference-property objects are not present.`;
        throw new GraphError(404, 'Request_ResourceNotFound', message);
      }
      return { ...account, scopes: token.scp.split(' ') };
    },
    challenge(objectId, claims) {
      const value = String(Math.floor(now().getTime() / 1000));
      if (waiting.size >= CHALLENGES_MAX) waiting.clear();
      waiting.set(objectId, claims ?? JSON.stringify({ access_token: { nbf: { essential: true, value } } }));
    },
  };
}

const PROBLEMS: Record<AccessTokenProblem, string> = {
  missing: 'Access token is empty.',
  malformed: 'IDX14100: JWT is not well formed, there are no dots (.).',
  signature: 'Invalid JWT access token.',
  expired: 'Lifetime validation failed, the token is expired.',
  early: 'Lifetime validation failed, the token is not yet valid.',
  audience: 'Access token validation failure. Invalid audience.',
};

export function findAccount(
  directory: Directory,
  tenantId: string,
  objectId: string,
): Omit<Account, 'scopes'> | undefined {
  for (const person of directory.people) {
    const isHome = 'objectId' in person.home && person.home.tenantId === tenantId && person.home.objectId === objectId;
    if (isHome) return describe(person, tenantId, objectId, person.userPrincipalName, person.hasMailbox);
    const isGuest = person.host?.objectId === objectId && directory.hostTenant.id === tenantId;
    if (isGuest) return describe(person, tenantId, objectId, person.host?.userPrincipalName ?? '', false);
  }
  return undefined;
}

function describe(
  { displayName, mail, aliases, isMailboxOnPremises }: Person,
  tenantId: string,
  objectId: string,
  userPrincipalName: string,
  hasMailbox: boolean,
): Omit<Account, 'scopes'> {
  const addresses = [...new Set([mail, userPrincipalName, ...aliases].map((one) => one.toLowerCase()))];
  return {
    tenantId,
    objectId,
    displayName,
    userPrincipalName,
    mail,
    aliases,
    addresses,
    hasMailbox,
    isMailboxOnPremises,
  };
}
