/**
 * Keeps on the grant what a send showed of the mailbox: what Graph refused it for, until a send succeeds again.
 *
 * That there is no mailbox is confirmed by a renewal of proofs first, because Exchange's word counts and not one refusal; so is that
 * there is one again. It costs nothing while the grant says the same, and says nothing of refusals that are about the message.
 */
import type { ErrorCode } from '../outcomes.ts';
import { ConnectorError } from '../errors.ts';
import type { Grant, GrantProblem, GrantStore, Versioned } from './grant.ts';
import { isGone, isMailboxCode, mailboxProblemOf, withMailboxProblem } from './mailbox-problem.ts';
import type { RenewProofs } from './renew-proofs.ts';
import { replaceUnlessChanged } from './replace-unless-changed.ts';

/** What Graph refused; absent: it took the message. */
export interface MailboxRefusal {
  code: ErrorCode;
  graphCode?: string;
}

/** `grant`: as it was when the token was read. No failure of a dependency comes back; the next send finds out again. */
export type NoteMailbox = (found: { grant: Grant }, refusal?: MailboxRefusal) => Promise<void>;

export interface NoteMailboxDependencies {
  grants: Pick<GrantStore, 'read' | 'replace'>;
  renewProofs: RenewProofs;
  now: () => Date;
}

export function createNoteMailbox({ grants, renewProofs, now }: NoteMailboxDependencies): NoteMailbox {
  const write = (grant: Versioned<Grant>, problem?: GrantProblem) =>
    replaceUnlessChanged(grants, withMailboxProblem(grant, problem));

  async function note({ grant }: { grant: Grant }, refusal: MailboxRefusal | undefined): Promise<void> {
    if (refusal ? !isMailboxCode(refusal.code) : !mailboxProblemOf(grant)) return;
    // A refresh for this very send may have changed it.
    const { grant: stored } = await grants.read(grant.sender);
    if (stored?.status !== 'connected' || stored.generation !== grant.generation) return;
    if (mailboxProblemOf(stored)?.code === refusal?.code) return;
    if (refusal?.code === 'mailbox_not_found' || (!refusal && isGone(stored))) {
      await renewProofs(grant.sender);
    } else if (refusal) {
      const { code, graphCode } = refusal;
      await write(stored, { code, ...(graphCode && { upstreamCode: graphCode }), since: now() });
    } else await write(stored);
  }

  return async (found, refusal) => {
    try {
      await note(found, refusal);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
    }
  };
}
