/**
 * Says whom a reference leads to now and which account they have connected, so that a message can wait for exactly them.
 *
 * It opens no tokens and asks nobody: whether the message may leave is decided when it does, by what is sealed. After a disconnect, and
 * while a sign-in contradicts the connection, there is no account to wait for, and the next one that the sender connects counts.
 */
import { hasCode } from '../errors.ts';
import type { ErrorCode } from '../outcomes.ts';
import type { Sender } from '../sender.ts';
import type { FindSender } from './find-sender.ts';
import type { Grant } from './grant.ts';
import { isSuspended } from './home-account.ts';

export interface BoundSender {
  /** Absent while a name leads to nobody. */
  sender?: Sender;
  account?: Pick<Grant, 'homeTenantId' | 'homeObjectId'>;
  isConnected: boolean;
  /** Why a connection has ended, where that is known more exactly than that it has. */
  problem?: ErrorCode;
}

/** @throws ConnectorError `sender_ambiguous`, or what the stores throw */
export type BindSender = (hostTenantId: string, reference: string) => Promise<BoundSender>;

export function createBindSender(findSender: FindSender): BindSender {
  return async (hostTenantId, reference) => {
    const found = await findSender(hostTenantId, reference).catch((error: unknown) => {
      if (!hasCode(error, 'not_found')) throw error;
    });
    if (!found) return { isConnected: false };
    const { sender, grant } = found;
    if (!grant || grant.status === 'disconnected' || isSuspended(grant)) return { sender, isConnected: false };
    const { homeTenantId, homeObjectId, status, problem, hostProblem } = grant;
    const account = { homeTenantId, homeObjectId };
    if (status === 'connected' && !hostProblem) return { sender, account, isConnected: true };
    const { code } = (status === 'connected' && hostProblem) || (problem ?? {});
    return { sender, account, isConnected: false, ...(code && { problem: code }) };
  };
}
