/**
 * Compares the home account that a sign-in at the host tenant proved with the grant of that sender, and suspends a grant that
 * belongs to another one.
 *
 * A host tenant can hand a sender to another person, by a reset of the redemption, for example; the mailbox then belongs to
 * somebody else. Where it agrees, what the directory said against the account is over. The tokens of a suspended grant are shredded, so that no column of its row can bring them back into use. It never
 * lifts a suspension: only connecting or disconnecting does.
 */
import type { Sender } from '../sender.ts';
import type { Vault } from '../vault/vault.ts';
import type { DueStore, Grant, GrantStore, Versioned } from './grant.ts';
import { connectCheck } from './refresh-schedule.ts';
import { repeatOnConflict } from './repeat-on-conflict.ts';
import { isOfAccount, isSuspended, type HomeAccount } from './home-account.ts';
import { shredTokens } from './shred-tokens.ts';

export interface ComparedAccount {
  /** The connection belongs to another home account. */
  isOther: boolean;
  /** The connection, where the host tenant's directory stood in its way until this sign-in. */
  restored?: Grant;
  /** The generation of a grant that is suspended, now or since an earlier sign-in. */
  suspended?: number;
}

/** @throws ConnectorError `conflict` when the grant keeps changing. */
export type CompareHomeAccount = (sender: Sender, account: HomeAccount | undefined) => Promise<ComparedAccount>;

export interface CompareHomeAccountDependencies {
  grants: Pick<GrantStore, 'read' | 'replace' | 'removeTokens'>;
  due: Pick<DueStore, 'add'>;
  vault: Pick<Vault, 'destroyDataKeys'>;
  now: () => Date;
}

export function createCompareHomeAccount(dependencies: CompareHomeAccountDependencies): CompareHomeAccount {
  const { grants, due, vault, now } = dependencies;

  /** Whoever has just signed in there has an account that is theirs. */
  async function restore({ hostProblem, ...grant }: Versioned<Grant>): Promise<ComparedAccount> {
    if (!hostProblem) return { isOther: false };
    const restored = { ...grant, hostProvenAt: now() };
    await grants.replace(restored);
    return { isOther: false, restored };
  }

  async function compare(sender: Sender, account: HomeAccount | undefined): Promise<ComparedAccount> {
    const { grant } = await grants.read(sender);
    if (!grant || grant.status === 'disconnected') return { isOther: false };
    const { generation } = grant;
    const isOther = !isOfAccount(grant, account);
    if (isOther && !isSuspended(grant)) {
      await due.add(connectCheck(sender, generation, now()));
      await grants.replace({ ...grant, status: 'reconsent_required', problem: { code: 'identity_changed' } });
    } else if (!isSuspended(grant)) return restore(grant);
    await shredTokens({ grants, vault }, sender, generation);
    return { isOther, suspended: generation };
  }

  return (sender, account) => repeatOnConflict(() => compare(sender, account));
}
