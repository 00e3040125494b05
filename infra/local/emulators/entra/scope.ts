/**
 * Scopes: what an application asks for, on which resource, and who may grant it.
 *
 * A name without a resource, and every OpenID Connect scope, belongs to Microsoft Graph. Names are compared without
 * case and kept in the case of their resource. An unknown resource or name is refused, as Entra does.
 */
import { EntraError } from './errors.ts';
import { findRegistration, type Registration } from './registration.ts';

/** The client id of Microsoft Graph in every tenant. */
export const GRAPH_RESOURCE_ID = '00000003-0000-0000-c000-000000000000';

const OPENID_SCOPES = ['openid', 'profile', 'email', 'offline_access'];

interface Permission {
  title: string;
  /** The Microsoft-managed user-consent policy leaves it to administrators. */
  isAdministratorOnly?: boolean;
}

/** The Graph permissions that exist here, with what the consent page calls them. */
const GRAPH_PERMISSIONS: Record<string, Permission> = {
  openid: { title: 'Sign you in' },
  profile: { title: 'View your basic profile' },
  email: { title: 'View your email address' },
  offline_access: { title: 'Maintain access to data you have given it access to' },
  'User.Read': { title: 'Sign you in and read your profile' },
  'User.ReadBasic.All': { title: "Read all users' basic profiles" },
  'Mail.Send': { title: 'Send mail as you' },
  'Mail.Send.Shared': { title: 'Send mail on behalf of others', isAdministratorOnly: true },
  'Mail.Read': { title: 'Read your mail', isAdministratorOnly: true },
  'Mail.ReadBasic': { title: 'Read your basic mail', isAdministratorOnly: true },
  'Mail.ReadWrite': { title: 'Read and write access to your mail', isAdministratorOnly: true },
  'MailboxSettings.Read': { title: 'Read your mailbox settings', isAdministratorOnly: true },
};

export interface Scope {
  /** Client id of the resource. */
  resourceId: string;
  name: string;
}

export interface ScopeRequest {
  scopes: Scope[];
  /** The prefix of each resource's names, so that the answer can repeat it. */
  prefixes: Map<string, string>;
  /** `.default` was requested: everything consented. */
  isDefault: boolean;
}

/** One text per scope, for sets. */
export function scopeKey({ resourceId, name }: Scope): string {
  return `${resourceId}/${name}`;
}

/** Whether a scope only concerns signing in. */
export function isOpenIdScope(scope: Scope): boolean {
  return scope.resourceId === GRAPH_RESOURCE_ID && OPENID_SCOPES.includes(scope.name);
}

/** Whether tenants leave this permission to administrators even where people may consent. */
export function isAdministratorOnly(scope: Scope): boolean {
  return scope.resourceId === GRAPH_RESOURCE_ID && GRAPH_PERMISSIONS[scope.name]?.isAdministratorOnly === true;
}

/** What the consent page says. */
export function describeScope(scope: Scope): string {
  return (scope.resourceId === GRAPH_RESOURCE_ID && GRAPH_PERMISSIONS[scope.name]?.title) || `Use ${scope.name}`;
}

/** Reads a `scope` parameter; throws 70011, 500011 or 650053. `.default` becomes the client's static list. */
export function parseScopes(value: string, client: Registration, registrations: Registration[]): ScopeRequest {
  const request: ScopeRequest = { scopes: [], prefixes: new Map(), isDefault: false };
  const known = new Set<string>();
  const add = (scope: Scope) => {
    if (known.has(scopeKey(scope))) return;
    known.add(scopeKey(scope));
    request.scopes.push(scope);
  };
  for (const word of value.split(' ').filter(Boolean)) {
    if (!/^[\w.:/-]+$/.test(word)) throw new EntraError(70011, { value: word });
    const { resourceId, prefix, name } = splitScope(word, registrations);
    if (name === '.default') {
      request.isDefault = true;
      request.prefixes.set(resourceId, prefix);
      for (const scope of listDefaultScopes(client, resourceId)) add(scope);
      continue;
    }
    const scope = findScope({ resourceId, name }, client, registrations);
    if (prefix || !request.prefixes.has(resourceId)) request.prefixes.set(resourceId, prefix);
    add(scope);
  }
  return request;
}

/** Reads the `scope` of a token request; one without names means what was requested before, prefixes included. */
export function parseScopesOr(
  value: string,
  before: ScopeRequest,
  client: Registration,
  registrations: Registration[],
): ScopeRequest {
  const request = parseScopes(value, client, registrations);
  return request.scopes.length > 0 || request.isDefault ? request : before;
}

/** The resource that a token request is about; throws 28000 when it names two. Sign-in scopes alone mean Graph. */
export function findResource(scopes: Scope[], value: string): string {
  const resources = new Set(scopes.filter((scope) => !isOpenIdScope(scope)).map((scope) => scope.resourceId));
  if (resources.size > 1) throw new EntraError(28000, { value });
  return [...resources][0] ?? GRAPH_RESOURCE_ID;
}

/** Splits off the resource; throws 500011 for one that is not registered. */
export function splitScope(word: string, registrations: Registration[]) {
  const slash = word.lastIndexOf('/');
  if (slash < 0) return { resourceId: GRAPH_RESOURCE_ID, prefix: '', name: word };
  const prefix = word.slice(0, slash + 1);
  const identifier = word.slice(0, slash).replace(/\/$/, '').toLowerCase();
  const name = word.slice(slash + 1);
  if (identifier === 'https://graph.microsoft.com' || identifier === GRAPH_RESOURCE_ID)
    return { resourceId: GRAPH_RESOURCE_ID, prefix, name };
  const registration = findRegistration(registrations, identifier.replace(/^api:\/\//, ''));
  if (!registration) throw new EntraError(500011, { value: identifier, tenant: 'the directory' });
  return { resourceId: registration.clientId, prefix, name };
}

function findScope(scope: Scope, client: Registration, registrations: Registration[]): Scope {
  const { resourceId } = scope;
  const names =
    resourceId === GRAPH_RESOURCE_ID
      ? Object.keys(GRAPH_PERMISSIONS)
      : (findRegistration(registrations, resourceId)?.scopes ?? []);
  const name = names.find((one) => one.toLowerCase() === scope.name.toLowerCase());
  if (!name) throw new EntraError(650053, { name: client.name, value: scope.name, resource: resourceId });
  return { resourceId, name };
}

function listDefaultScopes(client: Registration, resourceId: string): Scope[] {
  return resourceId === GRAPH_RESOURCE_ID ? client.requiredScopes.map((name) => ({ resourceId, name })) : [];
}
