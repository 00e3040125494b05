/**
 * The readiness checks on a page: a button that runs them, because they call everything the connector needs, and what they said.
 */
import { html, type SafeHtml } from '../../kit/html.ts';
import { renderTable } from '../../kit/table.ts';
import type { ConsoleContext } from '../console-context.ts';
import { operationTexts } from './operation-texts.ts';
import type { AlarmsView, ShownCheck } from './operation-views.ts';

export function renderHealth(context: ConsoleContext, { checks, days }: Pick<AlarmsView, 'checks' | 'days'>): SafeHtml {
  const { settings, tenantId, words: shared } = context;
  const words = operationTexts(context).alarms;
  const isOther = tenantId !== settings.hostTenantId;
  return html`<h2 id="health">${words.healthTitle}</h2>
    <p>${words.healthLead}</p>
    ${checks && renderChecks(context, checks)}
    <form method="get" action="${settings.publicUrl}/console/alarms">
      ${isOther && html`<input type="hidden" name="tenant" value="${tenantId}" />`}
      <input type="hidden" name="days" value="${days}" />
      <input type="hidden" name="check" value="1" />
      <button type="submit" data-busy="${shared.busy}">${words.check}</button>
    </form>`;
}

function renderChecks(context: ConsoleContext, checks: readonly ShownCheck[]): SafeHtml {
  const words = operationTexts(context);
  const { name, result, detail, whoTerm, ok, failed } = words.alarms;
  const rows = checks.map((check) => [
    html`<code>${check.name}</code>`,
    check.ok ? html`<span class="state good">${ok}</span>` : html`<span class="state bad">${failed}</span>`,
    html`<span lang="en">${check.detail}</span>`,
    check.ok ? '' : words.who[check.who],
  ]);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${words.alarms.checks}">
    ${renderTable({ caption: words.alarms.checks, columns: [name, result, detail, whoTerm], rows })}
  </div>`;
}
