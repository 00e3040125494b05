/**
 * Reads what every page of the console needs to know of a request: who is signed in, the host tenant that was chosen, the reader's language.
 */
import { randomUUID } from 'node:crypto';
import type { HttpRequest, InvocationContext } from '@azure/functions';
import { CONSOLE_TENANTS_MAX } from '../../shared/console-limits.ts';
import { ConnectorError, hasCode } from '../../shared/errors.ts';
import type { ConsoleContext } from '../../shared/pages/console/console-context.ts';
import { consoleTexts } from '../../shared/pages/console/console-texts.ts';
import type { Language } from '../../shared/pages/text/languages.ts';
import type { HostTenant } from '../../shared/tenants/host-tenant.ts';
import type { TenantDocument } from '../../shared/tenants/tenant-document.ts';
import type { Connector } from '../compose.ts';
import type { readReader, Reader } from '../language.ts';
import type { Administrator } from '../read-administrator.ts';
import type { ConsoleVisit } from './console-page.ts';

/** The first page. */
export const HOME = 'overview';

export interface ReadVisitParts extends Pick<Connector, 'config' | 'configuration' | 'tenants' | 'now'> {
  /** Handed in, because every page has loaded it. */
  readReader: typeof readReader;
}

/** @throws ConnectorError `not_found` for a host tenant that is not served */
export async function readConsoleVisit(
  parts: ReadVisitParts,
  request: HttpRequest,
  administrator: Administrator,
  context: InvocationContext,
): Promise<{ visit: ConsoleVisit; reader: Reader }> {
  const { config } = parts;
  const { query } = request;
  const { page, item } = readPlace(request);
  const reader = await readConsoleReader(parts, request, context);
  const chosen = administrator.form?.text('tenant') || query.get('tenant');
  const { tenant, isRefused } = await readTenant(parts, chosen?.toLowerCase());
  const { sender, displayAddress, displayName, clientId, formToken } = administrator;
  const view: ConsoleContext = {
    ...contextOf(reader),
    settings: config,
    page,
    tenantId: tenant.id,
    tenants: await listTenants(parts),
    signedIn: { displayAddress, displayName, formToken },
    requestId: context.invocationId,
    once: `${Math.floor(parts.now().getTime() / 1000)}.${randomUUID()}`,
    wasPosted: query.get('done') === 'posted',
    ...(isRefused && { notice: 'sealed_record_refused' as const }),
  };
  const by = `${sender.hostObjectId} ${clientId}`;
  return { visit: { view, administrator, by, tenant, item, query, context }, reader };
}

/**
 * Where its document was spoilt the pages open all the same, because one of them puts it right; nothing is sent for such a tenant.
 * @throws ConnectorError `not_found` for a host tenant that is not served
 */
async function readTenant(
  { config, tenants }: Pick<ReadVisitParts, 'config' | 'tenants'>,
  chosen: string | undefined,
): Promise<{ tenant: HostTenant; isRefused: boolean }> {
  const read = await (chosen ? tenants.read(chosen) : tenants.readDefault()).catch((error: unknown) => {
    if (hasCode(error, 'sealed_record_refused')) return 'refused' as const;
    throw error;
  });
  if (read === undefined) throw new ConnectorError('not_found');
  if (read !== 'refused') return { tenant: read, isRefused: false };
  const nobody = {
    callerClientIds: [],
    rightsOfApplications: new Map(),
    allowedHomeTenants: [],
    departedHomeTenants: [],
  };
  return { tenant: { id: chosen || config.hostTenantId, state: 'paused', ...nobody }, isRefused: true };
}

export function readConsoleReader(
  { config, readReader: read }: Pick<ReadVisitParts, 'config' | 'readReader'>,
  request: HttpRequest,
  context: InvocationContext,
): Promise<Reader> {
  return read(config, request, context, addressOf(config.publicUrl, request));
}

export function contextOf(reader: Reader): Pick<ConsoleContext, 'settings' | 'texts' | 'words' | 'languageUrl'> {
  const { settings, texts, languageUrl } = reader;
  return { settings, texts, words: consoleTexts[texts.tag as Language], ...(languageUrl && { languageUrl }) };
}

/** Where the page of this request is found again; of a form, the page that it was on. */
export function addressOf(publicUrl: string, request: HttpRequest): string {
  const { method, url, query } = request;
  const isHome = !PLACE.exec(new URL(url).pathname)?.[1];
  const { page, item } = readPlace(request);
  const path = isHome ? [] : [page, item].filter(Boolean).map(encodeURIComponent);
  const kept = new URLSearchParams(method === 'GET' ? [...query].filter(([name]) => !unkept.includes(name)) : []);
  const text = kept.toString();
  return `${[`${publicUrl}/console`, ...path].join('/')}${text && `?${text}`}`;
}

const PLACE = /\/console(?:\/([^/]+)(?:\/([^/]+))?)?\/?$/i;

/** From the path: Azure's host also puts queries among the parameters of a route. @throws ConnectorError `not_found` */
export function readPlace({ url }: Pick<HttpRequest, 'url'>): { page: string; item: string } {
  const [, page = HOME, item = ''] = PLACE.exec(new URL(url).pathname) ?? [];
  try {
    return { page: decodeURIComponent(page), item: decodeURIComponent(item) };
  } catch (cause) {
    throw new ConnectorError('not_found', { cause });
  }
}

/** What a page says once. */
const unkept: readonly string[] = ['lang', 'ended', 'done'];

/** That of the settings, and those of documents. */
async function listTenants({ config, configuration }: ReadVisitParts): Promise<ConsoleContext['tenants']> {
  const { documents } = await configuration.list<TenantDocument>('tenant');
  const nameOf = (id: string) => (id === config.hostTenantId ? config.hostName : undefined);
  const named = documents.map(({ hostTenantId: id, document }) => ({ id, name: document.name || nameOf(id) }));
  const hasOwn = named.some(({ id }) => id === config.hostTenantId);
  const own = hasOwn ? [] : [{ id: config.hostTenantId, name: config.hostName }];
  return [...own, ...named].slice(0, CONSOLE_TENANTS_MAX);
}
