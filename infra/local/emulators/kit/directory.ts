/**
 * Who exists on the local stack: tenants, people, and what each of them can and cannot do.
 *
 * Entra and Graph read the same directory, so a person signs in under the object id whose mailbox Graph shows.
 * Everything here is public seed data with fixed identifiers; nothing is read from disk or stored.
 */

/** The tenant id under which Microsoft signs personal accounts in. */
export const PERSONAL_TENANT_ID = '9188040d-6c67-4c5b-b112-36a304b66dad';

export interface Tenant {
  id: string;
  name: string;
  domain: string;
  /** Domains that the tenant has proven to own; a domain belongs to one tenant at a time. */
  verifiedDomains: string[];
  /**
   * `admin`: a person's own consent is refused (AADSTS90094) until an administrator approves; `request`: the same,
   * and the person may ask for it on the page (AADSTS90095).
   */
  consent: 'user' | 'admin' | 'request';
}

export interface Person {
  /** Short name by which tests and control calls address the person. */
  key: string;
  displayName: string;
  /** UPN in the home tenant; for accounts without one, the sign-in address. */
  userPrincipalName: string;
  mail: string;
  /** Other addresses of the mailbox. An administrator can write any text into a directory without a mailbox server of its own. */
  aliases: string[];
  /** Where the account lives; `google` and `mail` are identity providers without an Entra tenant. */
  home: { tenantId: string; objectId: string } | { identityProvider: 'google.com' | 'mail' };
  /** Object id in the host tenant, with the UPN the host tenant gave; absent for people who are not in it. */
  host?: { objectId: string; userPrincipalName: string };
  /** What the administrators of the host tenant have done to the account there; absent: nothing. */
  hostAccount?: HostAccount;
  hasMailbox: boolean;
  /** The mailbox is on an Exchange Server of the organisation's own; Graph cannot send from it. */
  isMailboxOnPremises: boolean;
  isAdministrator: boolean;
  /** App roles of the connector that were assigned to the person in the host tenant. */
  appRoles: string[];
  /** Conditional Access refuses the connector's token requests (AADSTS53003) although the sign-in works. */
  isBlockedByPolicy: boolean;
  /** Deleted or disabled in the home tenant: sign-in and refresh there fail. */
  isDisabled: boolean;
}

export interface HostAccount {
  isEnabled?: boolean;
  /** `changed`: it can be restored; `deleted`: it cannot. */
  removed?: 'changed' | 'deleted';
  /** Of a guest's invitation; absent: accepted before anything else happened. */
  invitation?: { state: 'PendingAcceptance' | 'Accepted'; changedAt: string };
}

export interface Directory {
  hostTenant: Tenant;
  tenants: Tenant[];
  people: Person[];
  /** By key; throws when there is no such person. */
  person(key: string): Person;
}

const CONTOSO: Tenant = {
  id: 'c0a7050c-0000-4000-8000-000000000001',
  name: 'Contoso',
  domain: 'contoso.com',
  verifiedDomains: ['contoso.com'],
  consent: 'user',
};
const FABRIKAM: Tenant = {
  id: 'fab21ca3-0000-4000-8000-000000000002',
  name: 'Fabrikam',
  domain: 'fabrikam.com',
  verifiedDomains: ['fabrikam.com'],
  consent: 'user',
};
const NORTHWIND: Tenant = {
  id: 'a0274317-0000-4000-8000-000000000003',
  name: 'Northwind',
  domain: 'northwindtraders.com',
  verifiedDomains: ['northwindtraders.com'],
  consent: 'admin',
};

/** Builds a new directory; `extraGuests` adds guests from Fabrikam (guest001, guest002, …) for load and isolation. */
export function createDirectory({ extraGuests = 0 } = {}): Directory {
  // Copies, because tests change what a tenant allows.
  const [contoso, fabrikam, northwind] = [{ ...CONTOSO }, { ...FABRIKAM }, { ...NORTHWIND }];
  let counter = 0;
  const objectId = (kind: string) => `${kind}-0000-4000-8000-${String(++counter).padStart(12, '0')}`;
  const add = (key: string, tenant: Tenant, options: Partial<Person> = {}): Person => {
    const address = `${key}@${tenant.domain}`;
    const home = { tenantId: tenant.id, objectId: objectId('00000a0e') };
    const isGuest = tenant !== contoso;
    return {
      key,
      displayName: `${key[0]?.toUpperCase()}${key.slice(1)} (${tenant.name})`,
      userPrincipalName: address,
      mail: address,
      aliases: [],
      home,
      host: isGuest
        ? { objectId: objectId('00000b05'), userPrincipalName: guestUserPrincipalName(address) }
        : { objectId: home.objectId, userPrincipalName: address },
      hasMailbox: true,
      isMailboxOnPremises: false,
      isAdministrator: false,
      appRoles: [],
      isBlockedByPolicy: false,
      isDisabled: false,
      ...options,
    };
  };
  const addForeign = (key: string, address: string, home: Person['home']): Person => ({
    ...add(key, fabrikam, { hasMailbox: false }),
    displayName: `${key[0]?.toUpperCase()}${key.slice(1)}`,
    userPrincipalName: address,
    mail: address,
    home,
    host: { objectId: objectId('00000b05'), userPrincipalName: guestUserPrincipalName(address) },
  });
  const people = [
    add('ann', fabrikam),
    add('ben', fabrikam),
    add('mia', contoso),
    add('noa', northwind),
    add('cal', northwind, { isBlockedByPolicy: true }),
    add('lee', fabrikam, { hasMailbox: false }),
    addForeign('pat', 'pat@outlook.com', {
      tenantId: PERSONAL_TENANT_ID,
      objectId: '00000000-0000-0000-66f3-3332eca7ea81',
    }),
    addForeign('otto', 'otto@wingtiptoys.com', { identityProvider: 'mail' }),
    addForeign('gil', 'gil@gmail.com', { identityProvider: 'google.com' }),
    add('admin.contoso', contoso, { isAdministrator: true, appRoles: ['Operate', 'Manage'] }),
    withoutHost(add('admin.fabrikam', fabrikam, { isAdministrator: true })),
    withoutHost(add('admin.northwind', northwind, { isAdministrator: true })),
    ...Array.from({ length: extraGuests }, (_, index) => add(`guest${String(index + 1).padStart(3, '0')}`, fabrikam)),
  ];
  return {
    hostTenant: contoso,
    tenants: [contoso, fabrikam, northwind],
    people,
    person(key) {
      const found = people.find((person) => person.key === key);
      if (!found) throw new Error(`No person in the directory has the key ${key}.`);
      return found;
    },
  };
}

function withoutHost(person: Person): Person {
  const { host: _host, ...rest } = person;
  return rest;
}

/** As Entra makes it of the address that is invited. */
export function guestUserPrincipalName(address: string): string {
  return `${address.replace('@', '_')}#EXT#@contoso.onmicrosoft.com`;
}
