/**
 * The page of all documents of a host tenant: a list of each kind, what is refused, what was deleted, and a form to begin another one.
 */
import { documentKinds, type DocumentAddress, type DocumentKind } from '../../../configuration-addresses.ts';
import { CONSOLE_ROWS } from '../../../console-limits.ts';
import type { ConnectorError } from '../../../errors.ts';
import { renderTime } from '../../kit/date.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import { renderOptions } from '../../kit/options.ts';
import { renderName } from '../../kit/name.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { renderConsoleForm } from '../console-form.ts';
import { renderConsoleList } from '../console-list.ts';
import { formatDocumentItem } from './document-item.ts';
import { documentsTexts } from './documents-texts.ts';
import { renderWho } from './render-who.ts';

export interface DocumentRow extends DocumentAddress {
  /** What the document itself says. */
  displayName?: string | undefined;
  version: number;
  changedAt: Date;
  changedBy: string;
}

export interface DocumentsOfKind {
  kind: DocumentKind;
  rows: readonly DocumentRow[];
  /** Item after which the next page begins. */
  cursor?: string | undefined;
  isContinued: boolean;
}

export interface DocumentsView {
  lists: readonly DocumentsOfKind[];
  refused: readonly DocumentAddress[];
  /** The chosen host tenant has no document of its own. */
  isWithoutDocument: boolean;
  done?: string | undefined;
  /** Those that were deleted last; absent: they were not asked for. */
  deleted?: readonly DocumentRow[];
  begun?: BegunView | undefined;
}

/** What was filled in for a new document, and why it leads nowhere. */
export interface BegunView {
  kind: DocumentKind | undefined;
  name: string;
  error: ConnectorError;
}

export function renderDocumentsPage(context: ConsoleContext, view: DocumentsView): SafeHtml {
  const words = documentsTexts(context);
  const { done } = words;
  const said = view.done === 'deleted' ? done.deleted : undefined;
  const missing = view.lists.filter(({ rows, isContinued }) => rows.length === 0 && !isContinued);
  const noneOf = missing.map(({ kind }) => words.kinds[kind]).join(', ');
  return html`${said && html`<div class="note" role="status"><p>${said}</p></div>`}
    <p class="lead">${words.lead}</p>
    ${renderRefused(context, view)}
    ${view.lists.filter((one) => !missing.includes(one)).map((one) => renderKind(context, one))}
    ${noneOf && html`<p class="hint">${words.noneOf(noneOf)}</p>`} ${view.isWithoutDocument && renderOwn(context)}
    ${renderDeleted(context, view)}
    <h2>${words.newTitle}</h2>
    ${view.begun && renderFaults(context, view.begun)}
    ${renderConsoleForm(context, {
      page: 'documents',
      act: 'begin',
      label: words.begin,
      body: renderNew(context, view.begun),
    })}`;
}

/** Of all kinds, or the way to them. */
function renderDeleted(context: ConsoleContext, { deleted }: DocumentsView): SafeHtml {
  const words = documentsTexts(context);
  if (!deleted)
    return html`<p><a href="${consoleUrl(context, 'documents', { deleted: '1' })}">${words.deletedLink}</a></p>`;
  return html`<h2>${words.deletedTitle}</h2>
    ${deleted.length > 0 && html`<p>${words.deletedHint(CONSOLE_ROWS)}</p>`}
    ${renderConsoleList(context, {
      page: 'documents',
      caption: words.deletedTitle,
      columns: [words.name, words.newKind, words.changed, words.by],
      rows: deleted.map((row) => [
        renderLink(context, row),
        words.kind[row.kind],
        renderTime(context.texts, row.changedAt),
        renderWho(words, row.changedBy),
      ]),
      empty: words.noneDeleted,
    })}`;
}

function renderFaults({ words }: ConsoleContext, { error }: BegunView): SafeHtml {
  const items = error.faults.map(({ pointer, detail }) => html`<li><code>${pointer}</code> ${detail}</li>`);
  return html`<div class="note" role="alert" id="new-refusal">
    <p>${words.faults}</p>
    <ul lang="en">
      ${items}
    </ul>
  </div>`;
}

function renderLink(context: ConsoleContext, address: DocumentAddress): SafeHtml {
  const href = consoleUrl(context, `documents/${formatDocumentItem(address)}`);
  return html`<a href="${href}">${renderName(address.kind === 'tenant' ? address.hostTenantId : address.name)}</a>`;
}

function renderKind(context: ConsoleContext, { kind, rows, cursor, isContinued }: DocumentsOfKind): SafeHtml {
  const words = documentsTexts(context);
  return renderConsoleList(context, {
    page: 'documents',
    query: { kind },
    cursor,
    isContinued,
    caption: words.kinds[kind],
    columns: [words.name, words.version, words.changed, words.by],
    rows: rows.map((row) => [
      html`${renderLink(context, row)}${row.displayName && html`<small>${renderName(row.displayName)}</small>`}`,
      String(row.version),
      renderTime(context.texts, row.changedAt),
      renderWho(words, row.changedBy),
    ]),
  });
}

function renderOwn(context: ConsoleContext): SafeHtml {
  const words = documentsTexts(context);
  const href = consoleUrl(context, `documents/tenant_${context.tenantId}`);
  return html`<p>${words.kind.tenant}: <a href="${href}">${renderName(context.tenantId)}</a>. ${words.noDocument}</p>`;
}

function renderRefused(context: ConsoleContext, { refused }: DocumentsView): SafeHtml | undefined {
  const words = documentsTexts(context);
  if (refused.length === 0) return undefined;
  const items = refused.map((one) => html`<li>${words.kind[one.kind]} ${renderLink(context, one)}</li>`);
  return html`<h2>${words.refusedTitle}</h2>
    <div class="note" role="alert">
      <p>${words.refused}</p>
      <ul>
        ${items}
      </ul>
    </div>`;
}

/** With what is wrong, the reader begins at the name. */
function renderNew(context: ConsoleContext, begun: BegunView | undefined): SafeHtml {
  const words = documentsTexts(context);
  const kinds = documentKinds.map((kind) => ({ value: kind, label: words.kind[kind] }));
  const name = begun
    ? html`<input
        id="new-name"
        name="name"
        required
        maxlength="64"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        value="${begun.name}"
        autofocus
        aria-invalid="true"
        aria-describedby="new-refusal new-hint"
      />`
    : html`<input
        id="new-name"
        name="name"
        required
        maxlength="64"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        aria-describedby="new-hint"
      />`;
  return html`<div class="field">
      <label for="new-kind">${words.newKind}</label>
      <select id="new-kind" name="kind">
        ${renderOptions(kinds, begun?.kind)}
      </select>
    </div>
    <div class="field">
      <label for="new-name">${words.newName}</label>
      ${name}
      <p class="hint" id="new-hint">${words.newHint}</p>
    </div>`;
}
