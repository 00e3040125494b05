/**
 * The frame of every page of the console: a way past the navigation, the pages, the host tenant, who is signed in, one heading, one main part.
 *
 * It works without script and without style. What is at an address is decided elsewhere.
 */
import { iconAsset, scriptAsset, styleAsset, createAccentAsset } from '../kit/assets.ts';
import { html, toText, type SafeHtml } from '../kit/html.ts';
import { renderLanguageSwitch } from '../kit/language-switch.ts';
import { renderName } from '../kit/name.ts';
import { renderOptions } from '../kit/options.ts';
import type { PageContext } from '../kit/page-context.ts';
import { consoleAssets } from './console-assets.ts';
import { consoleUrl, type ConsoleContext } from './console-context.ts';

export interface ConsoleMain {
  title: string;
  main: SafeHtml;
}

/** The pages that the navigation leads to, in its order. */
export const consoleSections = [
  'overview',
  'messages',
  'senders',
  'guests',
  'invitations',
  'limits',
  'documents',
  'alarms',
  'cost',
  'audit',
] as const;
export type ConsoleSection = (typeof consoleSections)[number];

/** The whole document of a page for somebody who is signed in. */
export function renderConsole(context: ConsoleContext, { title, main }: ConsoleMain): string {
  const { settings, words, signedIn } = context;
  return renderDocument(context, {
    title,
    header: html`<a class="skip" href="#main">${words.skip}</a>
      <div class="bar">
        <p class="product">${words.product(renderName(settings.hostName))}</p>
        ${renderTenants(context)} ${renderLanguageSwitch(context)}
        <p class="who">${renderName(signedIn.displayName ?? signedIn.displayAddress)}</p>
        <form method="post" action="${settings.publicUrl}/console/sign-out">
          <button type="submit" class="small" data-busy="${words.busy}">${words.signOut}</button>
        </form>
      </div>
      ${renderSections(context)}`,
    main: html`${renderNotice(context)} ${main}`,
    footer: html`<p>${context.texts.frame.requestId(html`<code>${context.requestId}</code>`)}</p>
      <p>${words.timesInUtc}</p>`,
  });
}

/** The document of a page for somebody who is not signed in. */
export function renderPlainConsole(
  context: Pick<ConsoleContext, 'settings' | 'texts' | 'words' | 'languageUrl'>,
  { title, main }: ConsoleMain,
): string {
  const { settings, words } = context;
  const header = html`<div class="bar">
    <p class="product">${words.product(renderName(settings.hostName))}</p>
    ${renderLanguageSwitch(context)}
  </div>`;
  return renderDocument(context, { title, header, main });
}

interface Document extends ConsoleMain {
  header: SafeHtml;
  footer?: SafeHtml;
}

function renderDocument(context: PageContext, { title, header, main, footer }: Document): string {
  const { settings, texts } = context;
  const files = `${new URL(settings.publicUrl).pathname.replace(/\/+$/, '')}/assets`;
  const accent = createAccentAsset(settings);
  return toText(
    html`<!doctype html>
      <html lang="${texts.tag}" class="console">
        <head>
          <meta charset="utf-8" />
          <title>${title}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <link rel="stylesheet" href="${files}/${styleAsset.name}" />
          <link rel="stylesheet" href="${files}/${consoleAssets.style.name}" />
          ${accent && html`<link rel="stylesheet" href="${files}/${accent.name}" />`}
          <link rel="icon" type="image/svg+xml" href="${files}/${iconAsset.name}" />
          <script src="${files}/${scriptAsset.name}" defer></script>
          <script src="${files}/${consoleAssets.script.name}" defer></script>
        </head>
        <body>
          <header>${header}</header>
          <main id="main" tabindex="-1">
            <h1>${title}</h1>
            ${main}
          </main>
          ${footer && html`<footer>${footer}</footer>`}
        </body>
      </html> `,
  );
}

function renderNotice(context: ConsoleContext): SafeHtml | undefined {
  const { texts, words, notice, wasPosted } = context;
  if (wasPosted) return html`<div class="note" role="status"><p>${words.wasPosted}</p></div>`;
  if (!notice) return undefined;
  return html`<div class="note" role="alert">
    <p><b>${texts.headings[notice]}</b> <code>${notice}</code></p>
    <p><a href="${consoleUrl(context, 'documents')}">${words.sections.documents}</a></p>
  </div>`;
}

function renderSections(context: ConsoleContext): SafeHtml {
  const { words, page } = context;
  const items = consoleSections.map((section) => {
    const isHere = section === page;
    return html`<li>
      ${
        isHere
          ? html`<a href="${consoleUrl(context, section)}" aria-current="page">${words.sections[section]}</a>`
          : html`<a href="${consoleUrl(context, section)}">${words.sections[section]}</a>`
      }
    </li>`;
  });
  return html`<nav class="sections" aria-label="${words.pages}">
    <ul>
      ${items}
    </ul>
  </nav>`;
}

/** A list to choose from, where there is more than one. */
function renderTenants({ settings, words, tenants, tenantId, page }: ConsoleContext): SafeHtml | undefined {
  const chosen = tenants.find(({ id }) => id === tenantId);
  if (tenants.length < 2) return undefined;
  const known = tenants.map(({ id, name }) => ({ value: id, label: name || id }));
  const options = chosen ? known : [...known, { value: tenantId, label: tenantId }];
  return html`<form method="get" action="${settings.publicUrl}/console/${page}" class="tenants">
    <label for="tenant">${words.tenant}</label>
    <select id="tenant" name="tenant">
      ${renderOptions(options, tenantId)}
    </select>
    <button type="submit" class="small">${words.choose}</button>
  </form>`;
}
