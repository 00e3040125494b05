/**
 * The board of a host tenant: its guests, page by page, with how each is connected.
 *
 * Guests come from the directory, and after them the connections of people who are not there any more; where the directory is refused,
 * everybody who ever connected. A page costs the same however many there are. A filter looks at a bounded number of pages, so an answer
 * may be short, or empty, although there is more. It writes nothing.
 */
import { hasCode, type ConnectorError } from '../errors.ts';
import { STATUS_LOOKS_MAX, STATUS_PAGE_MAX } from '../guest-limits.ts';
import type { ErrorCode, Who } from '../outcomes.ts';
import { describeGuest, type GuestStatus } from './describe-guest.ts';
import type { GuestState } from './guest-state.ts';
import type { StatusCursors, StatusPlace } from './status-cursors.ts';
import type { LookAtStatus, StatusLook } from './status-looks.ts';

export interface StatusQuery {
  hostTenantId: string;
  /** At most STATUS_PAGE_MAX, which is also the default. */
  top?: number;
  cursor?: string;
  state?: GuestState;
  /** Leaves out everybody who never connected. */
  homeTenantId?: string;
}

export interface StatusPage {
  /** `connections`: only those who ever connected, because the directory was refused. */
  source: 'directory' | 'connections';
  /** Why the directory was not read, on the first page. */
  refusal?: { code: ErrorCode; upstreamCode?: string; who: Who; detail: string };
  guests: GuestStatus[];
  /** There may be more. */
  cursor?: string;
}

/** @throws ConnectorError `invalid_request` for a cursor, `graph_unavailable`, `host_tenant_refused` on a later page, `storage_…` */
export type ListStatus = (query: StatusQuery) => Promise<StatusPage>;

export interface ListStatusDependencies {
  look: LookAtStatus;
  cursors: StatusCursors;
  now: () => Date;
}

const REFUSED_DETAIL =
  'The directory of this host tenant may not be read, so only people who have ever connected are listed. An administrator of the host tenant gives the app the permission User.Read.All of Microsoft Graph there (allow-directory.sh).';

export function createListStatus({ look, cursors, now }: ListStatusDependencies): ListStatus {
  /** The first page; of connections, with the reason, where the directory is refused. */
  async function begin(hostTenantId: string, top: number): Promise<StatusLook & Pick<StatusPage, 'refusal'>> {
    try {
      return await look(hostTenantId, top, { list: 'directory' });
    } catch (error) {
      if (!hasCode(error, 'host_tenant_refused')) throw error;
      return { ...(await look(hostTenantId, top, { list: 'connections' })), refusal: describeRefusal(error) };
    }
  }

  return async (query) => {
    const { hostTenantId, cursor } = query;
    const top = Math.min(Math.max(Math.trunc(query.top ?? STATUS_PAGE_MAX), 1), STATUS_PAGE_MAX);
    let place = cursor === undefined ? undefined : await cursors.open(hostTenantId, cursor);
    let source: StatusPage['source'] = place?.list === 'connections' ? 'connections' : 'directory';
    let refusal: StatusPage['refusal'];
    let guests: GuestStatus[] = [];
    for (let looks = 0; looks < STATUS_LOOKS_MAX; looks++) {
      const found: Awaited<ReturnType<typeof begin>> = place
        ? await look(hostTenantId, top, place)
        : await begin(hostTenantId, top);
      if (found.refusal) [source, refusal] = ['connections', found.refusal];
      guests = found.known.map((one) => describeGuest(one, now())).filter((one) => isWanted(one, query));
      place = found.next && mayHold(found.next, query) ? found.next : undefined;
      if (guests.length > 0 || !place) break;
    }
    const next = place && (await cursors.seal(hostTenantId, place));
    return { source, ...(refusal && { refusal }), guests, ...(next && { cursor: next }) };
  };
}

/** Whoever is not in the directory any more is suspended, and nothing else. */
function mayHold({ list }: StatusPlace, { state }: StatusQuery): boolean {
  return list !== 'departed' || state === undefined || state === 'suspended';
}

function isWanted(guest: GuestStatus, { state, homeTenantId }: StatusQuery): boolean {
  return (
    (state === undefined || guest.state === state) &&
    (homeTenantId === undefined || guest.homeTenantId === homeTenantId)
  );
}

function describeRefusal({ code, upstreamCode }: ConnectorError): NonNullable<StatusPage['refusal']> {
  return { code, ...(upstreamCode !== undefined && { upstreamCode }), who: 'host_admin', detail: REFUSED_DETAIL };
}
