/**
 * A button that posts: the only way a page changes anything. A form of its own, so it works without script.
 */
import { html, type SafeHtml } from './html.ts';

export interface FormButton {
  /** Absolute address below the public one. */
  action: string;
  label: string;
  /** What the button says while the answer is awaited. */
  busyLabel: string;
  look?: 'primary' | 'danger';
  /** At most one hidden field. */
  field?: { name: string; value: string } | undefined;
}

export function renderFormButton({ action, label, busyLabel, look, field }: FormButton): SafeHtml {
  return html`<form method="post" action="${action}">
    ${field && html`<input type="hidden" name="${field.name}" value="${field.value}" />`}
    <button type="submit" class="${look}" data-busy="${busyLabel}">${label}</button>
  </form>`;
}
