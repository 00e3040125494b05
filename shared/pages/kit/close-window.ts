/**
 * Says that the window may be closed, and offers to close it.
 *
 * A browser lets a page close only a window that a script opened, and after a redirect through another site a page cannot know
 * whether its own is one. So the button tries, and says so when it fails.
 */
import { html, type SafeHtml } from './html.ts';
import type { PageContext } from './page-context.ts';

export function renderCloseWindow({ texts: { frame } }: PageContext): SafeHtml {
  return html`<p class="actions">
    <span>${frame.mayClose}</span>
    <button type="button" data-close data-failed="${frame.closeFailed}" hidden>${frame.close}</button>
    <span role="status"></span>
  </p>`;
}
