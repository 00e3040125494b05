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

/** Gives the same object for the same bytes while the vault remembers them; it must not be changed. */
export type OpenTokens = (grant: GrantIdentity, sealed: Uint8Array) => Promise<Readonly<TokenSet>>;

/** What it returns throws ConnectorError `sealed_record_refused`, `vault_unavailable`, `vault_access_refused`. */
export function createOpenTokens(vault: Pick<Vault, 'open'>): OpenTokens {
  const parsed = new WeakMap<Uint8Array, TokenSet>();
  return async (grant, sealed) => {
    const plaintext = await vault.open(contextOf(grant), sealed);
    const tokens = parsed.get(plaintext) ?? parseTokenSet(plaintext);
    parsed.set(plaintext, tokens);
    return tokens;
  };
}

function contextOf({ sender, homeTenantId, homeObjectId, generation }: GrantIdentity): SealContext {
  const { table, keys, purpose } = addressOfTokens(sender, generation);
  return { sender, homeTenantId, homeObjectId, generation, table, ...keys, purpose };
}
