/**
 * Says, before anything else of a page, that nothing is sent for a host tenant, because it is paused or has left.
 */
import { html, type SafeHtml } from '../../kit/html.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import type { TenantView } from './document-view.ts';
import { documentsTexts } from './documents-texts.ts';

/** Nothing for one that is active, and where the frame says already what stands in the way. */
export function renderTenantState(context: ConsoleContext, state: TenantView['state']): SafeHtml | undefined {
  const words = documentsTexts(context);
  if (state === 'active' || context.notice) return undefined;
  const href = consoleUrl(context, `documents/tenant_${context.tenantId}`);
  return html`<div class="note">
    <p><b>${state === 'paused' ? words.isPaused : words.hasLeft}</b></p>
    ${context.page !== 'documents' && html`<p><a href="${href}">${words.offBoarding.back}</a></p>`}
  </div>`;
}
