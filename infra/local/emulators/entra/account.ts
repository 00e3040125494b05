/**
 * The account under which a person signs in to one tenant, or why they cannot.
 *
 * Members exist in their home tenant, guests in the host tenant. `uid` and `utid` are the home identity, except for
 * guests without a home tenant (passcode, Google), whose home is the guest object itself.
 */
import { PERSONAL_TENANT_ID, type Directory, type Person } from '../kit/directory.ts';
import type { Authority } from './authority.ts';
import { EntraError, type ErrorValues } from './errors.ts';
import type { Registration } from './registration.ts';

export interface Account {
  person: Person;
  tenantId: string;
  objectId: string;
  /** UPN in this tenant. */
  userPrincipalName: string;
  /** Value of `idp`; absent for members. */
  identityProvider?: string;
  uid: string;
  utid: string;
}

/** The person's account in a tenant; undefined when the tenant does not know them. */
export function findAccount(person: Person, tenantId: string, directory: Directory): Account | undefined {
  const { home, host } = person;
  if ('tenantId' in home && home.tenantId === tenantId) {
    const { userPrincipalName } = person;
    return { person, tenantId, objectId: home.objectId, userPrincipalName, uid: home.objectId, utid: tenantId };
  }
  if (tenantId !== directory.hostTenant.id || !host || person.hostAccount?.removed) return undefined;
  const account = { person, tenantId, objectId: host.objectId, userPrincipalName: host.userPrincipalName };
  const identityProvider = identityProviderOf(person);
  return 'tenantId' in home
    ? { ...account, identityProvider, uid: home.objectId, utid: home.tenantId }
    : { ...account, identityProvider, uid: host.objectId, utid: tenantId };
}

/** The account under which a person signs in at an authority; throws 50020 or 50034 when there is none. */
export function resolveAccount(
  person: Person,
  authority: Authority,
  registration: Registration,
  directory: Directory,
): Account {
  const values: ErrorValues = {
    account: person.userPrincipalName,
    idp: identityProviderOf(person),
    client: registration.clientId,
    name: registration.name,
  };
  if (authority.kind === 'tenant') {
    const account = findAccount(person, authority.tenant.id, directory);
    if (account) return account;
    throw new EntraError(50020, { ...values, tenant: authority.tenant.name });
  }
  const { home } = person;
  if (!('tenantId' in home)) throw new EntraError(50034, { ...values, tenant: authority.segment });
  const account = home.tenantId === PERSONAL_TENANT_ID ? undefined : findAccount(person, home.tenantId, directory);
  if (account) return account;
  throw new EntraError(50020, { ...values, tenant: 'Microsoft Services' });
}

/** Throws 50057 when the account's home refuses it: at the home tenant always, elsewhere for a new sign-in; and when it is blocked there. */
export function assertEnabled(account: Account, isNewSignIn: boolean): void {
  if (account.identityProvider && account.person.hostAccount?.isEnabled === false) throw new EntraError(50057);
  if (account.person.isDisabled && (isNewSignIn || !account.identityProvider)) throw new EntraError(50057);
}

/** Whether the account may approve for its whole tenant. */
export function isTenantAdministrator(account: Account): boolean {
  return account.person.isAdministrator && !account.identityProvider;
}

/** The opaque value of the optional claim `login_hint`. */
export function buildLoginHint(person: Person): string {
  return `O.${Buffer.from(JSON.stringify({ v: 1, key: person.key })).toString('base64url')}`;
}

/** Finds the person a `login_hint` means: by the opaque value, or by an address in any case. */
export function findPersonByHint(hint: string, directory: Directory): Person | undefined {
  const opaque = directory.people.find((person) => buildLoginHint(person) === hint);
  if (opaque) return opaque;
  const address = hint.trim().toLowerCase();
  return directory.people.find((person) =>
    [person.userPrincipalName, person.mail].some((one) => one.toLowerCase() === address),
  );
}

function identityProviderOf({ home }: Person): string {
  if (!('tenantId' in home)) return home.identityProvider;
  return home.tenantId === PERSONAL_TENANT_ID ? 'live.com' : `https://sts.windows.net/${home.tenantId}/`;
}
