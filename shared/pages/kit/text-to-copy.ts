/**
 * A plain text to pass on, with a link that puts it into an email and a button that copies it. Without script the reader selects
 * the text.
 */
import { html, type SafeHtml } from './html.ts';
import { buildMailLink } from './mail-link.ts';

export interface TextToCopyOptions {
  /** Of the email. */
  subject: string;
  /** Where passing it on is what the page is for. */
  look?: 'primary';
}

/** `id` is unique on the page. */
export function renderTextToCopy(id: string, text: string, { subject, look }: TextToCopyOptions): SafeHtml {
  return html`<pre id="${id}">${text}</pre>
    <p class="actions">
      <a class="${look ? `button ${look}` : 'button'}" href="${buildMailLink('', subject, text)}">Email this text</a>
      <button type="button" data-copy="${id}" hidden>Copy this text</button>
      <span role="status"></span>
    </p>`;
}
