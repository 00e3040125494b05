/**
 * Passes on what a send showed of the mailbox: that it is there, or that there is none any more.
 *
 * What the grant does not say yet is read and recorded by a renewal of proofs, because Exchange's word counts and not one refusal.
 * It costs nothing while both say the same.
 */
import { ConnectorError } from '../errors.ts';
import type { Grant, GrantStore } from './grant.ts';
import type { RenewProofs } from './renew-proofs.ts';

/** `grant`: as it was when the token was read. No failure of a dependency comes back; the timer finds out then. */
export type NoteMailbox = (found: { grant: Grant }, isThere: boolean) => Promise<void>;

export interface NoteMailboxDependencies {
  grants: Pick<GrantStore, 'read'>;
  renewProofs: RenewProofs;
}

export function createNoteMailbox({ grants, renewProofs }: NoteMailboxDependencies): NoteMailbox {
  return async ({ grant }, isThere) => {
    if (isThere && !isGone(grant)) return;
    try {
      // A refresh for this very send may have cleared the problem.
      const { grant: stored } = isThere ? {} : await grants.read(grant.sender);
      if (!stored || !isGone(stored)) await renewProofs(grant.sender);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
    }
  };
}

/** Whether Exchange said last that there is no mailbox. */
export function isGone({ problem }: Pick<Grant, 'problem'>): boolean {
  return problem?.code === 'mailbox_not_found';
}
