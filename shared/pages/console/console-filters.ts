/**
 * What a list can be narrowed down by: a form that only asks for the page again, so its address can be kept and passed on.
 */
import { html, type SafeHtml } from '../kit/html.ts';
import { renderOptions, type Option } from '../kit/options.ts';
import type { ConsoleContext } from './console-context.ts';

export interface ConsoleFilter {
  name: string;
  label: string;
  value: string;
  /** To choose from; absent: to be written. An empty value means all. */
  options?: readonly Option[];
  type?: 'text' | 'date' | 'search';
}

export function renderConsoleFilters(
  { settings, words, tenantId }: ConsoleContext,
  page: string,
  filters: readonly ConsoleFilter[],
): SafeHtml {
  const isOther = tenantId !== settings.hostTenantId;
  return html`<form method="get" action="${settings.publicUrl}/console/${page}" class="filters" role="search">
    ${isOther && html`<input type="hidden" name="tenant" value="${tenantId}" />`} ${filters.map(renderFilter)}
    <button type="submit">${words.filter}</button>
  </form>`;
}

/** The fields alone, for a form that is posted. */
export function renderConsoleFilterFields(filters: readonly ConsoleFilter[]): SafeHtml {
  return html`<div class="filters">${filters.map(renderFilter)}</div>`;
}

function renderFilter({ name, label, value, options, type = 'text' }: ConsoleFilter): SafeHtml {
  const id = `filter-${name}`;
  const field = options
    ? html`<select id="${id}" name="${name}">
        ${renderOptions(options, value)}
      </select>`
    : html`<input id="${id}" name="${name}" type="${type}" value="${value}" maxlength="320" />`;
  return html`<div><label for="${id}">${label}</label>${field}</div>`;
}
