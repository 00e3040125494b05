/**
 * Writes down what the directory of a host tenant says of people whom documents name, for mailboxes that send without their grant.
 *
 * Nobody has signed in for these, so a guest who was invited anew after the document was written, or whose invitation is not accepted, stays
 * suspended until the operator has written the document again. It reads no directory.
 */
import { ConnectorError } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import type { DirectoryAccount } from '../graph/host-directory.ts';
import { judgeHostAccount } from '../grants/judge-host-account.ts';
import type { HostAccount } from '../host-account.ts';
import { TIMER_CONCURRENCY_MAX } from '../limits.ts';
import type { HomeAccount } from '../outbox/message.ts';
import type { Sender } from '../sender.ts';
import type { ListedPerson, SuspendedPeople } from '../suspended-people.ts';
import type { NamedPeople, NamedPerson } from './named-people.ts';

/** Sends on what waited for a mailbox of a document. */
export type ReleaseMailbox = (mailbox: { sender: Sender; mailboxId: string } & HomeAccount) => Promise<unknown>;

/** Of one host tenant. */
export interface NamedRun {
  hostTenantId: string;
  named: NamedPeople;
  report: { suspended: number; restored: number };
  /** Of people whose record was refused; the others are not to wait for them. */
  failures: unknown[];
}

export interface NoteNamedPeople {
  /** Leaves out whom no document names. Throws as the store. */
  note(run: NamedRun, accounts: readonly DirectoryAccount[]): Promise<void>;
  /** Forgets whom no document names any more, unless one cannot be read. */
  prune(run: NamedRun): Promise<void>;
  /** Lifts whatever is said. */
  liftAll(run: NamedRun): Promise<void>;
}

export interface NoteNamedPeopleDependencies {
  suspendedPeople: SuspendedPeople;
  releaseMailbox: ReleaseMailbox;
  now: () => Date;
}

export function createNoteNamedPeople(dependencies: NoteNamedPeopleDependencies): NoteNamedPeople {
  const { suspendedPeople: people, releaseMailbox, now } = dependencies;

  /** The record goes first, so that delivery finds none. */
  async function lift({ hostTenantId, named, report }: NamedRun, hostObjectId: string): Promise<void> {
    await people.remove(hostTenantId, hostObjectId);
    report.restored += 1;
    const sender = { hostTenantId, hostObjectId };
    for (const account of named.byId.get(hostObjectId)?.accounts ?? [])
      await releaseMailbox({ sender, mailboxId: account.homeObjectId, ...account });
  }

  async function noteOne(run: NamedRun, person: NamedPerson, account: HostAccount, before?: ListedPerson) {
    const { hostTenantId, report, failures } = run;
    const { hostObjectId, namedAt } = person;
    if (before?.code === 'sealed_record_refused') {
      failures.push(new ConnectorError('sealed_record_refused', { cause: new Error('Of a suspended person.') }));
      return;
    }
    const hostProblem = before && before.since >= namedAt ? before : undefined;
    const code = judgeHostAccount(account, { connectedAt: namedAt, ...(hostProblem && { hostProblem }) });
    if (code === undefined) return before && lift(run, hostObjectId);
    if (code === before?.code && hostProblem) return;
    await people.put(hostTenantId, { hostObjectId, code, since: hostProblem?.since ?? now() });
    if (code !== before?.code) report.suspended += 1;
  }

  return {
    async note(run, accounts) {
      const { hostTenantId, named } = run;
      const concerned = accounts.filter(({ hostObjectId }) => named.byId.has(hostObjectId));
      if (concerned.length === 0) return;
      const known = new Map((await people.list(hostTenantId)).map((one) => [one.hostObjectId, one]));
      await forEachConcurrently(concerned, TIMER_CONCURRENCY_MAX, async ({ hostObjectId, account }) => {
        const person = named.byId.get(hostObjectId);
        if (person) await noteOne(run, person, account, known.get(hostObjectId));
      });
    },
    async prune({ hostTenantId, named }) {
      if (!named.isComplete) return;
      const gone = (await people.list(hostTenantId)).filter(({ hostObjectId }) => !named.byId.has(hostObjectId));
      await forEachConcurrently(gone, TIMER_CONCURRENCY_MAX, ({ hostObjectId }) =>
        people.remove(hostTenantId, hostObjectId),
      );
    },
    async liftAll(run) {
      const all = await people.list(run.hostTenantId);
      await forEachConcurrently(all, TIMER_CONCURRENCY_MAX, ({ hostObjectId }) => lift(run, hostObjectId));
    },
  };
}
