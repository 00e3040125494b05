/**
 * The way to delete a document, with what stops working; or what has to be taken out of it first.
 */
import { html, type SafeHtml } from '../../kit/html.ts';
import { renderName } from '../../kit/name.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { renderConsoleForm } from '../console-form.ts';
import { formatDocumentItem } from './document-item.ts';
import type { DocumentView } from './document-view.ts';
import { documentsTexts } from './documents-texts.ts';

export function renderDelete(context: ConsoleContext, page: string, view: DocumentView): SafeHtml {
  const words = documentsTexts(context);
  const { standing = [], expected } = view;
  const way =
    standing.length > 0
      ? renderStanding(context, view)
      : html`<p>${words.deleteHint}</p>
          ${renderNaming(context, view)}
          ${renderConsoleForm(context, {
            page,
            act: 'delete',
            label: words.deleteDocument,
            look: 'danger',
            fields: { version: expected },
          })}`;
  return html`<h2>${words.deleteTitle}</h2>
    ${way}`;
}

/** What to do first. */
export function renderStanding(context: ConsoleContext, { standing = [] }: Pick<DocumentView, 'standing'>): SafeHtml {
  const { deleteFirst } = documentsTexts(context);
  const items = standing.map((one) => html`<li>${deleteFirst[one]}</li>`);
  return html`${
    items.length > 0 &&
    html`<ul>
      ${items}
    </ul>`
  }`;
}

function renderNaming(context: ConsoleContext, { namedBy = [] }: Pick<DocumentView, 'namedBy'>): SafeHtml | undefined {
  const words = documentsTexts(context);
  if (namedBy.length === 0) return undefined;
  const items = namedBy.map((one) => {
    const href = consoleUrl(context, `documents/${formatDocumentItem(one)}`);
    return html`<li>${words.kind[one.kind]} <a href="${href}">${renderName(one.name)}</a></li>`;
  });
  return html`<div class="note">
    <p>${words.namedBy}</p>
    <ul>
      ${items}
    </ul>
  </div>`;
}
