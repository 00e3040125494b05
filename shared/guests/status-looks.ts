/**
 * One page of a board, as it is found: guests of the directory, connections of people who are not there any more, or all connections.
 *
 * Of each person one grant is read, a few at once. It filters nothing, and writes nothing.
 */
import { DIRECTORY_BATCH_MAX, DIRECTORY_USERS_MAX } from '../directory-limits.ts';
import { hasCode } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import type { Senders } from '../grants/senders.ts';
import type { HostDirectory } from '../graph/host-directory.ts';
import type { HostGuests } from '../graph/host-guests.ts';
import { STATUS_READS_AT_ONCE } from '../guest-limits.ts';
import type { KnownGuest } from './describe-guest.ts';
import type { StatusPlace } from './status-cursors.ts';

export interface StatusLook {
  known: KnownGuest[];
  /** Where the next begins. */
  next?: StatusPlace;
}

/** @throws ConnectorError `host_tenant_refused`, `graph_unavailable`, `invalid_request` for a place that was forgotten, `storage_…` */
export type LookAtStatus = (hostTenantId: string, top: number, place: StatusPlace) => Promise<StatusLook>;

export interface StatusLooksDependencies {
  hostGuests: HostGuests;
  directory: Pick<HostDirectory, 'readAccounts'>;
  /** App-only, of a host tenant, for Graph. */
  readHostToken: (hostTenantId: string) => Promise<string>;
  senders: Pick<Senders, 'read' | 'judge' | 'list'>;
}

export function createLookAtStatus(dependencies: StatusLooksDependencies): LookAtStatus {
  const { hostGuests, directory, readHostToken, senders } = dependencies;

  async function readGrant(hostTenantId: string, hostObjectId: string): Promise<Partial<KnownGuest>> {
    try {
      const { grant, tokens } = await senders.read({ hostTenantId, hostObjectId });
      return grant ? { grant: await senders.judge(grant), ...(tokens && { tokens }) } : {};
    } catch (error) {
      // One spoilt record keeps nobody else from the board.
      if (!hasCode(error, 'sealed_record_refused')) throw error;
      return { isRefused: true };
    }
  }

  /** In the same order. */
  async function readGrants(hostTenantId: string, people: readonly KnownGuest[]): Promise<KnownGuest[]> {
    const read = new Map<string, Partial<KnownGuest>>();
    await forEachConcurrently(people, STATUS_READS_AT_ONCE, async ({ hostObjectId }) => {
      read.set(hostObjectId, await readGrant(hostTenantId, hostObjectId));
    });
    return people.map((one) => ({ ...one, ...read.get(one.hostObjectId) }));
  }

  async function lookInDirectory(hostTenantId: string, top: number, at?: string): Promise<StatusLook> {
    const { guests, place } = await hostGuests.list(await readHostToken(hostTenantId), top, at);
    const known = await readGrants(
      hostTenantId,
      guests.map((user) => ({ hostObjectId: user.hostObjectId, user })),
    );
    return { known, next: place === undefined ? { list: 'departed' } : { list: 'directory', at: place } };
  }

  async function lookForDeparted(hostTenantId: string, top: number, at?: string): Promise<StatusLook> {
    const page = await senders.list(hostTenantId, Math.min(top, DIRECTORY_BATCH_MAX), at);
    const ids = page.grants.map(({ sender }) => sender.hostObjectId);
    const token = ids.length === 0 ? '' : await readHostToken(hostTenantId);
    const deleted = new Set<string>();
    for (let start = 0; start < ids.length; start += DIRECTORY_USERS_MAX) {
      const accounts = await directory.readAccounts(token, ids.slice(start, start + DIRECTORY_USERS_MAX));
      for (const { hostObjectId, account } of accounts) if (account.kind === 'deleted') deleted.add(hostObjectId);
    }
    const departed = page.grants.filter(({ sender }) => deleted.has(sender.hostObjectId));
    const known = departed.map((grant) => ({ hostObjectId: grant.sender.hostObjectId, isDeleted: true, grant }));
    return { known, ...(page.cursor !== undefined && { next: { list: 'departed', at: page.cursor } }) };
  }

  async function lookAtConnections(hostTenantId: string, top: number, at?: string): Promise<StatusLook> {
    const page = await senders.list(hostTenantId, top, at);
    const people = page.grants.map((grant) => ({ hostObjectId: grant.sender.hostObjectId, grant }));
    // The tokens say when it was renewed; without a connection there are none.
    const connected = people.filter(({ grant }) => grant.status === 'connected');
    const read = new Map((await readGrants(hostTenantId, connected)).map((one) => [one.hostObjectId, one]));
    const known = people.map((one) => read.get(one.hostObjectId) ?? one);
    return { known, ...(page.cursor !== undefined && { next: { list: 'connections', at: page.cursor } }) };
  }

  return async (hostTenantId, top, { list, at }) => {
    if (list === 'directory') return lookInDirectory(hostTenantId, top, at);
    return list === 'departed' ? lookForDeparted(hostTenantId, top, at) : lookAtConnections(hostTenantId, top, at);
  };
}
