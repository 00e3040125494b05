/**
 * Reads the accounts of a host tenant's people from Graph's directory: what has changed since a place, and some of them as they are.
 *
 * It needs an app-only token of that tenant with the permission User.Read.All, and writes nothing. A place is the address that Graph gave
 * for the next page, below `graphUrl`, so that a stored one leads nowhere else. Sources: Graph `user: delta`, `List users`, "Use delta query".
 */
import { DIRECTORY_PAGE_MAX_BYTES, DIRECTORY_PLACE_MAX_CHARACTERS, DIRECTORY_USERS_MAX } from '../directory-limits.ts';
import { ConnectorError } from '../errors.ts';
import type { HostAccount } from '../host-account.ts';
import type { HttpAnswer } from '../http/http-request.ts';
import { parseRetryAfter } from '../http/retry-after.ts';
import { createCallGraph, type CallGraphDependencies } from './call-graph.ts';
import { catchFault } from './catch-fault.ts';
import { readGraphError } from './read-graph-error.ts';
import { isAnswer } from './reply.ts';

/** A person of the host tenant, by object id in lower case. */
export interface DirectoryAccount {
  hostObjectId: string;
  account: HostAccount;
}

export interface DirectoryChanges {
  removed: DirectoryAccount[];
  /** Object ids of others of whom something has changed; a change may say that alone, so whoever needs to know reads them. */
  changed: string[];
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
  /** Of at most DIRECTORY_USERS_MAX people; whoever is not there is `deleted`. */
  readAccounts(accessToken: string, hostObjectIds: readonly string[]): Promise<DirectoryAccount[]>;
}

const properties = 'id,accountEnabled,externalUserState,externalUserStateChangeDateTime';
const LATEST = `/users/delta?$select=${properties}&$deltatoken=latest`;
const PLACE = /^\/users\/(microsoft\.graph\.)?delta(\(\))?\?[\x21-\x7e]+$/;

export function createHostDirectory(dependencies: CallGraphDependencies & { now: () => Date }): HostDirectory {
  const { graphUrl, now } = dependencies;
  const callGraph = createCallGraph(dependencies);

  async function ask(accessToken: string, path: string): Promise<HttpAnswer> {
    const reply = await catchFault(callGraph(accessToken, { path, responseMaxBytes: DIRECTORY_PAGE_MAX_BYTES }));
    if (isAnswer(reply)) return reply;
    throw new ConnectorError('graph_unavailable', { cause: new Error(`No answer of the directory: ${reply.reason}.`) });
  }

  function parse(answer: HttpAnswer): UntrustedPage {
    const page = answer.status === 200 && answer.isComplete ? parseJson(answer.body) : undefined;
    if (page && Array.isArray(page.value)) return page;
    throw refuse(answer, now());
  }

  /** @throws ConnectorError `graph_unavailable` for an address that is not one of changes */
  function placeOf(link: unknown): string {
    const place = typeof link === 'string' && link.startsWith(graphUrl) ? link.slice(graphUrl.length) : '';
    if (PLACE.test(place) && place.length <= DIRECTORY_PLACE_MAX_CHARACTERS) return place;
    throw new ConnectorError('graph_unavailable', { cause: new Error('The directory said no place to go on from.') });
  }

  return {
    async readLatestPlace(accessToken) {
      return placeOf(parse(await ask(accessToken, LATEST))['@odata.deltaLink']);
    },
    async readChanges(accessToken, place) {
      if (!PLACE.test(place)) return 'expired';
      const answer = await ask(accessToken, place);
      if (isExpired(answer)) return 'expired';
      const page = parse(answer);
      const next = page['@odata.nextLink'];
      const accounts = page.value.flatMap(readAccount);
      return {
        removed: accounts.filter(({ account }) => account.kind !== 'present'),
        changed: accounts.filter(({ account }) => account.kind === 'present').map(({ hostObjectId }) => hostObjectId),
        place: placeOf(next ?? page['@odata.deltaLink']),
        isLast: next === undefined,
      };
    },
    async readAccounts(accessToken, hostObjectIds) {
      if (hostObjectIds.length > DIRECTORY_USERS_MAX) throw new RangeError('Too many people for one request.');
      if (hostObjectIds.length === 0) return [];
      const filter = `id in (${hostObjectIds.map((id) => `'${id}'`).join(',')})`;
      const path = `/users?$select=${properties}&$top=${DIRECTORY_USERS_MAX}&$filter=${encodeURIComponent(filter)}`;
      const found = parse(await ask(accessToken, path)).value.flatMap(readAccount);
      return hostObjectIds.map(
        (hostObjectId) =>
          found.find((one) => one.hostObjectId === hostObjectId) ?? { hostObjectId, account: { kind: 'deleted' } },
      );
    },
  };
}

interface UntrustedPage {
  value: unknown[];
  '@odata.nextLink'?: unknown;
  '@odata.deltaLink'?: unknown;
}

function readAccount(value: unknown): DirectoryAccount[] {
  const user = (value ?? {}) as Record<string, unknown>;
  const { id, accountEnabled, externalUserState: state, externalUserStateChangeDateTime: changedAt } = user;
  if (typeof id !== 'string') return [];
  const hostObjectId = id.toLowerCase();
  const removed = user['@removed'] as { reason?: unknown } | undefined;
  if (removed) return [{ hostObjectId, account: { kind: removed.reason === 'deleted' ? 'gone' : 'deleted' } }];
  const stateSince = typeof changedAt === 'string' ? new Date(changedAt) : undefined;
  const hasTime = stateSince !== undefined && !Number.isNaN(stateSince.getTime());
  const isPending = state === 'PendingAcceptance';
  const isEnabled = accountEnabled === true;
  return [{ hostObjectId, account: { kind: 'present', isEnabled, isPending, ...(hasTime && { stateSince }) } }];
}

/** 410, and what older parts of the directory answer in its place. */
function isExpired(answer: HttpAnswer): boolean {
  if (answer.status === 410) return true;
  const { graphCode = '' } = readGraphError(answer);
  return answer.status >= 400 && answer.status < 500 && /syncstate|resync/i.test(graphCode);
}

function refuse(answer: HttpAnswer, now: Date): ConnectorError {
  const { status, headers } = answer;
  const { graphCode, requestId } = readGraphError(answer);
  const code = status === 401 || status === 403 ? 'host_tenant_refused' : 'graph_unavailable';
  const retryAfterSeconds = parseRetryAfter(headers['retry-after'], now);
  return new ConnectorError(code, {
    cause: new Error(`Graph answered ${status} to a request for people of the host tenant.`),
    ...(graphCode && { upstreamCode: graphCode }),
    ...(requestId && { upstreamRequestId: requestId }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

function parseJson(body: Buffer): UntrustedPage | undefined {
  try {
    return (JSON.parse(body.toString()) as UntrustedPage | null) ?? undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
