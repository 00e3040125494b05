/**
 * Names in sentences: isolated, so that a name in another script changes nothing around it.
 */
import { html, type SafeHtml } from './html.ts';
import type { PageSettings } from './page-settings.ts';

export function renderName(name: string): SafeHtml {
  return html`<bdi>${name}</bdi>`;
}

/** A name that the sentence is about. */
export function renderBoldName(name: string): SafeHtml {
  return html`<b><bdi>${name}</bdi></b>`;
}

/** The ERP, and the organisation that runs it. */
export function renderParties({ erpName, hostName }: PageSettings): { erp: SafeHtml; host: SafeHtml } {
  return { erp: renderName(erpName), host: renderName(hostName) };
}
