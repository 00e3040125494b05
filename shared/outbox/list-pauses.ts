/**
 * The mailboxes of a host tenant that are paused now, or have reached a limit of what they may send.
 *
 * It looks at a bounded number of rows, so a page may be short although there are more, which the cursor says. It changes nothing, and
 * leaves out what is counted for doors.
 */
import type { Sender } from '../sender.ts';
import { PAUSES_LOOKS_MAX, PAUSES_PAGE_MAX } from '../waiting-limits.ts';
import { describeLoad, isOfMailbox, type LoadReport } from './mailbox-load.ts';
import type { MailboxLoadRows } from './mailbox-load-rows.ts';

export interface MailboxPause extends LoadReport {
  sender: Sender;
}

/** At most `top`, which is at most PAUSES_PAGE_MAX. @throws ConnectorError `invalid_request` for a cursor that is not ours; `storage_…` */
export type ListPauses = (
  hostTenantId: string,
  top: number,
  cursor?: string,
) => Promise<{ pauses: MailboxPause[]; cursor?: string }>;

export interface ListPausesDependencies {
  rows: Pick<MailboxLoadRows, 'list'>;
  messagesPerMinute: number;
  now: () => Date;
}

export function createListPauses({ rows, messagesPerMinute, now }: ListPausesDependencies): ListPauses {
  return async (hostTenantId, given, start) => {
    const top = Math.min(Math.max(Math.trunc(given), 1), PAUSES_PAGE_MAX);
    const pauses: MailboxPause[] = [];
    let cursor = start;
    for (let looks = 0; looks < PAUSES_LOOKS_MAX; looks++) {
      // No more than there is room for, because a cursor leads past a whole page.
      const page = await rows.list(hostTenantId, now(), top - pauses.length, cursor);
      for (const { sender, load } of page.loads) {
        const report = describeLoad(load, messagesPerMinute, now());
        const isHeldUp = report.pausedUntil !== undefined || report.reached.length > 0;
        if (isHeldUp && isOfMailbox(load)) pauses.push({ sender, ...report });
      }
      ({ cursor } = page);
      if (cursor === undefined || pauses.length >= top) break;
    }
    return { pauses, ...(cursor !== undefined && { cursor }) };
  };
}
