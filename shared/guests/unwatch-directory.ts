/**
 * Lifts what the directory of a host tenant said against people, when its document has it watched no more: nobody would see them come back.
 *
 * A run that stops half way is repeated. It asks no directory.
 */
import { DIRECTORY_BATCH_MAX } from '../directory-limits.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import type { Grant } from '../grants/grant.ts';
import type { Senders } from '../grants/senders.ts';
import { TIMER_CONCURRENCY_MAX } from '../limits.ts';
import { repeatBatches } from '../repeat-batches.ts';
import type { DirectoryPlaces } from './directory-places.ts';
import type { NamedPeople } from './named-people.ts';
import { createNoteNamedPeople, type NoteNamedPeopleDependencies } from './note-named-people.ts';

export interface UnwatchDirectoryDependencies extends NoteNamedPeopleDependencies {
  places: Pick<DirectoryPlaces, 'remove'>;
  senders: Pick<Senders, 'listGrants' | 'noteHostAccount'>;
  /** Sends on what waited for a sender. */
  release: (grant: Grant) => Promise<unknown>;
  /** Whom documents of a host tenant name. */
  listNamed: (hostTenantId: string) => Promise<NamedPeople>;
}

/** Resolves to how many may send again. Throws as the stores. */
export type UnwatchDirectory = (hostTenantId: string) => Promise<number>;

export function createUnwatchDirectory(dependencies: UnwatchDirectoryDependencies): UnwatchDirectory {
  const { places, senders, release, listNamed, now } = dependencies;
  const { liftAll } = createNoteNamedPeople(dependencies);
  return async (hostTenantId) => {
    const lifted = {
      hostTenantId,
      named: await listNamed(hostTenantId),
      report: { suspended: 0, restored: 0 },
      failures: [],
    };
    await liftAll(lifted);
    let { restored } = lifted.report;
    let cursor: string | undefined;
    await repeatBatches(now, async () => {
      const page = await senders.listGrants(hostTenantId, DIRECTORY_BATCH_MAX, cursor);
      const suspended = page.grants.filter(({ hostProblem }) => hostProblem);
      await forEachConcurrently(suspended, TIMER_CONCURRENCY_MAX, async ({ sender }) => {
        const noted = await senders.noteHostAccount(sender, { kind: 'unwatched' });
        if (!noted) return;
        restored += 1;
        await release(noted.grant);
      });
      ({ cursor } = page);
      return cursor !== undefined;
    });
    if (cursor === undefined) await places.remove(hostTenantId);
    return restored;
  };
}
