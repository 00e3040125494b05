/**
 * Says that the window may be closed, and offers to close it.
 *
 * A browser lets a page close only a window that a script opened, and after a redirect through another site a page cannot know
 * whether its own is one. So the button tries, and says so when it fails.
 */
import { html } from './html.ts';

export const closeWindow = html`<p class="actions">
  <span>You may close this window.</span>
  <button type="button" data-close hidden>Close this window</button>
  <span role="status"></span>
</p>`;
