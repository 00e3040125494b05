/**
 * Writes on a grant what the directory of the host tenant says of the sender's account there.
 *
 * From then on nothing is sent as the sender, and tokens and names stay, so that a restored account goes on where it stopped. They are
 * shredded when the grace time is over (sweep-grants.ts), and at once where the account is gone for good. It reads no directory and
 * releases no message.
 */
import { HOST_PROBLEM_GRACE_DAYS } from '../directory-limits.ts';
import type { Sender } from '../sender.ts';
import type { Disconnect } from './disconnect.ts';
import type { DueStore, Grant, GrantStore, HostProblem, Versioned } from './grant.ts';
import { isSuspended } from './home-account.ts';
import type { HostAccount } from '../host-account.ts';
import { judgeHostAccount } from './judge-host-account.ts';
import { repeatOnConflict } from './repeat-on-conflict.ts';

/** `restored` may send again; `ended` is disconnected. */
export interface NotedAccount {
  change: 'suspended' | 'restored' | 'ended';
  grant: Grant;
}

/** Undefined: it changes nothing, or nobody has connected. @throws ConnectorError `conflict` when the grant keeps changing */
export type NoteHostAccount = (sender: Sender, account: HostAccount) => Promise<NotedAccount | undefined>;

export interface NoteHostAccountDependencies {
  grants: Pick<GrantStore, 'read' | 'replace'>;
  due: Pick<DueStore, 'add'>;
  disconnect: Disconnect;
  /** Ends sign-ins under way, and the session of the person's own page. */
  endSession: (sender: Sender) => Promise<void>;
  now: () => Date;
}

export function createNoteHostAccount(dependencies: NoteHostAccountDependencies): NoteHostAccount {
  const { grants, due, disconnect, endSession, now } = dependencies;

  async function end(grant: Versioned<Grant>): Promise<NotedAccount> {
    await disconnect(grant.sender, (stored) => stored.etag === grant.etag);
    return { change: 'ended', grant };
  }

  async function suspend(grant: Versioned<Grant>, hostProblem: HostProblem): Promise<NotedAccount> {
    const { sender, generation } = grant;
    await due.add({ kind: 'connect', at: graceEnd(hostProblem), sender, generation });
    await grants.replace({ ...grant, hostProblem });
    return { change: 'suspended', grant };
  }

  async function restore(healthy: Versioned<Grant>): Promise<NotedAccount> {
    await grants.replace(healthy);
    return { change: 'restored', grant: healthy };
  }

  async function note(sender: Sender, account: HostAccount): Promise<NotedAccount | undefined> {
    // A sign-in from before proves nothing any more, also where it would be the first.
    if (isUnusable(account)) await endSession(sender);
    const { grant } = await grants.read(sender);
    if (!grant || grant.status === 'disconnected') return undefined;
    if (account.kind === 'gone') return end(grant);
    if (isSuspended(grant)) return undefined;
    const { hostProblem, ...healthy } = grant;
    const code = judgeHostAccount(account, grant);
    if (code === hostProblem?.code) return undefined;
    if (code === 'guest_account_reset') await endSession(sender);
    if (code) return suspend(grant, { code, since: hostProblem?.since ?? now() });
    return restore(healthy);
  }

  return (sender, account) => repeatOnConflict(() => note(sender, account));
}

function isUnusable(account: HostAccount): boolean {
  return account.kind === 'present' ? !account.isEnabled || account.isPending : account.kind !== 'unwatched';
}

/** Deleted accounts can be restored for as long. */
export function graceEnd({ since }: HostProblem): Date {
  return new Date(since.getTime() + HOST_PROBLEM_GRACE_DAYS * 24 * 3600 * 1000);
}
