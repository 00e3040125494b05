/**
 * The end of a journey: says that the window may be closed, and offers to close it.
 *
 * Browsers let a page close only a window that a script opened, and a page cannot know whether its own is one: the sign-in in
 * between cuts the tie. So the button tries, and where it fails says so.
 */
import { html } from './html.ts';

export const closeWindow = html`<p class="actions">
  <span>You may close this window.</span>
  <button type="button" data-close hidden>Close this window</button>
  <span role="status"></span>
</p>`;
