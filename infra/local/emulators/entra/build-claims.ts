/**
 * The claims of every token: ID tokens (version 2), delegated and app-only access tokens, and `client_info`.
 *
 * Optional claims appear only when a registration or the request's `claims` parameter asks for them. Graph gets
 * version 1 tokens, registered APIs version 2, unless they accept version 1 for applications. Times are backdated by five minutes, as in Entra. Sources:
 * learn.microsoft.com/entra/identity-platform/id-token-claims-reference, access-token-claims-reference.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { buildLoginHint, type Account } from './account.ts';
import { buildServicePrincipalId, findRegistration, type Registration } from './registration.ts';
import { GRAPH_RESOURCE_ID, isOpenIdScope, type Scope } from './scope.ts';
import type { EntraState } from './state.ts';

const BACKDATED_SECONDS = 300;
const ID_TOKEN_LIFETIME_SECONDS = 3_600;

/** How a client authenticated; `azpacr` and `appidacr` carry it. */
export type ClientProof = 'secret' | 'certificate' | 'federated';

export interface IdTokenInput {
  account: Account;
  client: Registration;
  /** Scopes that the token response is about. */
  scopes: Scope[];
  nonce?: string | undefined;
  /** When the person gave their credentials. */
  signedInAt?: Date | undefined;
  requestedClaims: string[];
}

/** The claims of an ID token; `name` and `preferred_username` need `profile`, `roles` are those of an app that has some, `email` needs `email` or is an optional claim. */
export function buildIdTokenClaims(entra: EntraState, input: IdTokenInput): JWTPayload {
  const { account, client, scopes, nonce, signedInAt } = input;
  const { person } = account;
  const names = new Set(scopes.filter(isOpenIdScope).map((scope) => scope.name));
  const isAsked = (claim: string) =>
    client.optionalClaims.idToken.includes(claim) || input.requestedClaims.includes(claim);
  const isGuest = account.identityProvider !== undefined;
  const isInHostTenant = account.tenantId === entra.directory.hostTenant.id;
  const isUpnGiven = isAsked('upn') && (!isGuest || client.optionalClaims.includeExternallyAuthenticatedUpn);
  return {
    ...buildFrame(entra, account.tenantId, ID_TOKEN_LIFETIME_SECONDS),
    aud: client.clientId,
    sub: buildPairwiseSubject(account, client.clientId),
    oid: account.objectId,
    ...(isGuest && { idp: account.identityProvider }),
    ...(nonce !== undefined && { nonce }),
    ...(names.has('profile') && { name: person.displayName, preferred_username: person.userPrincipalName }),
    ...((names.has('email') || isAsked('email')) && { email: person.mail }),
    ...(isAsked('xms_edov') && { xms_edov: isEmailDomainVerified(entra, account) }),
    ...(isUpnGiven && { upn: account.userPrincipalName }),
    ...(isAsked('login_hint') && { login_hint: buildLoginHint(person) }),
    ...(isAsked('auth_time') && signedInAt && { auth_time: Math.floor(signedInAt.getTime() / 1000) }),
    ...(isInHostTenant && client.appRoles.length > 0 && person.appRoles.length > 0 && { roles: person.appRoles }),
    ...(isAsked('acct') && { acct: isGuest ? 1 : 0 }),
  };
}

export interface AccessTokenInput {
  account: Account;
  client: Registration;
  proof: ClientProof;
  resourceId: string;
  scopes: Scope[];
  lifetimeSeconds: number;
}

/** The claims of a person's access token for one resource. */
export function buildAccessTokenClaims(entra: EntraState, input: AccessTokenInput): JWTPayload {
  const { account, client, resourceId } = input;
  const { person } = account;
  const scp = input.scopes
    .filter((scope) => scope.name !== 'offline_access')
    .map((scope) => scope.name)
    .join(' ');
  const shared = {
    ...buildFrame(entra, account.tenantId, input.lifetimeSeconds),
    oid: account.objectId,
    sub: buildPairwiseSubject(account, resourceId),
    name: person.displayName,
    scp,
    ...(account.identityProvider !== undefined && { idp: account.identityProvider }),
  };
  if (resourceId !== GRAPH_RESOURCE_ID) {
    const { accessToken } = findResourceClaims(entra, resourceId);
    const isInHostTenant = account.tenantId === entra.directory.hostTenant.id;
    return {
      ...shared,
      aud: resourceId,
      azp: client.clientId,
      azpacr: buildProofDigit(input.proof),
      ...(isInHostTenant && person.appRoles.length > 0 && { roles: person.appRoles }),
      preferred_username: person.userPrincipalName,
      ...(accessToken.includes('idtyp') && { idtyp: 'user' }),
    };
  }
  return {
    ...shared,
    aud: entra.settings.graphAudience,
    iss: `https://sts.windows.net/${account.tenantId}/`,
    ver: '1.0',
    app_displayname: client.name,
    appid: client.clientId,
    appidacr: buildProofDigit(input.proof),
    idtyp: 'user',
    upn: account.userPrincipalName,
    unique_name: person.userPrincipalName,
  };
}

export interface AppTokenInput {
  tenantId: string;
  client: Registration;
  proof: ClientProof;
  resourceId: string;
  roles: string[];
  lifetimeSeconds: number;
}

/** The claims of an app-only access token; without roles the claim is absent. */
export function buildAppTokenClaims(entra: EntraState, input: AppTokenInput): JWTPayload {
  const { tenantId, client, resourceId, roles } = input;
  const objectId = buildServicePrincipalId(client.clientId, tenantId);
  const isGraph = resourceId === GRAPH_RESOURCE_ID;
  const resource = findRegistration(entra.registrations, resourceId);
  const isTypeGiven = isGraph || resource?.optionalClaims.accessToken.includes('idtyp') === true;
  const proofDigit = buildProofDigit(input.proof);
  const shared = {
    ...buildFrame(entra, tenantId, input.lifetimeSeconds),
    aud: isGraph ? entra.settings.graphAudience : resourceId,
    oid: objectId,
    sub: objectId,
    ...(roles.length > 0 && { roles }),
    ...(isTypeGiven && { idtyp: 'app' }),
  };
  if (!isGraph && resource?.requestedAccessTokenVersion !== 1)
    return { ...shared, azp: client.clientId, azpacr: proofDigit };
  return {
    ...shared,
    iss: `https://sts.windows.net/${tenantId}/`,
    idp: `https://sts.windows.net/${tenantId}/`,
    ver: '1.0',
    app_displayname: client.name,
    appid: client.clientId,
    appidacr: proofDigit,
  };
}

/** Whether the tenant in which the mailbox lives owns the domain of its address. */
function isEmailDomainVerified({ directory }: EntraState, { person: { home, mail } }: Account): boolean {
  const tenant = 'tenantId' in home && directory.tenants.find(({ id }) => id === home.tenantId);
  return tenant !== false && tenant?.verifiedDomains.includes(mail.slice(mail.lastIndexOf('@') + 1)) === true;
}

/** `client_info`: the home identity, base64url of JSON. */
export function buildClientInfo({ uid, utid }: Account): string {
  return Buffer.from(JSON.stringify({ uid, utid })).toString('base64url');
}

function buildFrame(entra: EntraState, tenantId: string, lifetimeSeconds: number) {
  const seconds = Math.floor(entra.now().getTime() / 1000);
  return {
    iss: `${entra.url}/${tenantId}/v2.0`,
    iat: seconds - BACKDATED_SECONDS,
    nbf: seconds - BACKDATED_SECONDS,
    exp: seconds + lifetimeSeconds,
    tid: tenantId,
    uti: randomBytes(16).toString('base64url'),
    ver: '2.0',
  };
}

function buildPairwiseSubject(account: Account, resourceId: string): string {
  return createHash('sha256').update(`${account.tenantId} ${account.objectId} ${resourceId}`).digest('base64url');
}

function buildProofDigit(proof: ClientProof): string {
  return proof === 'secret' ? '1' : '2';
}

function findResourceClaims(entra: EntraState, resourceId: string): { accessToken: string[] } {
  return entra.registrations.find((one) => one.clientId === resourceId)?.optionalClaims ?? { accessToken: [] };
}
