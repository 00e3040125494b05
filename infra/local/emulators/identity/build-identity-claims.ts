/**
 * The claims of a managed identity's access token, as Entra words them for each resource.
 *
 * Azure resources get version 1 tokens (issuer `https://sts.windows.net/{tenant}/`); the token that serves as a
 * federated credential is version 2, because its issuer and subject must equal what the app registration names.
 */
import { randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';

const LIFETIME_SECONDS = 86_400;
/** Entra dates tokens back a little, so that a service whose clock is behind accepts them. */
const BACKDATED_SECONDS = 300;

export interface ManagedIdentity {
  clientId: string;
  /** The service principal's id: `oid` and `sub` of its tokens, and what role assignments name. */
  objectId: string;
  isSystemAssigned?: boolean;
}

export interface IdentityClaimsInput {
  identity: ManagedIdentity;
  resource: string;
  entraUrl: string;
  tenantId: string;
  now: Date;
}

/** Builds the claims for one resource; valid for 24 hours. */
export function buildIdentityClaims(input: IdentityClaimsInput): JWTPayload & { exp: number } {
  const { identity, resource, entraUrl, tenantId } = input;
  const seconds = Math.floor(input.now.getTime() / 1000);
  const shared = {
    aud: resource,
    iat: seconds - BACKDATED_SECONDS,
    nbf: seconds - BACKDATED_SECONDS,
    exp: seconds + LIFETIME_SECONDS,
    idtyp: 'app',
    oid: identity.objectId,
    sub: identity.objectId,
    tid: tenantId,
    uti: randomUUID(),
  };
  return resource.startsWith('api://')
    ? { ...shared, iss: `${entraUrl}/${tenantId}/v2.0`, azp: identity.clientId, azpacr: '2', ver: '2.0' }
    : {
        ...shared,
        iss: `https://sts.windows.net/${tenantId}/`,
        idp: `https://sts.windows.net/${tenantId}/`,
        appid: identity.clientId,
        appidacr: '2',
        ver: '1.0',
      };
}
