/**
 * Watches the directories of host tenants: whoever is deleted or blocked there, or invited anew, stops sending, and goes on when restored.
 *
 * It reads what has changed since it last looked, so a run costs what changed, not who exists. Everybody who had connected before is compared
 * once, at the beginning and when Graph has forgotten the place. The place is written after what it leads past was done, so a run that
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

/** How many connections were suspended, may send again, and have ended. */
export interface DirectoryReport {
  suspended: number;
  restored: number;
  ended: number;
}

/** One run over these host tenants. Throws the first failure after all of them were tried. */
export type WatchDirectory = (hostTenantIds: readonly string[]) => Promise<DirectoryReport>;

export interface WatchDirectoryDependencies {
  directory: HostDirectory;
  places: DirectoryPlaces;
  /** App-only, of a host tenant, for Graph. */
  readHostToken: (hostTenantId: string) => Promise<string>;
  senders: Pick<Senders, 'listGrants' | 'noteHostAccount'>;
  /** Sends on what waited for a sender. */
  release: (grant: Grant) => Promise<unknown>;
  now: () => Date;
}

/** Of one host tenant. */
interface Run {
  hostTenantId: string;
  token: string;
  report: DirectoryReport;
  /** Of people whose record was refused; the others are not to wait for them. */
  failures: unknown[];
}

type Step = { place: DirectoryPlace; isOver: boolean };

export function createWatchDirectory(dependencies: WatchDirectoryDependencies): WatchDirectory {
  const { directory, places, readHostToken, senders, release, now } = dependencies;

  async function note({ hostTenantId, report, failures }: Run, { hostObjectId, account }: DirectoryAccount) {
    const noted = await senders.noteHostAccount({ hostTenantId, hostObjectId }, account).catch((error: unknown) => {
      if (!hasCode(error, 'sealed_record_refused')) throw error;
      failures.push(error);
    });
    if (!noted) return;
    report[noted.change] += 1;
    if (noted.change === 'restored') await release(noted.grant);
  }

  const noteAll = (run: Run, accounts: readonly DirectoryAccount[]) =>
    forEachConcurrently(accounts, TIMER_CONCURRENCY_MAX, (one) => note(run, one));

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
    const run: Run = { hostTenantId, token, report, failures: [] };
    await repeatBatches(now, async () => {
      const work = place.comparing ? compareSome : followSome;
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

const asGone = ({ hostObjectId }: DirectoryAccount): DirectoryAccount => ({ hostObjectId, account: { kind: 'gone' } });

/** A clock that was set back must not put off the look. */
function hasLookedLately({ lookedAt }: DirectoryPlace, now: Date): boolean {
  const elapsed = lookedAt && now.getTime() - lookedAt.getTime();
  return elapsed !== undefined && elapsed >= 0 && elapsed < DIRECTORY_LOOK_SECONDS * 1000;
}
