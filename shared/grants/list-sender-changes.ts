/**
 * What became of the senders of a host tenant since somebody asked last, for programs that cannot be called: each changed sender once, as
 * they are now, in the order of the last changes.
 *
 * A cursor stays good. A sender may come again, and never goes missing: a change is told FEED_DELAY_SECONDS after it was made. A minute
 * in which nothing changed costs one page read. It removes rows of changes that were not made, or that another has followed.
 */
import { parseChangedSenderRowKey } from '../due-addresses.ts';
import { ConnectorError } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import type { Sender } from '../sender.ts';
import { FEED_DELAY_SECONDS, LISTED_AT_ONCE_MAX, UNSETTLED_CHANGE_SECONDS } from '../waiting-limits.ts';
import type { ChangedSenders, Grant, GrantStore, SenderChange } from './grant.ts';
import type { JudgedGrant, JudgeConnection } from './judge-connection.ts';

/** A sender as they are now; without a grant, what was kept of them is deleted. */
export interface ChangedSender {
  sender: Sender;
  grant?: JudgedGrant;
}

/** `cursor` is where the next question goes on; `isMore`: there is more to tell at once. */
export interface SenderChangesPage {
  senders: ChangedSender[];
  cursor: string;
  isMore: boolean;
}

/** @throws ConnectorError `invalid_request` for a cursor that is not ours */
export type ListSenderChanges = (hostTenantId: string, top: number, cursor?: string) => Promise<SenderChangesPage>;

export interface ListSenderChangesDependencies {
  grants: Pick<GrantStore, 'read'>;
  changed: Pick<ChangedSenders, 'list' | 'remove'>;
  judge: JudgeConnection;
  now: () => Date;
}

/** Before everything. */
const START = '0';

export function createListSenderChanges(dependencies: ListSenderChangesDependencies): ListSenderChanges {
  const { grants, changed, judge, now } = dependencies;

  /** Undefined where there is nothing to tell. */
  async function look(change: SenderChange): Promise<ChangedSender | undefined> {
    const { sender, at } = change;
    const { grant, erased } = await grants.read(sender);
    const last = grant ? grant.changedAt : erased?.erasedAt;
    // Until then its write may be under way.
    const isOld = now().getTime() - at.getTime() > UNSETTLED_CHANGE_SECONDS * 1000;
    if (isOld && last?.getTime() !== at.getTime() && !isFromBefore(grant)) {
      await changed.remove(change);
      return undefined;
    }
    if (!grant) return erased && { sender };
    const { etag: _etag, ...current } = grant;
    return { sender, grant: await judge(current) };
  }

  return async (hostTenantId, top, cursor = START) => {
    if (cursor !== START && parseChangedSenderRowKey(cursor)?.sender.hostTenantId !== hostTenantId)
      throw new ConnectorError('invalid_request', {
        faults: [{ pointer: 'query:cursor', detail: 'is not one that this feed gave' }],
      });
    const before = new Date(now().getTime() - FEED_DELAY_SECONDS * 1000);
    const page = await changed.list(hostTenantId, { after: cursor, before, top });
    const found = new Map<string, ChangedSender>();
    await forEachConcurrently(page.changes, LISTED_AT_ONCE_MAX, async (change) => {
      const told = await look(change);
      if (told) found.set(change.sender.hostObjectId, told);
    });
    // Of several rows of a sender the last one counts.
    const last = new Map(page.changes.map(({ sender, place }) => [sender.hostObjectId, place]));
    const told = page.changes.filter(({ sender, place }) => last.get(sender.hostObjectId) === place);
    return {
      senders: told.flatMap(({ sender }) => found.get(sender.hostObjectId) ?? []),
      cursor: page.changes.at(-1)?.place ?? cursor,
      isMore: page.isCut,
    };
  };
}

/** A release that does not know the column has written the grant since. */
function isFromBefore(grant: Grant | undefined): boolean {
  return grant !== undefined && grant.changedAt === undefined;
}
