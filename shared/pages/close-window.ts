/**
 * The end of a journey: says that the window may be closed, and offers to close it where a page can.
 */
import { html } from './html.ts';

export const closeWindow = html`<p>
  You may close this window. <button type="button" data-close hidden>Close this window</button>
</p>`;
