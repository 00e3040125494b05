/**
 * What start-up code and tests may change while Entra runs: people, tenants, consents, secrets, refresh tokens, refusals.
 *
 * People and tenants are changed in the shared directory, so that Graph sees the same.
 */
import type { Person, Tenant } from '../kit/directory.ts';
import { findAccount } from './account.ts';
import type { EntraErrorCode } from './errors.ts';
import { createClientSecret, findRegistration, type ClientSecret, type Registration } from './registration.ts';
import { parseScopes } from './scope.ts';
import type { EntraState, Refusal } from './state.ts';

export interface ConsentInput {
  /** Id or domain. */
  tenantId: string;
  clientId: string;
  /** The person's key; absent: the whole tenant. */
  person?: string;
  /** As in a `scope` parameter; for granting. */
  scopes: string[];
}

export interface EntraControl {
  /** By client id; throws when there is none. */
  registration(clientId: string): Registration;
  addSecret(clientId: string, expiresAt?: Date): ClientSecret;
  /** From now on AADSTS7000222. */
  expireSecrets(clientId: string): void;
  /** From now on AADSTS7000215. */
  removeSecrets(clientId: string): void;
  /** Changes any field of a person, by key; `host: null` removes them from the host tenant. */
  changePerson(key: string, change: Partial<Omit<Person, 'host'>> & { host?: Person['host'] | null }): void;
  changeTenant(tenant: string, change: Partial<Tenant>): void;
  /** Refuses every refresh token issued to the person so far; default code 50173. */
  revokeRefreshTokens(key: string, refusal?: { code?: EntraErrorCode; suberror?: string }): void;
  /** Refuses a person in any words, unknown ones included, until `undefined` ends it. */
  refuse(key: string, refusal: Refusal | undefined): void;
  grantConsent(input: ConsentInput): void;
  /** Takes back what matches; a person's filter leaves what an administrator granted to the whole tenant. */
  withdrawConsent(filter: { tenantId?: string; clientId?: string; person?: string }): void;
}

/** Creates the control of a running Entra; unknown names throw. */
export function createEntraControl(entra: EntraState): EntraControl {
  const { directory } = entra;
  const registration = (clientId: string) => getRegistration(entra, clientId);
  return {
    registration,
    addSecret(clientId, expiresAt) {
      const secret = createClientSecret(entra.now(), expiresAt);
      registration(clientId).secrets.push(secret);
      return secret;
    },
    expireSecrets(clientId) {
      for (const secret of registration(clientId).secrets) secret.expiresAt = entra.now().toISOString();
    },
    removeSecrets(clientId) {
      registration(clientId).secrets = [];
    },
    changePerson(key, { host, ...change }) {
      const person = directory.person(key);
      Object.assign(person, change);
      if (host === null) delete person.host;
      else if (host) person.host = host;
    },
    changeTenant(name, change) {
      Object.assign(getTenant(entra, name), change);
    },
    revokeRefreshTokens(key, { code = 50173, suberror } = {}) {
      const revocation = { sequence: entra.sequence, code, ...(suberror !== undefined && { suberror }) };
      entra.revocations.set(directory.person(key).key, revocation);
    },
    refuse(key, refusal) {
      const person = directory.person(key);
      if (!refusal) return void entra.refusals.delete(person.key);
      const { tenantId, ...wording } = refusal;
      const tenant = tenantId === undefined ? {} : { tenantId: getTenant(entra, tenantId).id };
      entra.refusals.set(person.key, { ...wording, ...tenant });
    },
    grantConsent: (input) => grantConsent(entra, input),
    withdrawConsent: (filter) => withdrawConsent(entra, filter),
  };
}

function grantConsent(entra: EntraState, { tenantId, clientId, person, scopes }: ConsentInput): void {
  const client = getRegistration(entra, clientId);
  const tenant = getTenant(entra, tenantId);
  const account =
    person === undefined ? undefined : findAccount(entra.directory.person(person), tenant.id, entra.directory);
  if (person !== undefined && !account) throw new Error(`${person} is not in the tenant ${tenant.name}.`);
  entra.consents.grant({
    tenantId: tenant.id,
    clientId: client.clientId,
    scopes: parseScopes(scopes.join(' '), client, entra.registrations).scopes,
    ...(account && { objectId: account.objectId }),
  });
}

function withdrawConsent(
  entra: EntraState,
  { tenantId, clientId, person }: Partial<Omit<ConsentInput, 'scopes'>>,
): void {
  const { directory, consents } = entra;
  const client = clientId === undefined ? {} : { clientId: getRegistration(entra, clientId).clientId };
  const tenants = tenantId === undefined ? directory.tenants : [getTenant(entra, tenantId)];
  for (const tenant of tenants) {
    const account = person === undefined ? undefined : findAccount(directory.person(person), tenant.id, directory);
    if (person !== undefined && !account) continue;
    consents.withdraw({ ...client, tenantId: tenant.id, ...(account && { objectId: account.objectId }) });
  }
}

function getRegistration(entra: EntraState, clientId: string): Registration {
  const found = findRegistration(entra.registrations, clientId);
  if (!found) throw new Error(`No application has the client id ${clientId}.`);
  return found;
}

function getTenant({ directory }: EntraState, name: string): Tenant {
  const tenant = directory.tenants.find((one) => one.id === name || one.domain === name);
  if (!tenant) throw new Error(`No tenant is called ${name}.`);
  return tenant;
}
