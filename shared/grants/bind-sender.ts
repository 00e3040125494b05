/**
 * Says whom a reference leads to now and which account they have connected, so that a message can wait for exactly them.
 *
 * It opens no tokens and asks nobody: whether the message may leave is decided when it does, by what is sealed. After a disconnect, and
 * while a sign-in contradicts the connection, there is no account to wait for, and the next one that the sender connects counts.
 */
import { hasCode } from '../errors.ts';
import type { Fence } from '../fence.ts';
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
  /** For the message whose id was given. */
  fence?: Fence;
}

/** `from` says nothing here; `messageId` as FindSender. @throws ConnectorError `sender_ambiguous`, or what the stores throw */
export type BindSender = (
  hostTenantId: string,
  reference: string,
  from?: string,
  messageId?: string,
) => Promise<BoundSender>;

export function createBindSender(findSender: FindSender): BindSender {
  return async (hostTenantId, reference, _from, messageId) => {
    const found = await findSender(hostTenantId, reference, messageId).catch((error: unknown) => {
      if (!hasCode(error, 'not_found')) throw error;
    });
    if (!found) return { isConnected: false };
    const { grant } = found;
    const bound = { sender: found.sender, ...(found.fence && { fence: found.fence }) };
    if (!grant || grant.status === 'disconnected' || isSuspended(grant)) return { ...bound, isConnected: false };
    const { homeTenantId, homeObjectId, status, problem, hostProblem } = grant;
    const account = { homeTenantId, homeObjectId };
    if (status === 'connected' && !hostProblem) return { ...bound, account, isConnected: true };
    const { code } = (status === 'connected' && hostProblem) || (problem ?? {});
    return { ...bound, account, isConnected: false, ...(code && { problem: code }) };
  };
}
