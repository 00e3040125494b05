/**
 * Erases what is kept of one person for the operator, whichever account is connected, or what a disconnect has left.
 *
 * It ends as erase.ts says, also beside a connection that is made at the same moment. Who may ask for it is decided before.
 */
import { ConnectorError } from '../errors.ts';
import { parseSender } from '../sender.ts';
import { WHICHEVER_ACCOUNT, type Erase, type EraseReceipt, type Traces } from './erase.ts';
import type { GrantStore } from './grant.ts';

/**
 * `hostObjectId`: a GUID in any case. `onFound` is done once it is known that something is kept, and before any of it is erased.
 * @throws ConnectorError `not_found` for somebody of whom nothing is kept, nor was; `conflict` when the person keeps connecting
 */
export type EraseFor = (
  hostTenantId: string,
  hostObjectId: string,
  onFound?: () => Promise<void>,
) => Promise<EraseReceipt>;

export interface EraseForDependencies {
  grants: Pick<GrantStore, 'read'>;
  erase: Erase;
  traces: Pick<Traces, 'hasMessages'>;
}

export function createEraseFor({ grants, erase, traces }: EraseForDependencies): EraseFor {
  return async (hostTenantId, hostObjectId, onFound) => {
    const sender = parseSender(`${hostTenantId}.${hostObjectId}`.toLowerCase());
    if (!sender) throw new ConnectorError('not_found');
    const { grant, erased } = await grants.read(sender);
    // Of somebody who never connected, or was erased, there may be messages all the same.
    const isKept = grant !== undefined || (await traces.hasMessages(sender));
    if (!isKept && !erased) throw new ConnectorError('not_found');
    if (isKept) await onFound?.();
    return erase(sender, WHICHEVER_ACCOUNT);
  };
}
