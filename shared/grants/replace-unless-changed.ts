/**
 * Writes a grant unless it has changed since it was read: what somebody else wrote meanwhile is a newer decision, and stays.
 */
import { hasCode } from '../errors.ts';
import type { Grant, GrantStore, Versioned } from './grant.ts';

/** Whether it was written. Throws what storage throws. */
export async function replaceUnlessChanged(
  grants: Pick<GrantStore, 'replace'>,
  grant: Versioned<Grant>,
): Promise<boolean> {
  try {
    await grants.replace(grant);
    return true;
  } catch (error) {
    if (!hasCode(error, 'conflict')) throw error;
    return false;
  }
}
