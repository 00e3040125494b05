/**
 * Reads what the directory of the host tenant says against the person for whom a mailbox of a document sends.
 *
 * It costs no read of its own for a send: all of a tenant are read together and kept as documents are. Only whoever is suspended there is
 * looked up once more, because what was released for them must not meet what was read before. A mailbox without an object id is nobody's,
 * and a shared mailbox is sent from with a grant, which says it itself.
 */
import type { ErrorCode } from '../outcomes.ts';
import type { MailboxEntry } from '../providers/mailbox-entries.ts';
import { createReadBehind } from '../read-behind.ts';
import type { SuspendedPeople } from '../suspended-people.ts';

/** Throws as the store. */
export interface Suspensions {
  /** As it is now, where somebody is suspended. */
  read(entry: MailboxEntry): Promise<ErrorCode | undefined>;
  /** At most CONFIGURATION_CACHE_SECONDS old, for lists. */
  readLately(entry: MailboxEntry): Promise<ErrorCode | undefined>;
}

export function createSuspensions(people: Pick<SuspendedPeople, 'list'>, now: () => Date): Suspensions {
  const kept = createReadBehind(now);

  async function readLately({ hostTenantId, owner, document }: MailboxEntry): Promise<ErrorCode | undefined> {
    if (owner === undefined || document.provider === 'graph-shared') return undefined;
    const codes = await kept.read(hostTenantId, async () => {
      const listed = await people.list(hostTenantId);
      return new Map<string, ErrorCode>(listed.map(({ hostObjectId, code }) => [hostObjectId, code]));
    });
    return codes.get(owner);
  }

  return {
    readLately,
    async read(entry) {
      if ((await readLately(entry)) === undefined) return undefined;
      kept.forget(entry.hostTenantId);
      return readLately(entry);
    },
  };
}
