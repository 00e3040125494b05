/**
 * How many people of each home tenant are connected to a host tenant, and how, from their grants alone.
 *
 * It reads a bounded number of them, with four columns each, and asks no directory; `suspended` is what was noted there. It writes nothing.
 */
import { hasCode } from '../errors.ts';
import type { Senders } from '../grants/senders.ts';
import { HOME_TENANT_GRANTS_MAX, HOME_TENANT_PAGE } from '../guest-limits.ts';
import type { RequireHomeTenant } from '../tenants/home-tenants.ts';
import { judgeState, type ConnectionState } from './guest-state.ts';

/** How many there are in each state. */
export interface HomeTenantCounts extends Record<ConnectionState, number> {
  homeTenantId: string;
  /** Whether its people may connect and send here; else none of them counts as connected. */
  isAllowed: boolean;
  total: number;
}

export interface HomeTenantList {
  /** The largest first. */
  homeTenants: HomeTenantCounts[];
  /** There are more than HOME_TENANT_GRANTS_MAX connections, and the rest is not counted. */
  isCut: boolean;
}

/** @throws ConnectorError `storage_…` */
export type ListHomeTenants = (hostTenantId: string) => Promise<HomeTenantList>;

export interface ListHomeTenantsDependencies {
  senders: Pick<Senders, 'listStates'>;
  requireHomeTenant: RequireHomeTenant;
}

export function createListHomeTenants({ senders, requireHomeTenant }: ListHomeTenantsDependencies): ListHomeTenants {
  async function isAllowed(hostTenantId: string, homeTenantId: string): Promise<boolean> {
    try {
      await requireHomeTenant({ sender: { hostTenantId }, homeTenantId });
      return true;
    } catch (error) {
      if (hasCode(error, 'home_tenant_not_allowed')) return false;
      throw error;
    }
  }

  return async (hostTenantId) => {
    const counts = new Map<string, HomeTenantCounts>();
    let cursor: string | undefined;
    // Every page counts as a full one, so that short ones do not prolong it.
    for (let read = 0; read < HOME_TENANT_GRANTS_MAX; read += HOME_TENANT_PAGE) {
      const page = await senders.listStates(hostTenantId, HOME_TENANT_PAGE, cursor);
      for (const row of page.states) {
        const { homeTenantId } = row;
        const held = counts.get(homeTenantId) ?? empty(homeTenantId);
        held[judgeState(row)] += 1;
        held.total += 1;
        counts.set(homeTenantId, held);
      }
      ({ cursor } = page);
      if (cursor === undefined) break;
    }
    for (const held of counts.values()) {
      if (await isAllowed(hostTenantId, held.homeTenantId)) continue;
      Object.assign(held, { isAllowed: false, connected: 0, blocked: held.blocked + held.connected });
    }
    const homeTenants = [...counts.values()].sort(
      (one, other) => other.total - one.total || (one.homeTenantId < other.homeTenantId ? -1 : 1),
    );
    return { homeTenants, isCut: cursor !== undefined };
  };
}

function empty(homeTenantId: string): HomeTenantCounts {
  return {
    homeTenantId,
    isAllowed: true,
    total: 0,
    connected: 0,
    reconnect: 0,
    blocked: 0,
    suspended: 0,
    disconnected: 0,
  };
}
