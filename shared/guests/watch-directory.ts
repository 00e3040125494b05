/**
 * Watches the directories of host tenants: whoever is deleted or blocked there, or invited anew, stops sending, and goes on when restored.
 *
 * It reads what has changed since it last looked, so a run costs what changed, not who exists. Everybody who had connected before is compared
 * once, at the beginning and when Graph has forgotten the place; so are people whom documents name, and when that changes. The place is written after what it leads past was done, so a run that
 * stops is repeated, which is harmless. Two runs at once do the same; one of them writes the place.
 */
import { DIRECTORY_BATCH_MAX, DIRECTORY_LOOK_SECONDS, DIRECTORY_USERS_MAX } from '../directory-limits.ts';
import { hasCode } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import type { DirectoryAccount, HostDirectory } from '../graph/host-directory.ts';
import type { Grant } from '../grants/grant.ts';
import type { Senders } from '../grants/senders.ts';
import { TIMER_CONCURRENCY_MAX } from '../limits.ts';
import { repeatBatches } from '../repeat-batches.ts';
import type { DirectoryPlace, DirectoryPlaces } from './directory-places.ts';
import type { NamedPeople } from './named-people.ts';
import {
  createNoteNamedPeople,
  type NamedRun,
  type NoteNamedPeople,
  type NoteNamedPeopleDependencies,
} from './note-named-people.ts';

/** How many connections, and people whom documents name, were suspended, may send again, and have ended. */
export interface DirectoryReport {
  suspended: number;
  restored: number;
  ended: number;
}

/** One run over these host tenants. Throws the first failure after all of them were tried. */
export type WatchDirectory = (hostTenantIds: readonly string[]) => Promise<DirectoryReport>;

export interface WatchDirectoryDependencies extends NoteNamedPeopleDependencies {
  directory: HostDirectory;
  places: DirectoryPlaces;
  /** App-only, of a host tenant, for Graph. */
  readHostToken: (hostTenantId: string) => Promise<string>;
  senders: Pick<Senders, 'listGrants' | 'noteHostAccount'>;
  /** Sends on what waited for a sender. */
  release: (grant: Grant) => Promise<unknown>;
  /** Whom documents of a host tenant name. */
  listNamed: (hostTenantId: string) => Promise<NamedPeople>;
}

/** Of one host tenant. */
interface Run extends NamedRun {
  token: string;
  report: DirectoryReport;
}

type Step = { place: DirectoryPlace; isOver: boolean };

export function createWatchDirectory(dependencies: WatchDirectoryDependencies): WatchDirectory {
  const { directory, places, readHostToken, senders, listNamed, now } = dependencies;
  const namedPeople = createNoteNamedPeople(dependencies);
  const noteAll = createNoteAll(dependencies, namedPeople);

  async function readAll(run: Run, ids: readonly string[], gone: ReadonlySet<string> = new Set()): Promise<void> {
    const count = Math.ceil(ids.length / DIRECTORY_USERS_MAX);
    const starts = Array.from({ length: count }, (_, index) => index * DIRECTORY_USERS_MAX);
    await forEachConcurrently(starts, TIMER_CONCURRENCY_MAX, async (start) => {
      const some = ids.slice(start, start + DIRECTORY_USERS_MAX);
      const accounts = await directory.readAccounts(run.token, some);
      await noteAll(
        run,
        accounts.map((one) => (one.account.kind === 'deleted' && gone.has(one.hostObjectId) ? asGone(one) : one)),
      );
    });
  }

  async function compareSome(run: Run, place: DirectoryPlace): Promise<Step> {
    const { comparing, ...rest } = place;
    const page = await senders.listGrants(run.hostTenantId, DIRECTORY_BATCH_MAX, comparing?.cursor);
    const ids = page.grants.filter(({ status }) => status !== 'disconnected').map(({ sender }) => sender.hostObjectId);
    await readAll(run, ids);
    const { cursor } = page;
    return { place: { ...rest, ...(cursor !== undefined && { comparing: { cursor } }) }, isOver: false };
  }

  async function askNamedSome(run: Run, place: DirectoryPlace): Promise<Step> {
    const { ids, after } = namedAfter(run, place);
    await readAll(run, ids);
    if (after === undefined) await namedPeople.prune(run);
    const named = { digest: run.named.digest, ...(after !== undefined && { after }) };
    return { place: { ...place, named }, isOver: false };
  }

  async function followSome(run: Run, place: DirectoryPlace): Promise<Step> {
    const page = await directory.readChanges(run.token, place.changes);
    // The next run compares, so that a Graph that forgets every place is not asked on and on.
    if (page === 'expired') return { place: await begin(run.token), isOver: true };
    const { changed, place: changes, isLast } = page;
    const gone = new Set(changed.filter(({ isGone }) => isGone).map(({ hostObjectId }) => hostObjectId));
    await readAll(run, [...new Set(changed.map(({ hostObjectId }) => hostObjectId))], gone);
    return { place: { ...place, changes, ...(isLast && { lookedAt: now() }) }, isOver: isLast };
  }

  /** The place comes first, so that whoever changes while all are compared is found in it. */
  async function begin(token: string): Promise<DirectoryPlace> {
    return { changes: await directory.readLatestPlace(token), comparing: {} };
  }

  async function watch(hostTenantId: string, report: DirectoryReport): Promise<void> {
    const stored = await places.read(hostTenantId);
    if (stored && hasLookedLately(stored.place, now())) return;
    const token = await readHostToken(hostTenantId);
    let place = stored?.place ?? (await begin(token));
    let etag = stored?.etag;
    const run: Run = { hostTenantId, token, report, failures: [], named: await listNamed(hostTenantId) };
    await repeatBatches(now, async () => {
      const work = place.comparing ? compareSome : isNamedOver(run, place) ? followSome : askNamedSome;
      const step = await work(run, place);
      ({ place } = step);
      etag = await places.write(hostTenantId, place, etag);
      return !step.isOver && etag !== undefined;
    });
    if (run.failures.length > 0) throw run.failures[0];
  }

  return async (hostTenantIds) => {
    const report: DirectoryReport = { suspended: 0, restored: 0, ended: 0 };
    // What fails in one tenant keeps no other from being looked at.
    await forEachConcurrently(hostTenantIds, 1, async (id) => {
      await watch(id, report).catch((error: unknown) => {
        // Somebody writes the same connection at this moment; the next run goes on.
        if (!hasCode(error, 'conflict')) throw error;
      });
    });
    return report;
  };
}

/** Writes what was read of people, on their connections and on the mailboxes of documents. */
function createNoteAll(
  { senders, release }: Pick<WatchDirectoryDependencies, 'senders' | 'release'>,
  namedPeople: Pick<NoteNamedPeople, 'note'>,
) {
  async function note({ hostTenantId, report, failures }: Run, { hostObjectId, account }: DirectoryAccount) {
    const noted = await senders.noteHostAccount({ hostTenantId, hostObjectId }, account).catch((error: unknown) => {
      if (!hasCode(error, 'sealed_record_refused')) throw error;
      failures.push(error);
    });
    if (!noted) return;
    report[noted.change] += 1;
    if (noted.change === 'restored') await release(noted.grant);
  }

  return async (run: Run, accounts: readonly DirectoryAccount[]): Promise<void> => {
    // First, because what a restored connection releases may leave from there.
    await namedPeople.note(run, accounts);
    await forEachConcurrently(accounts, TIMER_CONCURRENCY_MAX, (one) => note(run, one));
  };
}

/** Everybody whom documents name now has been asked for. */
function isNamedOver({ named: { digest } }: Run, { named }: DirectoryPlace): boolean {
  return named?.digest === digest && named.after === undefined;
}

/** Whom of them comes next; `after`: there are others. */
function namedAfter({ named: { digest, byId } }: Run, { named }: DirectoryPlace): { ids: string[]; after?: string } {
  const from = named?.digest === digest ? named.after : undefined;
  const rest = [...byId.keys()].filter((id) => from === undefined || id > from).sort();
  const ids = rest.slice(0, DIRECTORY_BATCH_MAX);
  const last = ids.at(-1);
  return { ids, ...(last !== undefined && rest.length > ids.length && { after: last }) };
}

const asGone = ({ hostObjectId }: DirectoryAccount): DirectoryAccount => ({ hostObjectId, account: { kind: 'gone' } });

/** A clock that was set back must not put off the look. */
function hasLookedLately({ lookedAt }: DirectoryPlace, now: Date): boolean {
  const elapsed = lookedAt && now.getTime() - lookedAt.getTime();
  return elapsed !== undefined && elapsed >= 0 && elapsed < DIRECTORY_LOOK_SECONDS * 1000;
}
