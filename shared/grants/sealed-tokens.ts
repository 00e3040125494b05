/**
 * Seals and opens the tokens of a grant under the context that says whose they are.
 *
 * The context comes from the row key and from the grant's home identity, so tokens that were moved to another row, or a
 * grant whose home identity was changed, cannot be opened.
 */
import { formatSender } from '../sender.ts';
import type { SealContext, Vault } from '../vault/vault.ts';
import type { Grant } from './grant.ts';
import { formatTokenSet, parseTokenSet, type TokenSet } from './token-set.ts';

type GrantIdentity = Pick<Grant, 'sender' | 'homeTenantId' | 'homeObjectId' | 'generation'>;

export async function sealTokens(
  vault: Pick<Vault, 'seal'>,
  grant: GrantIdentity,
  tokens: TokenSet,
): Promise<Uint8Array> {
  return vault.seal(contextOf(grant), formatTokenSet(tokens));
}

/** @throws ConnectorError `sealed_record_refused`, `vault_unavailable`, `vault_access_refused` */
export async function openTokens(
  vault: Pick<Vault, 'open'>,
  grant: GrantIdentity,
  sealed: Uint8Array,
): Promise<TokenSet> {
  return parseTokenSet(await vault.open(contextOf(grant), sealed));
}

function contextOf({ sender, homeTenantId, homeObjectId, generation }: GrantIdentity): SealContext {
  return {
    sender,
    homeTenantId,
    homeObjectId,
    generation,
    table: 'grants',
    partitionKey: formatSender(sender),
    rowKey: `tokens-${String(generation).padStart(10, '0')}`,
    purpose: 'tokens',
  };
}
