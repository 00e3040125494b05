/**
 * `console/documents/off-boarding_{tenant id}`: ends a host tenant here, or one home tenant within it. What has begun goes on without credentials
 * being asked for again, because it goes on in any case.
 */
import { tenantDocument } from '../../shared/configuration-addresses.ts';
import { ConnectorError } from '../../shared/errors.ts';
import type { OffBoardingReport } from '../../shared/operations/off-board.ts';
import { documentsTexts } from '../../shared/pages/console/documents/documents-texts.ts';
import { parseOffBoardingItem } from '../../shared/pages/console/documents/document-item.ts';
import { renderOffBoardingPage } from '../../shared/pages/console/documents/off-boarding-page.ts';
import { GUID } from '../../shared/sender.ts';
import type { Departure, TenantDocument } from '../../shared/tenants/tenant-document.ts';
import type { Connector } from '../compose.ts';
import type { ConsoleForm } from '../read-console-form.ts';
import type { ConsolePage, ConsoleVisit, ShownPage } from './console-page.ts';

export function offBoardingPart({
  configuration,
  operations,
  tenants,
}: Pick<Connector, 'configuration' | 'operations' | 'tenants'>): Required<ConsolePage> {
  /** @throws ConnectorError `not_found` for a host tenant that is not served */
  async function readTenantId({ item }: ConsoleVisit): Promise<string> {
    const id = parseOffBoardingItem(item);
    if (id === undefined || !(await tenants.read(id))) throw new ConnectorError('not_found');
    return id;
  }

  async function listDepartures(hostTenantId: string): Promise<Departure[]> {
    const stored = await configuration.readStored(tenantDocument(hostTenantId));
    const { departures = [] }: TenantDocument = stored?.document ?? {};
    return departures;
  }

  async function show(visit: ConsoleVisit, hostTenantId: string, report?: OffBoardingReport): Promise<ShownPage> {
    const departures = await listDepartures(hostTenantId);
    return {
      title: documentsTexts(visit.view).offBoarding.title,
      main: renderOffBoardingPage(visit.view, { hostTenantId, departures, report }),
      ids: { hostTenant: hostTenantId, ...report },
    };
  }

  async function offBoard(visit: ConsoleVisit, hostTenantId: string, homeTenantId: string | undefined) {
    const leaving = { hostTenantId, ...(homeTenantId !== undefined && { homeTenantId }) };
    return show(visit, hostTenantId, await operations.offBoard(leaving, visit.by));
  }

  return {
    show: async (visit) => show(visit, await readTenantId(visit)),
    acts: {
      'off-board-home': {
        isDestructive: true,
        async run(visit, form) {
          const hostTenantId = await readTenantId(visit);
          return offBoard(visit, hostTenantId, readId(form, 'homeTenantId'));
        },
      },
      'off-board-host': {
        isDestructive: true,
        async run(visit, form) {
          const hostTenantId = await readTenantId(visit);
          if (readId(form, 'confirm') !== hostTenantId)
            throw invalid('/confirm', 'is not the tenant ID of the host tenant');
          return offBoard(visit, hostTenantId, undefined);
        },
      },
      'off-board-further': {
        isDestructive: false,
        async run(visit, form) {
          const hostTenantId = await readTenantId(visit);
          const homeTenantId = form.text('homeTenantId') === '' ? undefined : readId(form, 'homeTenantId');
          const departures = await listDepartures(hostTenantId);
          const isBegun = departures.some((one) => one.homeTenantId === homeTenantId && one.finishedAt === undefined);
          if (!isBegun) throw invalid('/homeTenantId', 'names no off-boarding that has begun and not ended');
          return offBoard(visit, hostTenantId, homeTenantId);
        },
      },
    },
  };
}

/** @throws ConnectorError `invalid_request` */
function readId(form: ConsoleForm, name: string): string {
  const id = form.text(name).trim().toLowerCase();
  if (!GUID.test(id)) throw invalid(`/${name}`, 'is not a tenant ID, which is a GUID');
  return id;
}

function invalid(pointer: string, detail: string): ConnectorError {
  return new ConnectorError('invalid_request', { faults: [{ pointer, detail }] });
}
