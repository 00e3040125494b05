/**
 * `console/documents`: what the operator keeps beside the settings; `console/documents/{kind}_{name}`: one document of it; and off-boarding.
 *
 * Each kind is listed by itself, the first rows of all kinds together; a further page is of one kind. What is written is checked, and
 * refused, as the API does.
 */
import { DOCUMENT_NAME, documentKinds, type DocumentKind } from '../../shared/configuration-addresses.ts';
import { CONSOLE_ROWS } from '../../shared/console-limits.ts';
import { ConnectorError, type Fault } from '../../shared/errors.ts';
import {
  formatDocumentItem,
  parseDocumentKind,
  parseOffBoardingItem,
} from '../../shared/pages/console/documents/document-item.ts';
import {
  renderDocumentsPage,
  type BegunView,
  type DocumentsOfKind,
} from '../../shared/pages/console/documents/documents-page.ts';
import { documentsTexts } from '../../shared/pages/console/documents/documents-texts.ts';
import { GUID } from '../../shared/sender.ts';
import type { TenantDocument } from '../../shared/tenants/tenant-document.ts';
import type { Connector } from '../compose.ts';
import type { ConsoleForm } from '../read-console-form.ts';
import type { ConsolePage, ConsoleVisit, Led, ShownPage } from './console-page.ts';
import { documentActs } from './document-acts.ts';
import { offBoardingPart } from './off-boarding.ts';
import { createShowDocument } from './show-document.ts';

type Parts = Pick<Connector, 'config' | 'configuration' | 'operations' | 'tenants' | 'callbacks' | 'now'>;

export function documentsPage(connector: Parts): ConsolePage {
  const { config, configuration } = connector;
  const showDocument = createShowDocument(connector);
  const offBoarding = offBoardingPart(connector);

  async function readKind(kind: DocumentKind, visit: ConsoleVisit) {
    const { tenant, query } = visit;
    const { documents, refused } = await configuration.list(kind, tenantOf(kind, visit, config));
    const cursor = query.get('kind') === kind ? (query.get('cursor') ?? '') : '';
    const rows = documents
      .filter((one) => formatDocumentItem(one) > cursor)
      .toSorted((one, other) => (formatDocumentItem(one) < formatDocumentItem(other) ? -1 : 1));
    const page = rows.slice(0, CONSOLE_ROWS).map(({ document, ...row }) => ({
      ...row,
      displayName: kind === 'tenant' ? (document as TenantDocument).name : undefined,
    }));
    const last = page.at(-1);
    const list: DocumentsOfKind = {
      kind,
      rows: page,
      isContinued: cursor !== '',
      ...(last && rows.length > page.length && { cursor: formatDocumentItem(last) }),
    };
    const hasOwn = [...documents, ...refused].some((one) => one.hostTenantId === tenant.id);
    return { list, refused, hasOwn };
  }

  /** `begun`: what was filled in for a new document, and is wrong. */
  async function showAll(visit: ConsoleVisit, begun?: BegunView): Promise<ShownPage> {
    const { view, query } = visit;
    const asked = parseDocumentKind(query.get('kind') ?? '');
    const kinds = asked ? [asked] : documentKinds;
    const read = await Promise.all(kinds.map((kind) => readKind(kind, visit)));
    const refused = read.flatMap((one) => one.refused);
    const ofTenants = read.find(({ list }) => list.kind === 'tenant');
    return {
      title: documentsTexts(view).title,
      main: renderDocumentsPage(view, {
        lists: read.map(({ list }) => list),
        refused,
        isWithoutDocument: ofTenants !== undefined && !ofTenants.hasOwn,
        done: query.get('done') ?? undefined,
        begun,
        ...(query.get('deleted') === '1' && { deleted: await listDeleted(connector, kinds, visit) }),
      }),
      ids: { refused: refused.length },
      ...(begun && { error: begun.error }),
      ...(refused.length > 0 && { alarms: ['sealed_record_refused'] }),
    };
  }

  return {
    async show(visit) {
      if (visit.item === '') return showAll(visit);
      return parseOffBoardingItem(visit.item) === undefined ? showDocument(visit) : offBoarding.show(visit);
    },
    acts: {
      begin: {
        isDestructive: false,
        async run(visit, form) {
          const begun = beginDocument(visit, form);
          return 'page' in begun ? begun : showAll(visit, begun);
        },
      },
      ...documentActs(connector, showDocument),
      ...offBoarding.acts,
    },
  };
}

/** The documents about host tenants are listed together, so that one that is refused can be written again from any of them. */
function tenantOf(kind: DocumentKind, { tenant }: ConsoleVisit, config: Parts['config']): string | undefined {
  if (kind === 'tenant') return undefined;
  return kind === 'registration' ? config.hostTenantId : tenant.id;
}

/** Those of all kinds that were deleted last. */
async function listDeleted(
  { config, configuration }: Pick<Parts, 'config' | 'configuration'>,
  kinds: readonly DocumentKind[],
  visit: ConsoleVisit,
) {
  const lists = await Promise.all(kinds.map((kind) => configuration.listDeleted(kind, tenantOf(kind, visit, config))));
  const newestFirst = lists.flat().toSorted((one, other) => other.changedAt.getTime() - one.changedAt.getTime());
  return newestFirst.slice(0, CONSOLE_ROWS);
}

/** Leads to the page of the document, whether there is one or not; or says what is wrong. It writes nothing. */
function beginDocument(visit: ConsoleVisit, form: ConsoleForm): Led | BegunView {
  const kind = parseDocumentKind(form.text('kind'));
  const name = form.text('name').trim().toLowerCase();
  const isId = kind === 'tenant' || kind === 'registration';
  const faults: Fault[] = [
    ...(kind ? [] : [{ pointer: '/kind', detail: `is not one of ${documentKinds.join(', ')}` }]),
    ...(DOCUMENT_NAME.test(name)
      ? []
      : [{ pointer: '/name', detail: 'is not a name of at most 64 lower-case letters, digits and hyphens' }]),
    ...(isId && !GUID.test(name)
      ? [{ pointer: '/name', detail: 'is not the id of a tenant or an app, which is a GUID' }]
      : []),
  ];
  if (!kind || faults.length > 0)
    return { kind, name: form.text('name'), error: new ConnectorError('invalid_request', { faults }) };
  const item = formatDocumentItem({ kind, hostTenantId: kind === 'tenant' ? name : visit.tenant.id, name });
  return { page: `documents/${item}`, query: { new: '1' } };
}
