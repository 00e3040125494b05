/**
 * The page of the audit: who did what, the newest first, with links to what it was done to.
 */
import { tenantDocument, type DocumentAddress } from '../../../configuration-addresses.ts';
import { AUDIT_CSV_ROWS_MAX } from '../../../console-limits.ts';
import { renderTime } from '../../kit/date.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import { renderName } from '../../kit/name.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { renderConsoleFilters } from '../console-filters.ts';
import { renderConsoleList } from '../console-list.ts';
import { formatDocumentItem, formatOffBoardingItem } from '../documents/document-item.ts';
import { documentsTexts } from '../documents/documents-texts.ts';
import { renderWho } from '../documents/render-who.ts';
import { peopleWords } from '../people/person-status.ts';
import { formatNumber } from './format-number.ts';
import { operationTexts } from './operation-texts.ts';
import type { AuditView, ShownEntry } from './operation-views.ts';

export function renderAuditPage(context: ConsoleContext, view: AuditView): SafeHtml {
  const { texts, words: shared, tenants } = context;
  const words = operationTexts(context).audit;
  const { from, to, entries, cursor, isContinued } = view;
  const hasSeveral = tenants.length > 1;
  return html`<p class="lead">${words.lead}</p>
    ${renderConsoleFilters(context, 'audit', [
      { name: 'from', label: shared.since, value: from, type: 'date' },
      { name: 'to', label: shared.until, value: to, type: 'date' },
    ])}
    <p>
      <a href="${consoleUrl(context, 'audit', { from, to, format: 'csv' })}">${shared.download}</a>
      <small class="muted">${words.exportHint(formatNumber(context, AUDIT_CSV_ROWS_MAX))}</small>
    </p>
    ${renderConsoleList(context, {
      page: 'audit',
      query: { from, to },
      cursor,
      isContinued,
      caption: words.entries,
      columns: [shared.time, words.action, words.what, words.by, ...(hasSeveral ? [shared.tenant] : [])],
      rows: entries.map((entry) => [
        renderTime(texts, entry.at),
        html`${words.actions[entry.action]}${entry.count !== undefined && html`<small>${words.count(entry.count)}</small>`}`,
        renderSubject(context, entry),
        renderWho(documentsTexts(context), entry.by),
        ...(hasSeveral ? [renderName(nameOf(context, entry.hostTenantId))] : []),
      ]),
    })}`;
}

function nameOf({ tenants }: ConsoleContext, hostTenantId: string): string {
  return tenants.find(({ id }) => id === hostTenantId)?.name ?? hostTenantId;
}

/** What it was done to, with the way there. */
function renderSubject(context: ConsoleContext, entry: ShownEntry): SafeHtml {
  const { kind, action, hostTenantId, name, version } = entry;
  const words = operationTexts(context).audit;
  const there = { ...context, tenantId: hostTenantId };
  if (kind === 'console') return html`${words.kinds.console} <code>${name}</code>`;
  if (kind === 'message' || kind === 'sender')
    return html`${words.kinds[kind]} <a href="${consoleUrl(there, `${kind}s/${name}`)}"><code>${name}</code></a>`;
  if (action === 'off_boarded') return renderOffBoarded(there, hostTenantId, name);
  const address: DocumentAddress = { kind, hostTenantId, name };
  const shown = kind === 'tenant' ? hostTenantId : name;
  return html`${documentsTexts(context).kind[kind]}
    <a href="${consoleUrl(there, `documents/${formatDocumentItem(address)}`)}"><code>${shown}</code></a>
    ${version > 0 && html`<small>${words.version(version)}</small>`}`;
}

/** A host tenant, or the home tenant within it that is named. */
function renderOffBoarded(context: ConsoleContext, hostTenantId: string, name: string): SafeHtml {
  const href = consoleUrl(context, `documents/${formatOffBoardingItem(hostTenantId)}`);
  const isWhole = name === tenantDocument(hostTenantId).name;
  return html`${documentsTexts(context).kind.tenant}
    <a href="${href}"><code>${hostTenantId}</code></a>
    ${!isWhole && html`<small>${peopleWords(context).homeTenant} <code>${name}</code></small>`}`;
}
