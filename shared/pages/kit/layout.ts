/**
 * The frame of every page: head, one heading, one main part, and a footer that says whose page this is and whom to ask.
 *
 * It works without script and without style. Files are linked by path, so they load under any host name; links and forms use the
 * whole public address, because cookies and sign-in work only there.
 */
import { createAccentAsset, iconAsset, scriptAsset, styleAsset } from './assets.ts';
import { renderContact } from './contact.ts';
import { html, toText, type SafeHtml } from './html.ts';
import { keepTogether } from './keep-together.ts';
import { renderLanguageSwitch } from './language-switch.ts';
import { renderName, renderParties } from './name.ts';
import type { PageContext } from './page-context.ts';

export interface Page {
  context: PageContext;
  /** The text of the title and, unless `heading` says otherwise, of the heading. */
  title: string;
  heading?: SafeHtml;
  mark?: 'good' | 'bad' | undefined;
  main: SafeHtml;
  /** Shown small, for the support contact. */
  requestId?: string | undefined;
}

/** The whole document; send it with `buildPageHeaders`. */
export function renderPage({ context, title, heading, mark, main, requestId }: Page): string {
  const { settings, texts } = context;
  const files = `${new URL(settings.publicUrl).pathname.replace(/\/+$/, '')}/assets`;
  const accent = createAccentAsset(settings);
  const page = html`<!doctype html>
    <html lang="${texts.tag}">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="stylesheet" href="${files}/${styleAsset.name}" />
        ${accent && html`<link rel="stylesheet" href="${files}/${accent.name}" />`}
        <link rel="icon" type="image/svg+xml" href="${files}/${iconAsset.name}" />
        <script src="${files}/${scriptAsset.name}" defer></script>
      </head>
      <body>
        <header>${renderLogo(context)} ${renderLanguageSwitch(context)}</header>
        <main>
          ${mark && marks[mark]}
          <h1>${heading ?? keepTogether(title)}</h1>
          ${main}
        </main>
        <footer>${renderFooter(context, requestId)}</footer>
      </body>
    </html> `;
  return toText(page);
}

/** Loaded from where the organisation keeps it, which learns of the reader's address but not of the page's. */
function renderLogo({ settings: { logoUrl, hostName } }: PageContext): SafeHtml | undefined {
  if (logoUrl === undefined) return undefined;
  return html`<img class="logo" src="${logoUrl}" alt="${hostName}" referrerpolicy="no-referrer" />`;
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

function renderFooter(context: PageContext, requestId: string | undefined): SafeHtml {
  const { settings, texts } = context;
  const { frame } = texts;
  const { publicUrl, erpUrl, privacyUrl } = settings;
  const { erp, host } = renderParties(settings);
  return html`<p>${frame.questions(renderContact(context))}</p>
    ${
      (erpUrl || privacyUrl) &&
      html`<p>
        ${erpUrl && html`<a href="${erpUrl}">${frame.goTo(erp)}</a>`} ${erpUrl && privacyUrl && html` · `}
        ${privacyUrl && html`<a href="${privacyUrl}">${frame.privacy}</a>`}
      </p>`
    }
    <p>${frame.runFor(host, renderName(new URL(publicUrl).host))}</p>
    ${requestId && html`<p>${frame.requestId(html`<code>${requestId}</code>`)}</p>`}`;
}
