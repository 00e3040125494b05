/**
 * The address that the ERP is given for a door or a source, with a button that copies it. Without script it is selected.
 */
import type { DocumentKind } from '../../../configuration-addresses.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import type { ConsoleContext } from '../console-context.ts';
import { renderCopyable } from '../copyable.ts';
import { documentsTexts } from './documents-texts.ts';

export function renderAddress(context: ConsoleContext, kind: DocumentKind, url: string): SafeHtml {
  const words = documentsTexts(context);
  return html`<h2 id="address-title">${words.addressTitle}</h2>
    <p>${words.addressOf[kind === 'door' ? 'door' : 'source']}</p>
    ${renderCopyable(context, { id: 'address', text: url, about: 'address-title' })}`;
}
