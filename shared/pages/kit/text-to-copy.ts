/**
 * A plain text to pass on, with a link that puts it into an email and a button that copies it. Without script the reader selects
 * the text.
 */
import { html, type SafeHtml } from './html.ts';
import { buildMailLink } from './mail-link.ts';
import type { PageContext } from './page-context.ts';

export interface TextToCopyOptions {
  /** Of the email. */
  subject: string;
  /** Paragraphs of the text that the email leaves out first where it cannot take all of it. */
  spare?: readonly string[] | undefined;
  /** To whom; by default the reader fills it in. */
  to?: string | undefined;
  /** Of the link that opens the email, where it says more than that. */
  label?: string | undefined;
  /** Where passing it on is what the page is for. */
  look?: 'primary';
}

/** `id` is unique on the page. */
export function renderTextToCopy(
  { texts: { frame } }: PageContext,
  id: string,
  text: string,
  { subject, spare, to = '', label = frame.emailText, look }: TextToCopyOptions,
): SafeHtml {
  const href = buildMailLink({ to, subject, text, spare, shortened: frame.shortened });
  return html`<pre id="${id}">${text}</pre>
    <p class="actions">
      <a class="${look ? `button ${look}` : 'button'}" href="${href}">${label}</a>
      <button type="button" data-copy="${id}" data-done="${frame.copied}" data-failed="${frame.selected}" hidden>
        ${frame.copyText}
      </button>
      <span role="status"></span>
    </p>`;
}
