/**
 * Moves the place of a grant at the refresh timer, with whatever else changes of the grant.
 *
 * The new due row is written first and the old one deleted last, so a grant never loses its place; where the grant has changed
 * meanwhile, the new one is taken back.
 */
import type { DueStore, Grant, GrantStore, Versioned } from './grant.ts';
import { replaceUnlessChanged } from './replace-unless-changed.ts';

export interface MovePlaceDependencies {
  grants: Pick<GrantStore, 'replace'>;
  due: Pick<DueStore, 'add' | 'remove'>;
}

/** Whether it was written; a grant that changed since it was read is left as it is. */
export async function movePlace(
  { grants, due }: MovePlaceDependencies,
  grant: Versioned<Grant>,
  at: Date,
): Promise<boolean> {
  const { sender, generation, refreshDueAt } = grant;
  const place = { kind: 'refresh', sender, generation } as const;
  await due.add({ ...place, at });
  const isWritten = await replaceUnlessChanged(grants, { ...grant, refreshDueAt: at });
  await due.remove({ ...place, at: isWritten ? refreshDueAt : at });
  return isWritten;
}
