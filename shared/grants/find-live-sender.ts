/**
 * Finds a sender by object id, or by a name whose proof may still be used; for what is shown of a sender or done to one.
 *
 * What is sealed with the tokens decides whether a name is one and how old its proof is; the columns of the grant count only where no
 * tokens can be opened, so that nothing can be sent either. A proof that is too old is read again first, as before a send. A name that
 * cannot be read again, because its connection has ended, leads nowhere; the object id always does.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import type { Vault } from '../vault/vault.ts';
import { listContested } from './claim-names.ts';
import type { FindSender, FoundSender } from './find-sender.ts';
import type { Grant, GrantStore, SealedTokens, Versioned } from './grant.ts';
import { isFresh, isMember, isSealedName } from './proofs.ts';
import type { RenewProofs } from './renew-proofs.ts';
import { createOpenTokens } from './sealed-tokens.ts';
import type { TokenSet } from './token-set.ts';

/** Throws as FindSender, after the proof was read as well; `sealed_record_refused` for a name that was never proven; `not_found` also for a sender who never connected, or what reading the proof again says. */
export type FindLiveSender = (
  hostTenantId: string,
  reference: string,
) => Promise<FoundSender & { grant: Versioned<Grant> }>;

export interface FindLiveSenderDependencies {
  findSender: FindSender;
  renewProofs: RenewProofs;
  grants: Pick<GrantStore, 'read'>;
  vault: Pick<Vault, 'open'>;
  now: () => Date;
}

export function createFindLiveSender(dependencies: FindLiveSenderDependencies): FindLiveSender {
  const { findSender, renewProofs, grants, now } = dependencies;
  const openTokens = createOpenTokens(dependencies.vault);

  async function tryOpen(grant: Grant, tokens: SealedTokens | undefined): Promise<TokenSet | undefined> {
    if (!tokens) return undefined;
    return openTokens(grant, tokens.sealed).catch((error: unknown) => {
      if (hasCode(error, 'consent_required', 'sealed_record_refused')) return undefined;
      throw error;
    });
  }

  async function isLive(
    { grant, tokens }: { grant: Grant; tokens?: SealedTokens | undefined },
    name: string,
    isReadNow: boolean,
  ): Promise<boolean> {
    const opened = await tryOpen(grant, tokens);
    if (opened && !isSealedName(opened, name))
      throw new ConnectorError('sealed_record_refused', {
        cause: new Error('A name leads to a sender who never proved it.'),
      });
    const isHostName = opened
      ? opened.userPrincipalName?.toLowerCase() === name
      : grant.names.some(({ kind, value }) => kind === 'userPrincipalName' && value === name);
    if (isHostName && (isReadNow || !isMember(grant))) return true;
    return isFresh(opened ?? (grant.namesProvenAt ? { provenAt: grant.namesProvenAt.getTime() } : {}), now());
  }

  return async (hostTenantId, reference) => {
    const { sender, name, grant, tokens } = await findSender(hostTenantId, reference);
    if (!grant) throw new ConnectorError('not_found');
    const found = { sender, grant, ...(tokens && { tokens }) };
    if (name === undefined || (await isLive(found, name, false))) return found;
    await renewProofs(sender).catch((error: unknown) => {
      throw hasCode(error, 'consent_required', 'identity_changed')
        ? new ConnectorError('not_found', { cause: error })
        : error;
    });
    const again = await grants.read(sender);
    if (!again.grant?.names.some(({ value }) => value === name)) throw new ConnectorError('not_found');
    if (listContested(again.grant).includes(name)) throw new ConnectorError('sender_ambiguous');
    if (!(await isLive({ ...again, grant: again.grant }, name, true))) throw new ConnectorError('graph_unavailable');
    return { sender, ...again, grant: again.grant };
  };
}
