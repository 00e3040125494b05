/**
 * The page of one document: what it says, to be edited as JSON; its versions; and what can be done with a document of its kind.
 *
 * What was written and could not be saved is in the field again, with what is to be corrected.
 */
import type { DocumentAddress } from '../../../configuration-addresses.ts';
import { renderTime } from '../../kit/date.ts';
import { renderFacts } from '../../kit/facts.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { renderConsoleForm } from '../console-form.ts';
import { formatDocumentItem } from './document-item.ts';
import { documentSkeletons } from './document-skeletons.ts';
import type { DocumentView } from './document-view.ts';
import { isWatched } from './is-watched.ts';
import { documentsTexts } from './documents-texts.ts';
import { renderAddress } from './render-address.ts';
import { renderDelete, renderStanding } from './render-delete.ts';
import { renderPreview } from './render-preview.ts';
import { renderRefusal } from './render-refusal.ts';
import { renderTenantActs } from './render-tenant-acts.ts';
import { renderTenantState } from './render-tenant-state.ts';
import { renderVersions } from './render-versions.ts';
import { renderWho } from './render-who.ts';

export function renderDocumentPage(context: ConsoleContext, view: DocumentView): SafeHtml {
  const words = documentsTexts(context);
  const { address, stored, state, done } = view;
  const page = `documents/${formatDocumentItem(address)}`;
  const said = done !== undefined && Object.hasOwn(words.done, done) && words.done[done as keyof typeof words.done];
  return html`${view.tenant && renderTenantState(context, view.tenant.state)}
    ${said && html`<div class="note" role="status"><p>${said}</p></div>`} ${renderRefusal(context, view)}
    ${view.isNotDeleted && renderNotDeleted(context, view)}
    <p><a href="${consoleUrl(context, 'documents')}">${words.back}</a></p>
    ${renderState(context, view)}
    ${
      stored &&
      renderFacts([
        { term: words.of, details: html`<code>${address.hostTenantId}</code>` },
        { term: words.version, details: String(stored.version) },
        { term: words.changed, details: renderTime(context.texts, stored.changedAt) },
        { term: words.by, details: renderWho(words, stored.changedBy) },
      ])
    }
    ${view.url && renderAddress(context, address.kind, view.url)}
    ${view.tenant && renderTenantActs(context, { page, address, tenant: view.tenant })}
    <h2>${words.editTitle}</h2>
    ${renderEditor(context, view, page)} ${view.preview && renderPreview(context, { page, preview: view.preview })}
    ${renderVersions(context, { page, view })}
    ${(state === 'stored' || state === 'refused') && renderDelete(context, page, view)}`;
}

function renderNotDeleted(context: ConsoleContext, view: DocumentView): SafeHtml {
  return html`<div class="note" role="alert">
    <p><b>${documentsTexts(context).notDeleted}</b></p>
    ${renderStanding(context, view)}
  </div>`;
}

/** Of the title and the heading. */
export function titleOfDocument(context: ConsoleContext, { kind, hostTenantId, name }: DocumentAddress): string {
  const words = documentsTexts(context);
  return `${words.kind[kind]} ${kind === 'tenant' ? hostTenantId : name}`;
}

export function formatDocument(document: object): string {
  return JSON.stringify(document, undefined, 2);
}

function renderState(context: ConsoleContext, { state }: DocumentView): SafeHtml | undefined {
  const words = documentsTexts(context);
  if (state === 'stored') return undefined;
  const said = { new: words.isNew, deleted: words.isDeleted, refused: words.isRefused }[state];
  return html`<div class="note"><p>${said}</p></div>`;
}

function renderEditor(context: ConsoleContext, view: DocumentView, page: string): SafeHtml {
  const words = documentsTexts(context);
  const { typed, stored, state, address, error } = view;
  const last = view.versions?.find(({ document }) => document !== undefined)?.document;
  const kept = stored?.document ?? (state === 'deleted' ? last : undefined) ?? documentSkeletons[address.kind];
  const text = typed ?? formatDocument(kept);
  const hint = isWatched(stored?.document) && 'watch-hint';
  const described = [error && 'refusal', hint].filter(Boolean).join(' ');
  return renderConsoleForm(context, {
    page,
    act: 'save',
    label: words.save,
    look: 'primary',
    fields: { version: view.expected },
    body: html`<div class="field">
      <label for="document">${words.editLabel}</label>
      ${
        described === ''
          ? html`<textarea id="document" name="document" spellcheck="false">${text}</textarea>`
          : html`<textarea
              id="document"
              name="document"
              spellcheck="false"
              aria-invalid="${error ? 'true' : 'false'}"
              aria-describedby="${described}"
            >
${text}</textarea>`
      }
      ${hint && html`<p class="hint" id="${hint}">${words.watchHint}</p>`}
    </div>`,
  });
}
