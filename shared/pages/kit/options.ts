/**
 * The choices of a list, one of them chosen.
 */
import { html, type SafeHtml } from './html.ts';

export interface Option {
  value: string;
  label: string;
}

/** Where none has the value, the first is chosen. */
export function renderOptions(options: readonly Option[], chosen: string | undefined): SafeHtml {
  const items = options.map(({ value, label }) =>
    value === chosen
      ? html`<option value="${value}" selected>${label}</option>`
      : html`<option value="${value}">${label}</option>`,
  );
  return html`${items}`;
}
