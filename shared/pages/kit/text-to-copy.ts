/**
 * A plain text to pass on, with a button that copies it. Without script the reader selects the text.
 */
import { html, type SafeHtml } from './html.ts';

/** `id` is unique on the page. */
export function renderTextToCopy(id: string, text: string): SafeHtml {
  return html`<pre id="${id}">${text}</pre>
    <p class="actions">
      <button type="button" data-copy="${id}" hidden>Copy this text</button>
      <span role="status"></span>
    </p>`;
}
