/**
 * Makes the tokens of a sender unreadable, up to a generation: the key rows go first, so that what was sealed stays closed whatever
 * happens next.
 *
 * Repeating it is harmless. It leaves the grant as it is.
 */
import type { Sender } from '../sender.ts';
import type { Vault } from '../vault/vault.ts';
import type { GrantStore } from './grant.ts';

export interface ShredTokensDependencies {
  grants: Pick<GrantStore, 'removeTokens'>;
  vault: Pick<Vault, 'destroyDataKeys'>;
}

export async function shredTokens(
  { grants, vault }: ShredTokensDependencies,
  sender: Sender,
  generation: number,
): Promise<void> {
  await vault.destroyDataKeys(sender, generation + 1);
  await grants.removeTokens(sender, generation + 1);
}
