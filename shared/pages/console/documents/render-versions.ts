/**
 * The versions of a document, the newest first: who made each one and when, what it says, and a button that puts it back.
 */
import { VERSIONS_KEPT } from '../../../configuration-limits.ts';
import { renderTime } from '../../kit/date.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import type { ConsoleContext } from '../console-context.ts';
import { renderConsoleForm } from '../console-form.ts';
import type { DocumentView } from './document-view.ts';
import { documentsTexts } from './documents-texts.ts';
import { isWatched } from './is-watched.ts';
import { renderWho } from './render-who.ts';

export function renderVersions(
  context: ConsoleContext,
  { page, view }: { page: string; view: Pick<DocumentView, 'versions' | 'stored' | 'expected'> },
): SafeHtml | undefined {
  const words = documentsTexts(context);
  const { versions, stored, expected } = view;
  if (versions?.length === 0) return undefined;
  if (!versions)
    return html`<h2>${words.versionsTitle}</h2>
      <p>${words.versionsRefused}</p>`;
  const items = versions.map(({ version, changedAt, changedBy, document }) => {
    const isCurrent = version === stored?.version;
    const id = `version-${version}`;
    return html`<details>
      <summary>
        <span id="${id}">${words.versionOf(version)}</span>${isCurrent && ` (${words.current})`},
        ${renderTime(context.texts, changedAt)}
      </summary>
      <div>
        <p>${renderWho(words, changedBy)}</p>
        ${document ? html`<pre>${JSON.stringify(document, undefined, 2)}</pre>` : html`<p>${words.deletedVersion}</p>`}
        ${
          document &&
          !isCurrent &&
          html`${isWatched(stored?.document) && !isWatched(document) && html`<p>${words.watchHint}</p>`}
          ${renderConsoleForm(context, {
            page,
            act: 'restore',
            label: words.restore,
            fields: { version: expected, restored: String(version) },
            about: { id: `restore-${version}`, by: [id] },
          })}`
        }
      </div>
    </details>`;
  });
  return html`<h2>${words.versionsTitle}</h2>
    <p>${words.versionsHint(VERSIONS_KEPT)}</p>
    ${items}`;
}
