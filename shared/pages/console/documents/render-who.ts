/**
 * Who did something, as the audit names them: a person and the application they used, an application, or the sweep.
 */
import { html, type SafeHtml } from '../../kit/html.ts';
import type { ConsoleDocumentsTexts } from '../../text/en/console-documents.ts';

export function renderWho({ who }: Pick<ConsoleDocumentsTexts, 'who'>, by: string): SafeHtml {
  const [first = '', second] = by.split(' ');
  if (second !== undefined)
    return html`${who.person} <code>${first}</code> <small>${who.application} <code>${second}</code></small>`;
  return first === 'sweep' ? html`${who.sweep}` : html`${who.application} <code>${first}</code>`;
}
