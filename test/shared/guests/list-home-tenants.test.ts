import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import type { GrantStateRow } from '../../../shared/grants/grant.ts';
import { HOME_TENANT_GRANTS_MAX, HOME_TENANT_PAGE } from '../../../shared/guest-limits.ts';
import { createListHomeTenants } from '../../../shared/guests/list-home-tenants.ts';
import { times } from '../../contract/samples.ts';
import { hostTenantId, notAllowed } from './status-stage.ts';

const fabrikam = 'fab21ca3-0000-4000-8000-000000000002';
const row = (changes: Partial<GrantStateRow> = {}): GrantStateRow => ({
  status: 'connected',
  homeTenantId: fabrikam,
  ...changes,
});

function createStage(rows: readonly GrantStateRow[], pageMax = HOME_TENANT_PAGE) {
  const asked: [string, number][] = [];
  const listHomeTenants = createListHomeTenants({
    senders: {
      async listStates(tenant, top, cursor = '0') {
        asked.push([tenant, top]);
        const [start, size] = [Number(cursor), Math.min(top, pageMax)];
        const isMore = rows.length > start + size;
        return { states: rows.slice(start, start + size), ...(isMore && { cursor: String(start + size) }) };
      },
    },
    async requireHomeTenant({ homeTenantId }) {
      if (homeTenantId === notAllowed) throw new ConnectorError('home_tenant_not_allowed');
    },
  });
  return { list: () => listHomeTenants(hostTenantId), asked };
}

describe('listHomeTenants', () => {
  it('counts people by home tenant and state, the largest first', async () => {
    const { list } = createStage([
      row({ homeTenantId: notAllowed }),
      row({ homeTenantId: notAllowed, status: 'disconnected' }),
      row(),
      row({ problemCode: 'blocked_by_home_policy' }),
      row({ status: 'reconsent_required', problemCode: 'consent_withdrawn' }),
      row({ hostProblemCode: 'host_account_unavailable' }),
      row({ status: 'disconnected' }),
    ]);
    const one = { connected: 1, reconnect: 1, blocked: 1, suspended: 1, disconnected: 1 };
    expect(await list()).toEqual({
      homeTenants: [
        { homeTenantId: fabrikam, isAllowed: true, total: 5, ...one },
        { ...one, homeTenantId: notAllowed, isAllowed: false, total: 2, connected: 0, reconnect: 0, suspended: 0 },
      ],
      isCut: false,
    });
  });

  it('is empty where nobody ever connected', async () => {
    expect(await createStage([]).list()).toEqual({ homeTenants: [], isCut: false });
  });

  it('reads so many and no more, and says that it is cut', async () => {
    const all = createStage(times(HOME_TENANT_GRANTS_MAX, () => row()));
    expect(await all.list()).toMatchObject({ homeTenants: [{ total: HOME_TENANT_GRANTS_MAX }], isCut: false });
    const more = createStage(times(HOME_TENANT_GRANTS_MAX + 1, () => row()));
    expect(await more.list()).toMatchObject({ homeTenants: [{ total: HOME_TENANT_GRANTS_MAX }], isCut: true });
    expect(more.asked).toEqual(
      times(HOME_TENANT_GRANTS_MAX / HOME_TENANT_PAGE, () => [hostTenantId, HOME_TENANT_PAGE]),
    );
    const short = createStage(
      times(100, () => row()),
      1,
    );
    expect(await short.list()).toMatchObject({ isCut: true });
    expect(short.asked).toHaveLength(HOME_TENANT_GRANTS_MAX / HOME_TENANT_PAGE);
  });
});
