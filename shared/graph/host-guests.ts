/**
 * Lists the guests of a host tenant from Graph's directory, page by page, in Graph's own order.
 *
 * It needs an app-only token of that tenant with the permission User.Read.All, and writes nothing. A filter by `userType eq` needs no
 * advanced query parameters. Sources: Graph `List users`, "Advanced query capabilities on Microsoft Entra ID objects".
 */
import { GUEST_PLACE_MAX_CHARACTERS } from '../guest-limits.ts';
import { ConnectorError } from '../errors.ts';
import { createAskDirectory, type AskDirectoryDependencies } from './ask-directory.ts';

/** A guest, as the directory says it. */
export interface DirectoryGuest {
  /** In lower case. */
  hostObjectId: string;
  displayName?: string;
  mail?: string;
  userPrincipalName?: string;
  isEnabled: boolean;
  /** Invited, and the invitation is not accepted. */
  isPending: boolean;
  /** When the invitation was last sent or accepted; else when the account was made. */
  stateSince?: Date;
}

export interface HostGuests {
  /**
   * `place`: where an earlier page said that it goes on; then that page's size holds.
   * @throws ConnectorError `host_tenant_refused` (no permission), `graph_unavailable`, `invalid_request` for a place that Graph has forgotten
   */
  list(accessToken: string, top: number, place?: string): Promise<{ guests: DirectoryGuest[]; place?: string }>;
}

const properties =
  'id,displayName,mail,userPrincipalName,accountEnabled,externalUserState,externalUserStateChangeDateTime,createdDateTime';
const FILTER = encodeURIComponent("userType eq 'Guest'");
const PLACE = /^\/users\?[\x21-\x7e]+$/;

export function createHostGuests(dependencies: AskDirectoryDependencies): HostGuests {
  const { ask, parse, placeOf } = createAskDirectory(dependencies);
  const { readGraphError: readError } = dependencies;
  return {
    async list(accessToken, top, place) {
      if (place !== undefined && !PLACE.test(place)) throw forgotten();
      const answer = await ask(accessToken, place ?? `/users?$filter=${FILTER}&$select=${properties}&$top=${top}`);
      if (place !== undefined && answer.status === 400 && isForgotten(readError(answer))) throw forgotten();
      const page = parse(answer);
      const next = page['@odata.nextLink'];
      return {
        guests: page.value.flatMap(readGuest),
        ...(next !== undefined && { place: placeOf(next, PLACE, GUEST_PLACE_MAX_CHARACTERS) }),
      };
    },
  };
}

/** `Directory_ExpiredPageToken` and its like. */
function isForgotten({ graphCode = '' }: { graphCode?: string }): boolean {
  return /pagetoken|skiptoken/i.test(graphCode);
}

function forgotten(): ConnectorError {
  const detail = 'is one that Microsoft Graph has forgotten; start the list again without it';
  return new ConnectorError('invalid_request', { faults: [{ pointer: 'query:cursor', detail }] });
}

/** @throws ConnectorError `host_tenant_refused` where Graph does not say whether somebody is blocked, as without the permission */
function readGuest(value: unknown): DirectoryGuest[] {
  const user = (value ?? {}) as Record<string, unknown>;
  const { id, accountEnabled: isEnabled, externalUserState: state } = user;
  if (typeof id !== 'string') return [];
  if (typeof isEnabled !== 'boolean')
    throw new ConnectorError('host_tenant_refused', { cause: new Error('Graph does not say who is blocked.') });
  const [displayName, mail, userPrincipalName] = ['displayName', 'mail', 'userPrincipalName'].map((name) =>
    readText(user[name]),
  );
  const stateSince = readTime(user['externalUserStateChangeDateTime']) ?? readTime(user['createdDateTime']);
  return [
    {
      hostObjectId: id.toLowerCase(),
      ...(displayName !== undefined && { displayName }),
      ...(mail !== undefined && { mail }),
      ...(userPrincipalName !== undefined && { userPrincipalName }),
      isEnabled,
      isPending: state === 'PendingAcceptance',
      ...(stateSince && { stateSince }),
    },
  ];
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function readTime(value: unknown): Date | undefined {
  const time = typeof value === 'string' ? new Date(value) : undefined;
  return time && !Number.isNaN(time.getTime()) ? time : undefined;
}
