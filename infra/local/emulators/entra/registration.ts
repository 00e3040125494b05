/**
 * The app registrations of the local stack: which applications exist, how they prove who they are, what they may ask.
 *
 * A registration lives in one tenant; a multi-tenant one may be used in every other tenant once it is
 * consented to there. Client ids are fixed, secrets are random per start. Nothing here checks anything.
 */
import { createHash, randomBytes } from 'node:crypto';

/** Multi-tenant: the connector and its API. */
export const CONNECTOR_CLIENT_ID = 'c022ec70-0000-4000-8000-00000000c001';
/** Single-tenant, roles `Mail.Send.AsUser` and `Senders.Manage` on the connector. */
export const ERP_CLIENT_ID = 'e4b00000-0000-4000-8000-00000000c002';
/** Single-tenant, no role at all. */
export const OUTSIDER_CLIENT_ID = '0d75de40-0000-4000-8000-00000000c003';
/** Single-tenant, role `Mail.Send.AsUser` on the connector. */
export const MAILER_CLIENT_ID = 'ba11e700-0000-4000-8000-00000000c005';
/** Single-tenant, role `Senders.Manage` on the connector. */
export const MANAGER_CLIENT_ID = 'de5c0000-0000-4000-8000-00000000c006';
/** Single-tenant, roles `Operate` and `Manage` and the delegated scopes `operate` and `manage` on the connector. */
export const OPERATOR_CLIENT_ID = '09e4a704-0000-4000-8000-00000000c004';

export interface ClientSecret {
  value: string;
  /** ISO 8601. */
  expiresAt: string;
}

export interface FederatedCredential {
  /** Tenant whose tokens are trusted; the issuer is `{entra}/{issuerTenantId}/v2.0`. */
  issuerTenantId: string;
  /** Object id of the managed identity. */
  subject: string;
  audience: string;
}

export interface Registration {
  clientId: string;
  name: string;
  homeTenantId: string;
  isMultiTenant: boolean;
  /** Shown on the consent page. */
  isPublisherVerified: boolean;
  redirectUris: string[];
  secrets: ClientSecret[];
  /** PEM texts. */
  certificates: string[];
  federatedCredentials: FederatedCredential[];
  /** Optional claims by token, as in the application manifest. */
  optionalClaims: { idToken: string[]; accessToken: string[]; includeExternallyAuthenticatedUpn: boolean };
  /** Delegated scopes that this registration, as an API, offers. */
  scopes: string[];
  /** Application roles that this registration, as an API, offers. */
  appRoles: string[];
  /** Of tokens for this registration as an API, as in the application manifest; absent: 2. */
  requestedAccessTokenVersion?: 1 | 2;
  /** Graph permissions that `.default` stands for. */
  requiredScopes: string[];
  /** Roles that an administrator gave to this client; `resourceId` is the API's client id. */
  roleAssignments: { resourceId: string; role: string; tenantId: string }[];
  /** Consents for a whole tenant, present from the start. */
  tenantConsents: { tenantId: string; scopes: string[] }[];
}

export interface Registrations {
  connector: Registration;
  erp: Registration;
  outsider: Registration;
  operator: Registration;
  mailer: Registration;
  manager: Registration;
  /** What `startEntra` takes. */
  all: Registration[];
}

export interface RegistrationsInput {
  hostTenantId: string;
  /** The connector's redirect URIs. */
  redirectUris: string[];
  now: Date;
  /** PEM texts of certificates with which the connector may sign in. */
  certificates?: string[];
  /** Object id of a managed identity of the host tenant that may replace the connector's secret. */
  identityObjectId?: string;
}

/** Builds the seed registrations; each has one new secret, valid for 180 days. */
export function createRegistrations(input: RegistrationsInput): Registrations {
  const { hostTenantId } = input;
  const base = (clientId: string, name: string): Registration => ({
    clientId,
    name,
    homeTenantId: hostTenantId,
    isMultiTenant: false,
    isPublisherVerified: false,
    redirectUris: [],
    secrets: [createClientSecret(input.now)],
    certificates: [],
    federatedCredentials: [],
    optionalClaims: { idToken: [], accessToken: [], includeExternallyAuthenticatedUpn: false },
    scopes: [],
    appRoles: [],
    requiredScopes: [],
    roleAssignments: [],
    tenantConsents: [],
  });
  const roles = (...names: string[]) =>
    names.map((role) => ({ resourceId: CONNECTOR_CLIENT_ID, role, tenantId: hostTenantId }));

  const connector: Registration = {
    ...base(CONNECTOR_CLIENT_ID, 'Guestmail'),
    isMultiTenant: true,
    redirectUris: input.redirectUris,
    certificates: input.certificates ?? [],
    federatedCredentials: input.identityObjectId
      ? [{ issuerTenantId: hostTenantId, subject: input.identityObjectId, audience: 'api://AzureADTokenExchange' }]
      : [],
    optionalClaims: {
      idToken: ['upn', 'login_hint', 'email', 'xms_edov', 'auth_time'],
      accessToken: ['idtyp'],
      includeExternallyAuthenticatedUpn: true,
    },
    scopes: ['operate', 'manage'],
    appRoles: ['Mail.Send.AsUser', 'Operate', 'Senders.Manage', 'Manage'],
    requiredScopes: ['openid', 'profile', 'offline_access', 'User.Read', 'Mail.Send'],
    tenantConsents: [{ tenantId: hostTenantId, scopes: ['openid', 'profile', 'offline_access'] }],
  };
  const erp = { ...base(ERP_CLIENT_ID, 'Contoso ERP'), roleAssignments: roles('Mail.Send.AsUser', 'Senders.Manage') };
  const mailer = { ...base(MAILER_CLIENT_ID, 'Contoso Web Shop'), roleAssignments: roles('Mail.Send.AsUser') };
  const manager = { ...base(MANAGER_CLIENT_ID, 'Contoso Service Desk'), roleAssignments: roles('Senders.Manage') };
  const outsider = base(OUTSIDER_CLIENT_ID, 'Contoso Reporting');
  const operator: Registration = {
    ...base(OPERATOR_CLIENT_ID, 'Contoso Operations'),
    redirectUris: ['http://localhost/signed-in'],
    roleAssignments: roles('Operate', 'Manage'),
    tenantConsents: [
      {
        tenantId: hostTenantId,
        scopes: ['openid', 'profile', ...connector.scopes.map((scope) => `api://${CONNECTOR_CLIENT_ID}/${scope}`)],
      },
    ],
  };
  const named = { connector, erp, outsider, operator, mailer, manager };
  return { ...named, all: Object.values(named) };
}

/** Creates a secret of 40 characters; Entra's alphabet, valid for 180 days unless told otherwise. */
export function createClientSecret(now: Date, expiresAt = new Date(now.getTime() + 180 * 86_400_000)): ClientSecret {
  const value = `${randomBytes(2).toString('hex').slice(0, 3)}8Q~${randomBytes(25).toString('base64url')}`.slice(0, 40);
  return { value, expiresAt: expiresAt.toISOString() };
}

/** Object id of an application's service principal in a tenant; always the same for the same pair. */
export function buildServicePrincipalId(clientId: string, tenantId: string): string {
  const hash = createHash('sha256').update(`${clientId} ${tenantId}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** Finds a registration by client id, in any case. */
export function findRegistration(registrations: Registration[], clientId: string): Registration | undefined {
  return registrations.find((one) => one.clientId.toLowerCase() === clientId.toLowerCase());
}
