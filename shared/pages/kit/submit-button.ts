/**
 * The button of a form. Where others on the page have the same label, ids say after the label what this one is about.
 */
import { html, type SafeHtml } from './html.ts';

export interface SubmitButton {
  label: string;
  /** The label while the answer is awaited. */
  busyLabel: string;
  look?: 'primary' | 'danger' | undefined;
  about?: { id: string; by: readonly string[] } | undefined;
}

export function renderSubmitButton({ label, busyLabel, look, about }: SubmitButton): SafeHtml {
  if (!about) return html`<button type="submit" class="${look}" data-busy="${busyLabel}">${label}</button>`;
  const names = `${about.id} ${about.by.join(' ')}`;
  return html`<button
    type="submit"
    class="${look}"
    id="${about.id}"
    aria-labelledby="${names}"
    data-busy="${busyLabel}"
  >
    ${label}
  </button>`;
}
