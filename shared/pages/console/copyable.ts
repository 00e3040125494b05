/**
 * A text with a button that copies it, which the script shows; without script the reader selects it.
 */
import { html, type SafeHtml } from '../kit/html.ts';
import type { ConsoleContext } from './console-context.ts';

/** `about`: ids of what the button's name adds. */
export function renderCopyable(
  { texts: { frame } }: Pick<ConsoleContext, 'texts'>,
  { id, text, about }: { id: string; text: string; about: string },
): SafeHtml {
  return html`<pre id="${id}" tabindex="0">${text}</pre>
    <p class="actions">
      <button
        type="button"
        class="small"
        id="${id}-copy"
        aria-labelledby="${id}-copy ${about}"
        data-copy="${id}"
        data-done="${frame.copied}"
        data-failed="${frame.selected}"
        hidden
      >
        ${frame.copyText}
      </button>
      <span role="status"></span>
    </p>`;
}
