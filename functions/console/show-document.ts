/**
 * Shows one document: past every cache, with its versions. A document that fails its integrity check is shown as refused, so that an
 * earlier version can be put back or it can be written again.
 */
import type { DocumentAddress } from '../../shared/configuration-addresses.ts';
import { orRefused } from '../../shared/configuration/read-documents.ts';
import { ConnectorError, hasCode } from '../../shared/errors.ts';
import { parseDocumentItem } from '../../shared/pages/console/documents/document-item.ts';
import { renderDocumentPage, titleOfDocument } from '../../shared/pages/console/documents/document-page.ts';
import type { DocumentView } from '../../shared/pages/console/documents/document-view.ts';
import type { DoorDocument } from '../../shared/doors/door-document.ts';
import type { HostTenant } from '../../shared/tenants/host-tenant.ts';
import { listStanding } from '../../shared/tenants/standing.ts';
import type { Connector } from '../compose.ts';
import type { ConsoleVisit, ShownPage } from './console-page.ts';
import { listNaming } from './list-naming.ts';
import { templateOfDoor } from './preview-door.ts';

type Parts = Pick<Connector, 'config' | 'configuration' | 'tenants'>;

/** What an act has to say on the page. */
export interface Said extends Partial<Pick<DocumentView, 'typed' | 'error' | 'expected' | 'preview'>> {
  /** Why it was not deleted. */
  notDeleted?: ConnectorError;
}

export type ShowDocument = (visit: ConsoleVisit, said?: Said) => Promise<ShownPage>;

/** @throws ConnectorError `not_found` for an address that is none */
export function readDocumentAddress(
  { config }: Pick<Connector, 'config'>,
  { item, tenant }: ConsoleVisit,
): DocumentAddress {
  const address = parseDocumentItem(item, { hostTenantId: tenant.id, registrationsOf: config.hostTenantId });
  if (!address) throw new ConnectorError('not_found');
  return address;
}

export function createShowDocument(parts: Parts): ShowDocument {
  const { config, configuration, tenants } = parts;

  async function read(address: DocumentAddress) {
    const stored = await configuration.readStored(address).catch((error: unknown) => {
      if (hasCode(error, 'sealed_record_refused')) return 'refused' as const;
      throw error;
    });
    const versions = await configuration.listVersions(address).catch(orRefused);
    return { stored, versions };
  }

  /** Of what the document says, or would say were it used; undefined where it is not served. */
  async function readTenantState({
    hostTenantId,
  }: DocumentAddress): Promise<{ state: HostTenant['state'] } | undefined> {
    const tenant = await tenants.read(hostTenantId).catch(orRefused);
    return tenant && { state: tenant.state };
  }

  /** What only a document that is there has. */
  async function readFurther(address: DocumentAddress, document: object): Promise<Partial<DocumentView>> {
    const { kind, hostTenantId, name } = address;
    const path = { door: 'events', source: 'send' }[kind as string];
    const preview = { language: '', values: '' };
    return {
      standing: kind === 'tenant' ? listStanding(document) : [],
      namedBy: await listNaming(parts, address, document),
      ...(path && { url: `${config.publicUrl}/${path}/${hostTenantId}.${name}` }),
      ...(kind === 'template' && { preview }),
      ...(kind === 'door' && { preview: { ...preview, template: templateOfDoor(address, document as DoorDocument) } }),
    };
  }

  return async (visit, { notDeleted, ...said } = {}) => {
    const { view, query } = visit;
    const address = readDocumentAddress(parts, visit);
    const { stored, versions } = await read(address);
    const tenant = address.kind === 'tenant' ? await readTenantState(address) : undefined;
    const isThere = stored !== undefined || versions?.length !== 0 || tenant !== undefined;
    if (!isThere && said.error === undefined && !query.has('new')) throw new ConnectorError('not_found');
    const isRefused = stored === 'refused';
    const document = isRefused ? undefined : stored;
    const state = isRefused ? 'refused' : document ? 'stored' : versions?.length === 0 ? 'new' : 'deleted';
    return {
      title: titleOfDocument(view, address),
      main: renderDocumentPage(view, {
        address,
        state,
        stored: document,
        versions,
        // What was spoilt has no version that could have been read.
        expected: isRefused ? 'any' : String(document?.version ?? 'none'),
        done: query.get('done') ?? undefined,
        tenant,
        ...(document && (await readFurther(address, document.document))),
        ...(notDeleted && { isNotDeleted: true }),
        ...said,
      }),
      ids: { kind: address.kind, hostTenant: address.hostTenantId, name: address.name },
      ...((said.error ?? notDeleted) && { error: said.error ?? notDeleted }),
      ...(isRefused && { alarms: ['sealed_record_refused'] }),
    };
  };
}
