/**
 * The drafts of a mailbox as a page shows them: what was created and not sent, with its files so far.
 *
 * Without any there is a sentence that says so; what is in Deleted Items is listed only when there is something.
 */
import { html, type Html } from '../kit/html.ts';
import type { StoredDraft } from './drafts.ts';

const LIST_MAX = 200;

/** What the overview says behind a mailbox; nothing without drafts. */
export function countDrafts(drafts: StoredDraft[]): string {
  const count = drafts.filter(({ folder }) => folder === 'drafts').length;
  if (count === 0) return '';
  return count === 1 ? ', 1 draft' : `, ${count} drafts`;
}

/** The sections Drafts and, if it is not empty, Deleted Items. */
export function buildDrafts(drafts: StoredDraft[]): Html {
  const inFolder = (name: StoredDraft['folder']) => drafts.filter(({ folder }) => folder === name);
  const deleted = inFolder('deleteditems');
  return html`<h2>Drafts</h2>
    ${buildList(inFolder('drafts'))} ${deleted.length > 0 && html`<h2>Deleted Items</h2>`}
    ${deleted.length > 0 && buildList(deleted)}`;
}

function buildList(drafts: StoredDraft[]): Html {
  if (drafts.length === 0) return html`<p class="quiet">Nothing here.</p>`;
  const rows = drafts.slice(0, LIST_MAX).map(
    ({ content, createdAt }) =>
      html`<li>
        <bdi>${content.subject || '(no subject)'}</bdi>
        <span class="quiet"
          ><bdi
            >${content.attachments.map(({ name, size }) => `${name} (${size} bytes)`).join(', ') || 'no files'}</bdi
          ></span
        >
        <time datetime="${createdAt}">${createdAt.slice(0, 19).replace('T', ' ')} UTC</time>
      </li>`,
  );
  return html`<ul class="list">
      ${rows}
    </ul>
    ${drafts.length > LIST_MAX && html`<p class="quiet">The newest ${LIST_MAX} of ${drafts.length}.</p>`}`;
}
