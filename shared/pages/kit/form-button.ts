/**
 * A button that posts, which is the only way in which a page changes anything. It is a form of its own, so it works without
 * script.
 */
import { html, type SafeHtml } from './html.ts';

export interface FormButton {
  /** An absolute address below PUBLIC_URL. */
  action: string;
  label: string;
  /** The label while the answer is awaited. */
  busyLabel: string;
  look?: 'primary' | 'danger';
  /** Where others on the page have the same label: ids of elements whose text says after the label what this one is about. */
  about?: { id: string; by: readonly string[] } | undefined;
  /** At most one hidden field. */
  field?: { name: string; value: string } | undefined;
}

export function renderFormButton({ action, label, busyLabel, look, about, field }: FormButton): SafeHtml {
  return html`<form method="post" action="${action}">
    ${field && html`<input type="hidden" name="${field.name}" value="${field.value}" />`}
    ${
      about
        ? html`<button
            type="submit"
            class="${look}"
            id="${about.id}"
            aria-labelledby="${about.id} ${about.by.join(' ')}"
            data-busy="${busyLabel}"
          >
            ${label}
          </button>`
        : html`<button type="submit" class="${look}" data-busy="${busyLabel}">${label}</button>`
    }
  </form>`;
}
