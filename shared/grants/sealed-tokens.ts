/**
 * Seals and opens the tokens of a grant under the context that says whose they are.
 *
 * The context is the address of their row and the grant's home identity. Tokens that were moved to another row, or whose grant
 * now names another home identity, cannot be opened.
 */
import { addressOfTokens } from '../storage-addresses.ts';
import type { SealContext, Vault } from '../vault/vault.ts';
import type { Grant } from './grant.ts';
import { formatTokenSet, parseTokenSet, type TokenSet } from './token-set.ts';

type GrantIdentity = Pick<Grant, 'sender' | 'homeTenantId' | 'homeObjectId' | 'generation'>;

/** Throws as `Vault.seal`. */
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
  const { table, keys, purpose } = addressOfTokens(sender, generation);
  return { sender, homeTenantId, homeObjectId, generation, table, ...keys, purpose };
}
