/**
 * Finds a sender by object id, or by a name whose proof may still be used; for what is shown of a sender or done to one.
 *
 * A proof that is too old is read again first, as before a send. A name that cannot be read again, because its connection has ended,
 * leads nowhere; the object id always does.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { listContested } from './claim-names.ts';
import type { FindSender, FoundSender } from './find-sender.ts';
import type { Grant, GrantStore, Versioned } from './grant.ts';
import { isFresh, isMember } from './proofs.ts';
import type { RenewProofs } from './renew-proofs.ts';

/** Throws as FindSender, after the proof was read as well; `not_found` also for a sender who never connected, or what reading the proof again says. */
export type FindLiveSender = (
  hostTenantId: string,
  reference: string,
) => Promise<FoundSender & { grant: Versioned<Grant> }>;

export interface FindLiveSenderDependencies {
  findSender: FindSender;
  renewProofs: RenewProofs;
  grants: Pick<GrantStore, 'read'>;
  now: () => Date;
}

export function createFindLiveSender(dependencies: FindLiveSenderDependencies): FindLiveSender {
  const { findSender, renewProofs, grants, now } = dependencies;

  function isLive(grant: Grant, name: string, isReadNow: boolean): boolean {
    const isHostName = grant.names.some(({ kind, value }) => kind === 'userPrincipalName' && value === name);
    if (isHostName && (isReadNow || !isMember(grant))) return true;
    return isFresh(grant.namesProvenAt ? { provenAt: grant.namesProvenAt.getTime() } : {}, now());
  }

  return async (hostTenantId, reference) => {
    const { sender, name, grant, tokens } = await findSender(hostTenantId, reference);
    if (!grant) throw new ConnectorError('not_found');
    const found = { sender, grant, ...(tokens && { tokens }) };
    if (name === undefined || isLive(grant, name, false)) return found;
    await renewProofs(sender).catch((error: unknown) => {
      throw hasCode(error, 'consent_required', 'identity_changed')
        ? new ConnectorError('not_found', { cause: error })
        : error;
    });
    const again = await grants.read(sender);
    if (!again.grant?.names.some(({ value }) => value === name)) throw new ConnectorError('not_found');
    if (listContested(again.grant).includes(name)) throw new ConnectorError('sender_ambiguous');
    if (!isLive(again.grant, name, true)) throw new ConnectorError('graph_unavailable');
    return { sender, ...again, grant: again.grant };
  };
}
