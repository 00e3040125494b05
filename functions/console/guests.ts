/**
 * `console/guests`: who is invited, connected, or kept from sending, and who must act; narrowed down by state and home tenant.
 */
import { CONSOLE_ROWS } from '../../shared/console-limits.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { HOME_TENANT_GRANTS_MAX, STATUS_PAGE_MAX } from '../../shared/guest-limits.ts';
import { guestStates, type GuestState } from '../../shared/guests/guest-state.ts';
import { GUID } from '../../shared/sender.ts';
import { renderGuestsPage } from '../../shared/pages/console/guests/guests-page.ts';
import type { Connector } from '../compose.ts';
import type { ConsolePage, ConsoleVisit } from './console-page.ts';
import { describeSituation, noteKeptOut } from './describe-situation.ts';
import { answerPeopleFile } from './people-file.ts';

export function guestsPage(connector: Pick<Connector, 'config' | 'configuration' | 'guests' | 'now'>): ConsolePage {
  const { config, guests } = connector;
  return {
    async show(visit) {
      if (visit.item) throw new ConnectorError('not_found');
      const { view, tenant } = visit;
      const hostTenantId = tenant.id;
      const { state, homeTenantId, cursor } = readFilters(visit);
      const asked = { hostTenantId, ...(state && { state }), ...(homeTenantId && { homeTenantId }) };
      if (visit.query.get('format') === 'csv')
        return answerPeopleFile(connector, visit, 'guests', async (from) => {
          const page = await guests.listStatus({
            ...asked,
            top: STATUS_PAGE_MAX,
            ...(from !== undefined && { cursor: from }),
          });
          return { rows: page.guests.map((guest) => noteKeptOut(tenant, guest)), cursor: page.cursor };
        });
      const [page, counted] = await Promise.all([
        guests.listStatus({ ...asked, top: CONSOLE_ROWS, ...(cursor !== undefined && { cursor }) }),
        cursor === undefined ? guests.listHomeTenants(hostTenantId) : undefined,
      ]);
      const shown = renderGuestsPage(view, {
        guests: page.guests.map((guest) => ({
          ...noteKeptOut(tenant, guest),
          situation: describeSituation(config, tenant, guest),
        })),
        isRefused: page.source === 'connections',
        state: state ?? '',
        homeTenantId: homeTenantId ?? '',
        cursor: page.cursor,
        isContinued: cursor !== undefined,
        homeTenants: counted && { ...counted, max: HOME_TENANT_GRANTS_MAX },
      });
      return { ...shown, ids: { count: page.guests.length } };
    },
  };
}

/** What is no filter is ignored. */
function readFilters({ query }: ConsoleVisit) {
  const state = guestStates.find((one): one is GuestState => one === query.get('state'));
  const home = query.get('home')?.trim().toLowerCase() ?? '';
  return { state, homeTenantId: GUID.test(home) ? home : undefined, cursor: query.get('cursor') || undefined };
}
