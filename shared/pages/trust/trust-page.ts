/**
 * The page for a home organisation's IT, its data protection officer and partners (GET /trust): its frame, and the text that asks for
 * approval, in the language of the reader. The long part comes from trust-details.ts.
 *
 * The page is the same for every reader and has no effect, so its address may be published and forwarded.
 */
import { html, type SafeHtml } from '../kit/html.ts';
import { renderPage } from '../kit/layout.ts';
import { renderParties } from '../kit/name.ts';
import { buildItDepartmentText } from '../person/it-department-text.ts';
import type { PersonContext } from '../person/person-context.ts';

export interface TrustPageView extends PersonContext {
  adminConsentUrl: string;
  details: SafeHtml;
}

/** The whole document; send it with `buildPageHeaders`. */
export function renderTrustPage(view: TrustPageView): string {
  const { settings, texts, adminConsentUrl, details } = view;
  const { trust } = texts;
  const { erp, host } = renderParties(settings);
  const text = buildItDepartmentText({ settings, texts, request: { kind: 'approval', adminConsentUrl } });
  return renderPage({
    context: view,
    title: trust.title,
    main: html`<p class="lead">${trust.lead(erp, host)}</p>
      <details>
        <summary>${trust.requestSummary}</summary>
        <div>
          <p>${trust.request}</p>
          <pre>${text}</pre>
        </div>
      </details>
      ${texts.tag !== 'en' && html`<p class="note">${trust.inEnglish}</p>`} ${details}`,
  });
}
