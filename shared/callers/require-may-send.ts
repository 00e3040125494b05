/**
 * Whether messages may be kept in the name of an application that has proven nothing itself: whoever signs or knocks for it has.
 *
 * Asked at every use, so that an application that leaves the lists of its tenant sends in no way any more. Its roles are not asked for.
 */
import { isAllowed } from '../allow-list.ts';
import { ConnectorError } from '../errors.ts';
import type { Tenants } from '../tenants/host-tenant.ts';
import { SEND_RULE } from './caller.ts';
import { describeMissingRight } from './missing-right.ts';

/** @throws ConnectorError `forbidden` */
export type RequireMaySend = (hostTenantId: string, clientId: string) => Promise<void>;

export function createRequireMaySend(tenants: Pick<Tenants, 'read'>): RequireMaySend {
  return async (hostTenantId, clientId) => {
    const tenant = await tenants.read(hostTenantId);
    const isListed = tenant && isAllowed(tenant.callerClientIds, clientId);
    if (isListed && (tenant.rightsOfApplications.get(clientId)?.includes('send') ?? true)) return;
    const detail = describeMissingRight({ rule: SEND_RULE, roles: SEND_RULE.roles });
    throw new ConnectorError('forbidden', { detail, cause: new Error(`Application ${clientId}: ${detail}`) });
  };
}
