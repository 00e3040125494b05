/**
 * What an application asks of the users of the host tenant: `GET /users` by ids, by an address, or of all guests, `GET /users/{id}`, and
 * `GET /users/delta`.
 *
 * Guests come in pages of `$top`, by object id; a skip token names the last one, and every other one has expired (400).  * A token of changes stands for what everybody was like then; it is forgotten after a while and when a test says so (410). A change names
 * what has changed and nothing else, and pages are small. Other queries are refused.
 * Sources: Graph `List users`, `user: delta`, "Use delta query", "Get incremental changes for users".
 */
import { randomBytes } from 'node:crypto';
import type { Directory } from '../kit/directory.ts';
import type { EmulatedAnswer } from '../kit/emulator.ts';
import { GraphError } from './graph-error.ts';
import type { HostUsers, User } from './host-users.ts';

const TOKENS_MAX = 1_000;
const PAGE = 2;
const IDS_MAX = 15;
const TOP_DEFAULT = 100;
const TOP_MAX = 999;
const readable = [
  'id',
  'displayName',
  'userPrincipalName',
  'mail',
  'userType',
  'accountEnabled',
  'externalUserState',
  'externalUserStateChangeDateTime',
  'createdDateTime',
];

export interface UserQueries {
  list(url: URL): EmulatedAnswer;
  /** Of one, by object id. Throws 404. */
  read(url: URL): EmulatedAnswer;
  readChanges(url: URL): EmulatedAnswer;
  /** Forgets every token of changes. */
  forget(): void;
}

export interface UserQueriesDependencies {
  directory: Directory;
  hostUsers: Pick<HostUsers, 'list' | 'find'>;
}

export function createUserQueries({ directory, hostUsers }: UserQueriesDependencies): UserQueries {
  /** What a token leads to: the users then, and which of the changes since are still to be told. */
  const tokens = new Map<string, { users: Map<string, User>; select: string[]; rest?: User[] }>();

  function remember(value: { users: Map<string, User>; select: string[]; rest?: User[] }): string {
    if (tokens.size >= TOKENS_MAX) tokens.clear();
    const token = randomBytes(24).toString('base64url');
    tokens.set(token, value);
    return token;
  }

  function list(url: URL): EmulatedAnswer {
    if (/^usertype eq 'guest'$/i.test(url.searchParams.get('$filter') ?? '')) return listGuests(url, hostUsers.list());
    const select = readSelect(url);
    const value = filter(url.searchParams.get('$filter') ?? '', hostUsers).map((user) => pick(user, select));
    return { status: 200, body: { '@odata.context': contextOf(url, select), value } };
  }

  function read(url: URL): EmulatedAnswer {
    const id = url.pathname.split('/').at(-1) ?? '';
    const user = hostUsers.list().get(id.toLowerCase());
    const select = readSelect(url);
    if (user) return { status: 200, body: pick(user, select) };
    const text = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
    throw new GraphError(404, 'Request_ResourceNotFound', text);
  }

  function readChanges(url: URL): EmulatedAnswer {
    const given = url.searchParams.get('$deltatoken') ?? url.searchParams.get('$skiptoken');
    const users = hostUsers.list();
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
    return {
      status: 200,
      body: {
        '@odata.context': contextOf(url, select),
        [isLast ? '@odata.deltaLink' : '@odata.nextLink']: link,
        value,
      },
    };
  }

  return { list, read, readChanges, forget: () => tokens.clear() };
}

/** By an address, or by ids. */
function filter(text: string, hostUsers: Pick<HostUsers, 'list' | 'find'>): User[] {
  const [, mail] = /^mail eq '((?:[^']|'')*)'$/.exec(text) ?? [];
  if (mail !== undefined) return [hostUsers.find(mail.replaceAll("''", "'")) ?? []].flat();
  const ids = /^id in \(('[^']+'(?:,'[^']+')*)\)$/.exec(text)?.[1]?.split(',') ?? [];
  if (ids.length === 0) throw new GraphError(400, 'Request_UnsupportedQuery', 'Unsupported Query.');
  if (ids.length > IDS_MAX)
    throw new GraphError(
      400,
      'Request_UnsupportedQuery',
      `Too many child clauses specified in search filter expression containing 'OR' operators: ${ids.length}. Max allowed: ${IDS_MAX}.`,
    );
  const users = hostUsers.list();
  return ids.flatMap((id) => users.get(id.slice(1, -1).toLowerCase()) ?? []);
}

/** One page, by object id. */
function listGuests(url: URL, users: Map<string, User>): EmulatedAnswer {
  const select = readSelect(url);
  const top = readTop(url);
  const after = readSkipToken(url);
  const guests = [...users].filter(([, { userType }]) => userType === 'Guest');
  const rest = guests.filter(([id]) => id > after).sort(([one], [other]) => (one < other ? -1 : 1));
  const value = rest.slice(0, top).map(([, user]) => pick(user, select));
  const last = rest[top - 1]?.[0] ?? '';
  const next = new URL(url);
  next.searchParams.set('$skiptoken', Buffer.from(`guest ${last}`).toString('base64url'));
  const link = rest.length > top && { '@odata.nextLink': next.href };
  return { status: 200, body: { '@odata.context': contextOf(url, select), ...link, value } };
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

function readTop({ searchParams }: URL): number {
  const text = searchParams.get('$top') ?? String(TOP_DEFAULT);
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new GraphError(
    400,
    'Request_UnsupportedQuery',
    `Invalid page size specified: '${text}'. Must be between 1 and ${TOP_MAX} inclusive.`,
  );
}

/** The object id after which it goes on. */
function readSkipToken({ searchParams }: URL): string {
  const token = searchParams.get('$skiptoken');
  if (token === null) return '';
  const [, id] = /^guest ([0-9a-f-]{36})$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (id !== undefined) return id;
  throw new GraphError(
    400,
    'Directory_ExpiredPageToken',
    'The specified page token value has expired and can no longer be included in your request.',
  );
}

function contextOf({ origin }: URL, select: readonly string[]): string {
  return `${origin}/v1.0/$metadata#users(${select.join(',')})`;
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
