/**
 * A button that posts, which is the only way in which a page changes anything. It is a form of its own, so it works without
 * script.
 */
import { html, type SafeHtml } from './html.ts';
import { renderSubmitButton, type SubmitButton } from './submit-button.ts';

export interface FormButton extends SubmitButton {
  /** An absolute address below PUBLIC_URL. */
  action: string;
  /** At most one hidden field. */
  field?: { name: string; value: string } | undefined;
}

export function renderFormButton({ action, label, busyLabel, look, about, field }: FormButton): SafeHtml {
  return html`<form method="post" action="${action}">
    ${field && html`<input type="hidden" name="${field.name}" value="${field.value}" />`}
    ${renderSubmitButton({ label, busyLabel, look, about })}
  </form>`;
}
