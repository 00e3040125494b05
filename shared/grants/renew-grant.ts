/**
 * Renews what keeps one idle grant alive: its tokens where they are old or in doubt, and in any case the proofs of its names.
 *
 * It does not decide which grants are due, and leaves the time of the next look to its caller.
 */
import { ConnectorError } from '../errors.ts';
import type { Grant } from './grant.ts';
import type { ConnectedSender } from './inspect-grant.ts';
import { isGone } from './mailbox-problem.ts';
import type { OpenGrant } from './open-grant.ts';
import { isIdle, isTriedAgain } from './refresh-schedule.ts';
import type { RefreshTokens } from './refresh-tokens.ts';
import type { RenewProofs } from './renew-proofs.ts';

export interface RenewGrantDependencies {
  openGrant: OpenGrant;
  refreshTokens: RefreshTokens;
  renewProofs: RenewProofs;
  now: () => Date;
}

/**
 * The grant as it was renewed.
 * @throws ConnectorError `entra_unavailable` when Entra gave no new refresh token, `graph_unavailable` while Exchange is unclear about
 *   the mailbox, `mailbox_not_found`, or what opening, Entra or Graph says
 */
export type RenewGrant = (found: ConnectedSender) => Promise<Grant>;

export function createRenewGrant({ openGrant, refreshTokens, renewProofs, now }: RenewGrantDependencies): RenewGrant {
  return async (found) => {
    const { grant, tokens, opened } = await openGrant(found, isTriedAgain);
    if (grant.problem || isIdle(tokens.refreshedAt, now())) {
      const { refreshedAt } = await refreshTokens(grant, tokens, opened);
      // Without a new refresh token the old one still ends when it would have ended.
      if (refreshedAt <= tokens.refreshedAt) throw new ConnectorError('entra_unavailable');
    }
    const { grant: renewed, isClear } = await renewProofs(grant.sender);
    if (!isClear) throw new ConnectorError('graph_unavailable');
    if (isGone(renewed)) throw new ConnectorError('mailbox_not_found');
    return renewed;
  };
}
