/**
 * The users of the host tenant as an app reads them: `GET /users` by ids, and `GET /users/delta`.
 *
 * It needs an app-only token of that tenant with User.Read.All. A token of changes stands for what everybody was like then; it is forgotten
 * after a while and when a test says so (410). A change names what has changed and nothing else, and pages are small. Other queries are refused.
 * Sources: Graph `user: delta`, "Use delta query", "Get incremental changes for users".
 */
import { randomBytes } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { createAccessTokenCheck, type AccessTokenProblem } from '../kit/access-token.ts';
import type { Directory } from '../kit/directory.ts';
import type { EmulatedAnswer, EmulatedRequest } from '../kit/emulator.ts';
import type { TokenSigner } from '../kit/token-signer.ts';
import { GraphError } from './graph-error.ts';

const AUDIENCES = ['https://graph.microsoft.com', '00000003-0000-0000-c000-000000000000'];
const TOKENS_MAX = 1_000;
const PAGE = 2;
const IDS_MAX = 15;
const ROLES = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'];
const readable = [
  'id',
  'displayName',
  'userPrincipalName',
  'mail',
  'accountEnabled',
  'externalUserState',
  'externalUserStateChangeDateTime',
];

type User = Record<string, unknown> & { id: string };

export interface HostUsers {
  /** Undefined for another path, and for a token of a person, which `GET /users/{id}` judges. */
  answer(request: EmulatedRequest): Promise<EmulatedAnswer | undefined>;
  /** Forgets every token of changes. */
  forget(): void;
}

export interface HostUsersDependencies {
  directory: Directory;
  signer: TokenSigner;
  now: () => Date;
}

export function createHostUsers({ directory, signer, now }: HostUsersDependencies): HostUsers {
  const check = createAccessTokenCheck({ signer, audiences: AUDIENCES, now });
  /** What a token leads to: the users then, and which of the changes since are still to be told. */
  const tokens = new Map<string, { users: Map<string, User>; select: string[]; rest?: User[] }>();

  function remember(value: { users: Map<string, User>; select: string[]; rest?: User[] }): string {
    if (tokens.size >= TOKENS_MAX) tokens.clear();
    const token = randomBytes(24).toString('base64url');
    tokens.set(token, value);
    return token;
  }

  function list(url: URL): EmulatedAnswer {
    const select = readSelect(url);
    const ids = /^id in \(('[^']+'(?:,'[^']+')*)\)$/.exec(url.searchParams.get('$filter') ?? '')?.[1]?.split(',') ?? [];
    if (ids.length === 0) throw new GraphError(400, 'Request_UnsupportedQuery', 'Unsupported Query.');
    if (ids.length > IDS_MAX)
      throw new GraphError(
        400,
        'Request_UnsupportedQuery',
        `Too many child clauses specified in search filter expression containing 'OR' operators: ${ids.length}. Max allowed: ${IDS_MAX}.`,
      );
    const users = readUsers(directory);
    const value = ids.flatMap((id) => users.get(id.slice(1, -1).toLowerCase()) ?? []).map((user) => pick(user, select));
    return {
      status: 200,
      body: { '@odata.context': `${url.origin}/v1.0/$metadata#users(${select.join(',')})`, value },
    };
  }

  function readChanges(url: URL): EmulatedAnswer {
    const given = url.searchParams.get('$deltatoken') ?? url.searchParams.get('$skiptoken');
    const users = readUsers(directory);
    if (given === 'latest') return page(url, { users, select: readSelect(url), rest: [] });
    if (given === null) return page(url, { users, select: readSelect(url), rest: [...users.values()] });
    const known = tokens.get(given);
    if (!known)
      throw new GraphError(
        410,
        'syncStateNotFound',
        'The sync state generation is not found; please perform full synchronization.',
        {
          Location: `${url.origin}${url.pathname}`,
        },
      );
    if (known.rest) return page(url, { ...known, rest: known.rest });
    return page(url, { users, select: known.select, rest: compare(known.users, users, known.select, directory) });
  }

  function page(
    url: URL,
    { users, select, rest }: { users: Map<string, User>; select: string[]; rest: User[] },
  ): EmulatedAnswer {
    const value = rest.slice(0, PAGE).map((user) => pick(user, [...select, '@removed']));
    const isLast = rest.length <= PAGE;
    const token = remember(isLast ? { users, select } : { users, select, rest: rest.slice(PAGE) });
    const link = `${url.origin}${url.pathname}?${isLast ? '$deltatoken' : '$skiptoken'}=${token}`;
    const context = `${url.origin}/v1.0/$metadata#users(${select.join(',')})`;
    return {
      status: 200,
      body: { '@odata.context': context, [isLast ? '@odata.deltaLink' : '@odata.nextLink']: link, value },
    };
  }

  return {
    async answer(request) {
      const path = request.url.pathname
        .toLowerCase()
        .replace(/\/microsoft\.graph\.delta(\(\))?$|\/delta\(\)$/, '/delta');
      if (request.method !== 'GET' || !/^\/v1\.0\/users(\/delta)?$/.test(path)) return undefined;
      requireReader(await check(request.headers.authorization), directory.hostTenant.id);
      return path === '/v1.0/users' ? list(request.url) : readChanges(request.url);
    },
    forget: () => tokens.clear(),
  };
}

/** Throws 401 for what is no token, 403 for one of another tenant or without a role. */
function requireReader(token: JWTPayload | AccessTokenProblem, hostTenantId: string): void {
  if (typeof token === 'string')
    throw new GraphError(401, 'InvalidAuthenticationToken', 'Access token validation failure.');
  const { roles } = token;
  const isAllowed = Array.isArray(roles) && roles.some((role) => ROLES.includes(String(role)));
  if (!isAllowed || token['tid'] !== hostTenantId)
    throw new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
}

/** Everybody who is in the host tenant now, by object id. */
function readUsers({ people, hostTenant }: Directory): Map<string, User> {
  return new Map(
    people.flatMap(({ host, home, hostAccount = {}, displayName, mail }): [string, User][] => {
      if (!host || hostAccount.removed) return [];
      const isMember = 'tenantId' in home && home.tenantId === hostTenant.id;
      const { state, changedAt } = hostAccount.invitation ?? { state: 'Accepted', changedAt: '2026-01-05T08:00:00Z' };
      const user = {
        id: host.objectId,
        displayName,
        userPrincipalName: host.userPrincipalName,
        mail,
        accountEnabled: hostAccount.isEnabled ?? true,
        externalUserState: isMember ? null : state,
        externalUserStateChangeDateTime: isMember ? null : changedAt,
      };
      return [[host.objectId.toLowerCase(), user]];
    }),
  );
}

/** Who came, who changed in something that is selected, with that alone, and who went. */
function compare(before: Map<string, User>, after: Map<string, User>, select: string[], { people }: Directory): User[] {
  const changed = [...after].flatMap(([id, user]): User[] => {
    const former = before.get(id);
    if (!former) return [user];
    const names = select.filter((name) => former[name] !== user[name]);
    return names.length > 0 ? [{ ...pick(user, names), id: user.id }] : [];
  });
  const gone = [...before.values()].filter(({ id }) => !after.has(id.toLowerCase()));
  const removed = gone.map(({ id }): User => {
    const { hostAccount } = people.find(({ host }) => host?.objectId === id) ?? {};
    return { id, '@removed': { reason: hostAccount?.removed ?? 'deleted' } };
  });
  return [...changed, ...removed];
}

function readSelect({ searchParams }: URL): string[] {
  const select = (searchParams.get('$select') ?? 'id,displayName,userPrincipalName,mail').split(',');
  const unknown = select.find((name) => !readable.includes(name));
  if (unknown === undefined) return select;
  throw new GraphError(
    400,
    'BadRequest',
    `Parsing OData Select and Expand failed: Could not find a property named '${unknown}' on type 'microsoft.graph.user'.`,
  );
}

function pick(user: User, names: string[]): User {
  return Object.fromEntries(['id', ...names].filter((name) => name in user).map((name) => [name, user[name]])) as User;
}
