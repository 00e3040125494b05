/**
 * The other languages of a page, as plain links, each named in its own language; nothing on a page that has one language only.
 */
import { languageNames, languages } from '../text/languages.ts';
import { html, type SafeHtml } from './html.ts';
import type { PageContext } from './page-context.ts';

export function renderLanguageSwitch({ texts, languageUrl }: PageContext): SafeHtml | undefined {
  if (!languageUrl) return undefined;
  const links = languages
    .filter((language) => language !== texts.tag)
    .map((language) => {
      const name = languageNames[language];
      return html`<a href="${languageUrl(language)}" hreflang="${language}" lang="${language}">${name}</a> `;
    });
  return html`<nav aria-label="${texts.frame.languages}">${links}</nav>`;
}
