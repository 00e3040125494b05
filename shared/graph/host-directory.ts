/**
 * Reads the accounts of a host tenant's people from Graph's directory: what has changed since a place, and some of them as they are.
 *
 * It needs an app-only token of that tenant with the permission User.Read.All, and writes nothing. A place is the address that Graph gave
 * for the next page, below `graphUrl`, so that a stored one leads nowhere else. Sources: Graph `user: delta`, `List users`, "Use delta query".
 */
import { DIRECTORY_USERS_MAX } from '../directory-limits.ts';
import { ConnectorError } from '../errors.ts';
import type { HostAccount } from '../host-account.ts';
import type { HttpAnswer } from '../http/http-request.ts';
import { createAskDirectory, parseJson, type AskDirectoryDependencies } from './ask-directory.ts';
import type { GraphFailure } from './read-graph-error.ts';

/** A person of the host tenant, by object id in lower case. */
export interface DirectoryAccount {
  hostObjectId: string;
  account: HostAccount;
}

export interface DirectoryChanges {
  /**
   * Of whom something has changed, by object id in lower case. A change may be told again, out of order, and without what did not change,
   * so whoever acts on one reads the account. `isGone`: it was deleted for good, if it is not there.
   */
  changed: { hostObjectId: string; isGone: boolean }[];
  /** Where it goes on. */
  place: string;
  /** Nothing more has changed at the moment. */
  isLast: boolean;
}

/** Every method throws ConnectorError `host_tenant_refused` (no permission), `graph_unavailable`. */
export interface HostDirectory {
  /** The place from which everything that changes from now on is found. */
  readLatestPlace(accessToken: string): Promise<string>;
  /** One page; `expired`: Graph does not know the place any more, and whoever reads begins anew. */
  readChanges(accessToken: string, place: string): Promise<DirectoryChanges | 'expired'>;
  /** Of at most DIRECTORY_USERS_MAX people; `deleted` is whom Graph, asked for them alone, does not know. */
  readAccounts(accessToken: string, hostObjectIds: readonly string[]): Promise<DirectoryAccount[]>;
}

const properties = 'id,accountEnabled,externalUserState,externalUserStateChangeDateTime';
const LATEST = `/users/delta?$select=${properties}&$deltatoken=latest`;
const PLACE = /^\/users\/(microsoft\.graph\.)?delta(\(\))?\?[\x21-\x7e]+$/;

export type HostDirectoryDependencies = AskDirectoryDependencies;

export function createHostDirectory(dependencies: HostDirectoryDependencies): HostDirectory {
  const { ask, parse, refuse, placeOf: checkPlace } = createAskDirectory(dependencies);
  const { readGraphError: readError } = dependencies;
  const placeOf = (link: unknown) => checkPlace(link, PLACE);

  /** A list without somebody proves nothing: it may be a page of more. */
  async function readOne(accessToken: string, hostObjectId: string): Promise<DirectoryAccount> {
    const answer = await ask(accessToken, `/users/${hostObjectId}?$select=${properties}`);
    const failure = readError(answer);
    if (answer.status === 404 && failure.graphCode === 'Request_ResourceNotFound')
      return { hostObjectId, account: { kind: 'deleted' } };
    const account = answer.status === 200 && answer.isComplete ? readAccount(parseJson(answer.body)) : undefined;
    if (account?.hostObjectId === hostObjectId) return account;
    throw refuse(answer, failure);
  }

  return {
    async readLatestPlace(accessToken) {
      return placeOf(parse(await ask(accessToken, LATEST))['@odata.deltaLink']);
    },
    async readChanges(accessToken, place) {
      if (!PLACE.test(place)) return 'expired';
      const answer = await ask(accessToken, place);
      if (isExpired(answer, readError(answer))) return 'expired';
      const page = parse(answer);
      const next = page['@odata.nextLink'];
      return {
        changed: page.value.flatMap(readChange),
        place: placeOf(next ?? page['@odata.deltaLink']),
        isLast: next === undefined,
      };
    },
    async readAccounts(accessToken, hostObjectIds) {
      if (hostObjectIds.length > DIRECTORY_USERS_MAX) throw new RangeError('Too many people for one request.');
      if (hostObjectIds.length === 0) return [];
      const filter = `id in (${hostObjectIds.map((id) => `'${id}'`).join(',')})`;
      const path = `/users?$select=${properties}&$top=${DIRECTORY_USERS_MAX}&$filter=${encodeURIComponent(filter)}`;
      const found = new Map<string, DirectoryAccount>();
      for (const user of parse(await ask(accessToken, path)).value) {
        const account = readAccount(user);
        if (account) found.set(account.hostObjectId, account);
      }
      const accounts: DirectoryAccount[] = [];
      for (const id of hostObjectIds) accounts.push(found.get(id) ?? (await readOne(accessToken, id)));
      return accounts;
    },
  };
}

function readChange(value: unknown): DirectoryChanges['changed'] {
  const { id, '@removed': removed } = (value ?? {}) as { id?: unknown; '@removed'?: { reason?: unknown } | null };
  return typeof id === 'string' ? [{ hostObjectId: id.toLowerCase(), isGone: removed?.reason === 'deleted' }] : [];
}

/** @throws ConnectorError `host_tenant_refused` where Graph does not say whether somebody is blocked, as without the permission */
function readAccount(value: unknown): DirectoryAccount | undefined {
  const user = (value ?? {}) as Record<string, unknown>;
  const { id, accountEnabled: isEnabled, externalUserState: state, externalUserStateChangeDateTime: changedAt } = user;
  if (typeof id !== 'string') return undefined;
  if (typeof isEnabled !== 'boolean')
    throw new ConnectorError('host_tenant_refused', {
      cause: new Error('Graph does not say whether people are blocked.'),
    });
  const stateSince = typeof changedAt === 'string' ? new Date(changedAt) : undefined;
  const hasTime = stateSince !== undefined && !Number.isNaN(stateSince.getTime());
  const isPending = state === 'PendingAcceptance';
  const account: HostAccount = { kind: 'present', isEnabled, isPending, ...(hasTime && { stateSince }) };
  return { hostObjectId: id.toLowerCase(), account };
}

/** 410, and what older parts of the directory answer in its place. */
function isExpired({ status }: HttpAnswer, { graphCode = '' }: GraphFailure): boolean {
  return status === 410 || (status >= 400 && status < 500 && /syncstate|resync/i.test(graphCode));
}
