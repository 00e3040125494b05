/**
 * Changes the row of a mailbox's load: read and written back by ETag, what this process saw last first.
 *
 * A change that nobody else contests costs one write. Changes of this process to one mailbox take turns, so they never meet each
 * other. A row that says nothing any more is deleted. It decides nothing about permits.
 */
import { createCache } from '../cache.ts';
import { hasCode } from '../errors.ts';
import { createRunInSequence } from '../in-sequence.ts';
import { formatSender, type Sender } from '../sender.ts';
import { MAILBOX_ROWS_CACHE_ENTRIES_MAX, MAILBOX_ROWS_CACHE_SECONDS } from '../waiting-limits.ts';
import type { MailboxLoadRows } from './mailbox-load-rows.ts';
import { EMPTY_LOAD, endOfLoad, type MailboxLoad } from './mailbox-load.ts';

/** A row as this process last saw it; no `etag`: there was none. */
interface Known {
  load: MailboxLoad;
  etag?: string | undefined;
}

/**
 * What to do with a load: write the next one, or leave it (`end` is the result in both cases), or look at storage first.
 * `isRead`: it was just read, not remembered.
 */
export type ChangeLoad<End> = (
  load: MailboxLoad,
  isRead: boolean,
) => { load: MailboxLoad; end: End } | { end: End } | 'look';

/** At most `attemptsMax` attempts; undefined: it was another's turn each time. Throws as MailboxLoadRows. */
export type UpdateLoad = <End>(
  sender: Sender,
  attemptsMax: number,
  change: ChangeLoad<End>,
) => Promise<End | undefined>;

export interface UpdateLoadDependencies {
  rows: MailboxLoadRows;
  now: () => Date;
  /** Hears of every load that is read or written. */
  notice: (sender: Sender, load: MailboxLoad) => void;
}

export function createUpdateLoad({ rows, now, notice }: UpdateLoadDependencies): UpdateLoad {
  const knownRows = createCache<Known>({
    entriesMax: MAILBOX_ROWS_CACHE_ENTRIES_MAX,
    lifetimeSeconds: MAILBOX_ROWS_CACHE_SECONDS,
    now,
  });
  const inSequence = createRunInSequence();

  function keep(sender: Sender, known: Known): Known {
    knownRows.set(formatSender(sender), known);
    notice(sender, known.load);
    return known;
  }

  async function look(sender: Sender): Promise<Known> {
    return keep(sender, (await rows.read(sender)) ?? { load: EMPTY_LOAD });
  }

  /** False when the row was another by then. */
  async function put(sender: Sender, load: MailboxLoad, { etag }: Known): Promise<boolean> {
    if (endOfLoad(load) <= now() && etag !== undefined) {
      const isGone = await rows.remove(sender, etag);
      if (isGone) keep(sender, { load: EMPTY_LOAD });
      return isGone;
    }
    try {
      keep(sender, { load, etag: await rows.write(sender, load, etag) });
      return true;
    } catch (error) {
      if (hasCode(error, 'conflict')) return false;
      throw error;
    }
  }

  return (sender, attemptsMax, change) =>
    inSequence(formatSender(sender), async () => {
      // Of a mailbox that this process does not know there is mostly no row; where there is one, the conflict says so.
      let known = knownRows.peek(formatSender(sender)) ?? { load: EMPTY_LOAD };
      for (let attempt = 0; attempt < attemptsMax; attempt++) {
        if (attempt > 0) known = await look(sender);
        const changed = change(known.load, attempt > 0);
        if (changed === 'look') continue;
        if (!('load' in changed) || (await put(sender, changed.load, known))) return changed.end;
      }
      return undefined;
    });
}
