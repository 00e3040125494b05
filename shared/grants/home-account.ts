/**
 * The account of the home tenant behind a sign-in at the host tenant, compared with the one that a grant belongs to. Pure.
 */
import type { Grant } from './grant.ts';

/** GUIDs in lower case, as `client_info` says them. */
export type HomeAccount = Pick<Grant, 'homeTenantId' | 'homeObjectId'>;

/** `account` is undefined for a guest without a home tenant, to whom no grant belongs. */
export function isOfAccount(grant: HomeAccount, account: HomeAccount | undefined): boolean {
  return grant.homeTenantId === account?.homeTenantId && grant.homeObjectId === account.homeObjectId;
}

/** Since when a sender is connected as the home account of the grant. */
export function accountSinceOf({ accountSince, connectedAt }: Pick<Grant, 'accountSince' | 'connectedAt'>): Date {
  return accountSince ?? connectedAt;
}

/** Whether a sign-in has contradicted the grant: nothing is sent as it until it is replaced or connected again. */
export function isSuspended({ status, problem }: Pick<Grant, 'status' | 'problem'>): boolean {
  return status === 'reconsent_required' && problem?.code === 'identity_changed';
}
