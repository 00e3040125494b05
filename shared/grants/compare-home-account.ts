/**
 * Compares the home account that a sign-in at the host tenant proved with the grant of that sender, and suspends a grant that
 * belongs to another one.
 *
 * A host tenant can hand a sender to another person, by a reset of the redemption, for example; the mailbox then belongs to
 * somebody else. It deletes nothing and never lifts a suspension: only connecting or disconnecting does.
 */
import type { Sender } from '../sender.ts';
import type { GrantStore } from './grant.ts';
import { repeatOnConflict } from './repeat-on-conflict.ts';
import { isOfAccount, isSuspended, type HomeAccount } from './home-account.ts';

export interface ComparedAccount {
  /** The connection belongs to another home account. */
  isOther: boolean;
  /** The generation of a grant that is suspended, now or since an earlier sign-in. */
  suspended?: number;
}

/** @throws ConnectorError `conflict` when the grant keeps changing. */
export type CompareHomeAccount = (sender: Sender, account: HomeAccount | undefined) => Promise<ComparedAccount>;

export interface CompareHomeAccountDependencies {
  grants: Pick<GrantStore, 'read' | 'replace'>;
}

export function createCompareHomeAccount({ grants }: CompareHomeAccountDependencies): CompareHomeAccount {
  async function compare(sender: Sender, account: HomeAccount | undefined): Promise<ComparedAccount> {
    const { grant } = await grants.read(sender);
    if (!grant || grant.status === 'disconnected') return { isOther: false };
    const isOther = !isOfAccount(grant, account);
    if (isOther && !isSuspended(grant))
      await grants.replace({ ...grant, status: 'reconsent_required', problem: { code: 'identity_changed' } });
    return { isOther, ...((isOther || isSuspended(grant)) && { suspended: grant.generation }) };
  }

  return (sender, account) => repeatOnConflict(() => compare(sender, account));
}
