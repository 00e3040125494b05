/**
 * What waits for a sender is released when they may send again: after they have connected, have signed in where the host tenant's directory
 * stood in the way until then, or were restored there.
 *
 * What cannot be released now, the sweep finds.
 */
import { ConnectorError } from '../shared/errors.ts';
import type { CompareHomeAccount } from '../shared/grants/compare-home-account.ts';
import type { Connect } from '../shared/grants/connect.ts';
import type { Grant } from '../shared/grants/grant.ts';
import type { ReleaseMailbox } from '../shared/guests/note-named-people.ts';
import type { Release } from '../shared/outbox/release.ts';
import type { ConnectAndRelease } from '../shared/sign-in/finish-home-leg.ts';

/** How many are on their way; undefined where that is not known. */
export type ReleaseFor = (grant: Grant) => Promise<number | undefined>;

export function releaseFor(release: Release): ReleaseFor {
  return (grant) => {
    const names = grant.names.filter(({ contestedBy }) => !contestedBy).map(({ value }) => value);
    return release(grant, names).catch(leaveToSweep);
  };
}

/** What waited for a mailbox of a document. */
export function releaseMailboxFor(release: Release): ReleaseMailbox {
  return (mailbox) => release(mailbox, []).catch(leaveToSweep);
}

function leaveToSweep(error: unknown): undefined {
  if (!(error instanceof ConnectorError)) throw error;
}

export function releasingConnected(connect: Connect, release: ReleaseFor): ConnectAndRelease {
  return async (request) => {
    const grant = await connect(request);
    const released = await release(grant);
    return { ...grant, ...(released && { released }) };
  };
}

export function releasingRestored(compare: CompareHomeAccount, release: ReleaseFor): CompareHomeAccount {
  return async (sender, account) => {
    const compared = await compare(sender, account);
    if (compared.restored) await release(compared.restored);
    return compared;
  };
}
