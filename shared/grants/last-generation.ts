/**
 * The last generation that a sender has had, over an erasure. Pure.
 *
 * An earlier release does not know what is left of an erased grant and counts from one again, so the grant may have the lower number.
 */
import type { ErasedGrant, Grant } from './grant.ts';

/** 0 for a sender who never connected. */
export function lastGeneration(
  grant: Pick<Grant, 'generation'> | undefined,
  erased: Pick<ErasedGrant, 'generation'> | undefined,
): number {
  return Math.max(grant?.generation ?? 0, erased?.generation ?? 0);
}
