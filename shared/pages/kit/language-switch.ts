/**
 * The other languages of a page, as plain links, each named in its own language; folded under the name of the page's own, so that they
 * take one line however many there are. Nothing on a page that is in no other language, or cannot be loaded again.
 */
import { languageNames, languages } from '../text/languages.ts';
import { html, type SafeHtml } from './html.ts';
import type { PageContext } from './page-context.ts';

export function renderLanguageSwitch({ texts, languageUrl }: PageContext): SafeHtml | undefined {
  if (!languageUrl) return undefined;
  const own = languages.filter((language) => language === texts.tag).map((language) => languageNames[language]);
  const links = languages
    .filter((language) => language !== texts.tag)
    .map((language) => {
      const name = languageNames[language];
      return html`<li><a href="${languageUrl(language)}" hreflang="${language}" lang="${language}">${name}</a></li>`;
    });
  return html`<nav aria-label="${texts.frame.languages}">
    <details class="languages">
      <summary>${globe}${own}</summary>
      <ul>
        ${links}
      </ul>
    </details>
  </nav>`;
}

const globe = html`<svg width="16" height="16" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
  <g fill="none" stroke="currentColor" stroke-width="1.5">
    <circle cx="10" cy="10" r="8" />
    <ellipse cx="10" cy="10" rx="3.5" ry="8" />
    <path d="M2 10h16" />
  </g>
</svg>`;
