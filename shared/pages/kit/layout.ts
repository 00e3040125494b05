/**
 * The frame of every page: head, one heading, one main part, and a footer that says whose page this is and whom to ask.
 *
 * It works without script and without style. Files are linked by path, so they load under any host name; links and forms use the
 * whole public address, because cookies and sign-in work only there.
 */
import { scriptAsset, styleAsset, iconAsset } from './assets.ts';
import { renderContact } from './contact.ts';
import { html, toText, type SafeHtml } from './html.ts';
import type { PageSettings } from './page-settings.ts';

export interface Page {
  settings: PageSettings;
  /** The text of the title and, unless `heading` says otherwise, of the heading. */
  title: string;
  heading?: SafeHtml;
  mark?: 'good' | 'bad' | undefined;
  main: SafeHtml;
  /** Shown small, for the support contact. */
  requestId?: string | undefined;
}

/** The whole document; send it with `pageHeaders`. */
export function renderPage({ settings, title, heading, mark, main, requestId }: Page): string {
  const files = `${new URL(settings.publicUrl).pathname.replace(/\/+$/, '')}/assets`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="stylesheet" href="${files}/${styleAsset.name}" />
        <link rel="icon" type="image/svg+xml" href="${files}/${iconAsset.name}" />
        <script src="${files}/${scriptAsset.name}" defer></script>
      </head>
      <body>
        <main>
          ${mark && marks[mark]}
          <h1>${heading ?? title}</h1>
          ${main}
        </main>
        <footer>${renderFooter(settings, requestId)}</footer>
      </body>
    </html> `;
  return toText(page);
}

const marks = {
  good: html`<svg class="mark good" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
    <circle cx="20" cy="20" r="18" fill="none" stroke="currentColor" stroke-width="3" />
    <path d="M12 20.5l5.5 5.5L28.5 15" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" />
  </svg>`,
  bad: html`<svg class="mark bad" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
    <circle cx="20" cy="20" r="18" fill="none" stroke="currentColor" stroke-width="3" />
    <path d="M20 11v12M20 28.5v.5" fill="none" stroke="currentColor" stroke-width="3.5" stroke-linecap="round" />
  </svg>`,
};

function renderFooter(settings: PageSettings, requestId: string | undefined): SafeHtml {
  const { publicUrl, hostName, erpName, erpUrl, privacyUrl } = settings;
  return html`<p>Questions? Ask ${renderContact(settings)}.</p>
    ${
      (erpUrl || privacyUrl) &&
      html`<p>
        ${erpUrl && html`<a href="${erpUrl}">Go to <bdi>${erpName}</bdi></a>`} ${erpUrl && privacyUrl && html` · `}
        ${privacyUrl && html`<a href="${privacyUrl}">Privacy</a>`}
      </p>`
    }
    <p>This page is run for <bdi>${hostName}</bdi> at <bdi>${new URL(publicUrl).host}</bdi>.</p>
    ${requestId && html`<p>Request id: <code>${requestId}</code></p>`}`;
}
