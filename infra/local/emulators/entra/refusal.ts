/**
 * The refusal that a control call ordered for a person. Everything else about their request was right before.
 */
import type { Account } from './account.ts';
import { EntraError } from './errors.ts';
import type { EntraState, Refusal } from './state.ts';

/** Undefined where this endpoint and tenant refuse nothing. */
export function findRefusal(
  entra: EntraState,
  { person, tenantId }: Account,
  endpoint: Refusal['endpoint'],
): EntraError | undefined {
  const refusal = entra.refusals.get(person.key);
  if (refusal?.endpoint !== endpoint) return undefined;
  return refusal.tenantId === undefined || refusal.tenantId === tenantId ? new EntraError(refusal) : undefined;
}
