/**
 * `GET /tenants`, `GET`, `PUT` and `DELETE /tenants/{tenant}`, the same of `/registrations`: what the operator keeps beside the settings.
 *
 * A document is written over the version that If-Match names, or as a new one. Answers hold it with its version, which is also the ETag.
 */
import type { HttpRequest } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import {
  DOCUMENT_NAME,
  tenantDocument,
  type DocumentAddress,
  type DocumentKind,
} from '../shared/configuration-addresses.ts';
import { DOCUMENT_MAX_BYTES } from '../shared/configuration-limits.ts';
import type { Listed, ListedDocument } from '../shared/configuration/read-documents.ts';
import type { ExpectedVersion } from '../shared/configuration/write-documents.ts';
import { ConnectorError } from '../shared/errors.ts';
import { GUID } from '../shared/sender.ts';
import { checkMediaType } from '../shared/submission/media-type.ts';
import { parseJson } from '../shared/submission/parse-json.ts';
import type { Connector } from './compose.ts';
import { readBody } from './read-body.ts';
import type { Answer } from './respond.ts';

type Parts = Pick<Connector, 'config' | 'configuration' | 'tenants' | 'callbacks'>;

/** What a host tenant has several of, by the name in the address. */
const collections: Readonly<Record<string, DocumentKind>> = {
  sources: 'source',
  doors: 'door',
  templates: 'template',
  callbacks: 'callback',
  mailboxes: 'mailbox',
};

export function configurationMethods({ config, configuration, tenants, callbacks }: Parts) {
  const parts = { configuration, callbacks };
  const tenantOf = ({ params }: HttpRequest) => tenantDocument(readGuid(params['tenant']));
  const registrationOf = ({ params }: HttpRequest): DocumentAddress => {
    const name = (params['name'] ?? '').toLowerCase();
    if (!DOCUMENT_NAME.test(name)) throw new ConnectorError('not_found');
    return { kind: 'registration', hostTenantId: config.hostTenantId, name };
  };
  return {
    tenants: listMethods({ configuration }, 'tenant'),
    tenant: documentMethods(parts, tenantOf),
    registrations: listMethods({ configuration }, 'registration'),
    registration: documentMethods(parts, registrationOf),
    tenantDocuments: collectionMethods({ configuration, tenants }),
    tenantDocument: documentMethods(parts, async (request) => {
      const address = addressOf(request);
      if (!(await tenants.read(address.hostTenantId))) throw new ConnectorError('not_found');
      return address;
    }),
    documentVersions: versionMethods(parts, addressOf),
    registrationVersions: versionMethods(parts, registrationOf),
  };
}

function listMethods({ configuration }: Pick<Parts, 'configuration'>, kind: DocumentKind) {
  return {
    async GET() {
      return listAnswer(await configuration.list(kind));
    },
  };
}

function collectionMethods({ configuration, tenants }: Pick<Parts, 'configuration' | 'tenants'>) {
  return {
    async GET({ params }: HttpRequest) {
      const hostTenantId = readGuid(params['tenant']);
      if (params['collection'] === 'versions') return versionsAnswer(configuration, tenantDocument(hostTenantId));
      const kind = readCollection(params['collection']);
      if (!(await tenants.read(hostTenantId))) throw new ConnectorError('not_found');
      return listAnswer(await configuration.list(kind, hostTenantId));
    },
  };
}

function versionMethods(
  { configuration }: Pick<Parts, 'configuration'>,
  readAddress: (request: HttpRequest) => DocumentAddress,
) {
  return { GET: (request: HttpRequest) => versionsAnswer(configuration, readAddress(request)) };
}

async function versionsAnswer(configuration: Connector['configuration'], address: DocumentAddress): Promise<Answer> {
  const versions = await configuration.listVersions(address);
  if (versions.length === 0) throw new ConnectorError('not_found');
  const value = versions.map(({ changedAt, ...version }) => ({ ...version, changedAt: changedAt.toISOString() }));
  return { response: { jsonBody: { value } }, ids: { ...idsOf(address), count: value.length } };
}

/** `refused`: those whose row fails its integrity check; nothing of them is used. */
function listAnswer({ documents, refused }: Listed<object>): Answer {
  const value = documents.map(describeDocument);
  const named = refused.map(({ kind, hostTenantId, name }) => ({ kind, hostTenantId, name }));
  return {
    response: { jsonBody: { value, ...(named.length > 0 && { refused: named }) } },
    ids: { count: value.length, refused: named.length },
    ...(named.length > 0 && { alarms: ['sealed_record_refused' as const] }),
  };
}

/**
 * Of `tenants/{tenant}/{collection}/{name}`; `kind` where the route has no such parameter: some hosts have queries among them.
 * @throws ConnectorError `not_found`
 */
export function addressOf({ params }: HttpRequest, kind = readCollection(params['collection'])): DocumentAddress {
  const name = (params['name'] ?? '').toLowerCase();
  if (!DOCUMENT_NAME.test(name)) throw new ConnectorError('not_found');
  return { kind, hostTenantId: readGuid(params['tenant']), name };
}

// Stryker disable next-line StringLiteral: no collection has either name
function readCollection(text = ''): DocumentKind {
  const kind = Object.hasOwn(collections, text) ? collections[text] : undefined;
  if (!kind) throw new ConnectorError('not_found');
  return kind;
}

function documentMethods(
  { configuration, callbacks }: Pick<Parts, 'configuration' | 'callbacks'>,
  readAddress: (request: HttpRequest) => DocumentAddress | Promise<DocumentAddress>,
) {
  return {
    async GET(request: HttpRequest, _caller: Caller) {
      const stored = await configuration.readStored(await readAddress(request));
      if (!stored) throw new ConnectorError('not_found');
      return answerOf(stored, 200);
    },
    async PUT(request: HttpRequest, caller: Caller) {
      const address = await readAddress(request);
      const body = await readBody(request, DOCUMENT_MAX_BYTES);
      checkMediaType(request.headers);
      const { value, faults } = parseJson(body);
      if (faults.length > 0) throw new ConnectorError('invalid_request', { faults });
      const { written, isNew } = await configuration.putFromOutside(
        address,
        value,
        readExpected(request),
        nameOf(caller),
      );
      return answerOf(written, isNew ? 201 : 200);
    },
    async DELETE(request: HttpRequest, caller: Caller) {
      const address = await readAddress(request);
      await configuration.remove(address, readExpected(request), nameOf(caller));
      // One that is written later begins anew.
      if (address.kind === 'callback') await callbacks.forget(address);
      return { response: { status: 204 }, ids: idsOf(address) };
    },
  };
}

function answerOf(document: ListedDocument<object>, status: number): Answer {
  return {
    response: { status, headers: { ETag: `"${document.version}"` }, jsonBody: describeDocument(document) },
    ids: { ...idsOf(document), version: document.version },
  };
}

export function describeDocument({
  kind,
  hostTenantId,
  name,
  version,
  changedAt,
  changedBy,
  document,
}: ListedDocument<object>) {
  return { kind, hostTenantId, name, version, changedAt: changedAt.toISOString(), changedBy, document };
}

function idsOf({ kind, hostTenantId, name }: DocumentAddress) {
  return { kind, hostTenant: hostTenantId, name };
}

/** RFC 9110 sections 13.1.1 and 13.1.2. @throws ConnectorError `invalid_request` */
function readExpected({ headers }: HttpRequest): ExpectedVersion {
  const ifMatch = headers.get('if-match');
  const ifNoneMatch = headers.get('if-none-match');
  const isAny = ifMatch?.trim() === '*';
  const [, version] = /^"(\d{1,10})"$/.exec(ifMatch ?? '') ?? [];
  const faults = [
    ...(ifMatch !== null && version === undefined && !isAny
      ? [{ pointer: 'header:If-Match', detail: 'is neither * nor one ETag, such as "3"' }]
      : []),
    ...(ifNoneMatch !== null && ifNoneMatch !== '*' ? [{ pointer: 'header:If-None-Match', detail: 'is not *' }] : []),
    ...(ifMatch !== null && ifNoneMatch !== null
      ? [{ pointer: 'header:If-None-Match', detail: 'contradicts If-Match' }]
      : []),
  ];
  if (faults.length > 0) throw new ConnectorError('invalid_request', { faults });
  if (isAny) return 'any';
  return version === undefined ? (ifNoneMatch === '*' ? 'none' : undefined) : Number(version);
}

/** @throws ConnectorError `not_found` */
export function readGuid(text = ''): string {
  const id = text.toLowerCase();
  if (!GUID.test(id)) throw new ConnectorError('not_found');
  return id;
}

/** As the audit names whoever did something. */
export function nameOf({ clientId, personId }: Caller): string {
  return personId === undefined ? clientId : `${personId} ${clientId}`;
}
