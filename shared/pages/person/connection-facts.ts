/**
 * Both sides of a connection: the mailbox, and the user of the host tenant for whom it is connected.
 */
import type { Fact } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import type { PageSettings } from '../kit/page-settings.ts';

/** `signedInAs`: the name under which the person signed in at the host tenant. */
export function listConnectionFacts({ hostName }: PageSettings, mailbox: string, signedInAs: string): Fact[] {
  return [
    { term: 'Mailbox', details: html`<bdi>${mailbox}</bdi>` },
    { term: 'For', details: html`<bdi>${signedInAs}</bdi>, user of <bdi>${hostName}</bdi>` },
  ];
}

/** Addresses that a user of another organisation proves, too. */
export function renderContested({ erpName }: PageSettings, contested: readonly string[]): SafeHtml | undefined {
  if (contested.length === 0) return undefined;
  const list = contested.map((address) => html`<li><bdi>${address}</bdi></li>`);
  return html`<div class="note">
    <p>
      Another organisation says that this address belongs to one of its users. Until one of the two gives it up,
      <bdi>${erpName}</bdi> cannot find either of you by it. If you know nothing of this, tell the contact below.
    </p>
    <ul>
      ${list}
    </ul>
  </div>`;
}
