/**
 * Both sides of a connection: the mailbox, and the user of the host tenant for whom it is connected.
 */
import type { Fact } from '../kit/facts.ts';
import { html } from '../kit/html.ts';
import type { PageSettings } from '../kit/page-settings.ts';

/** `signedInAs`: the name under which the person signed in at the host tenant. */
export function listConnectionFacts({ hostName }: PageSettings, mailbox: string, signedInAs: string): Fact[] {
  return [
    { term: 'Mailbox', details: html`<bdi>${mailbox}</bdi>` },
    { term: 'For', details: html`<bdi>${signedInAs}</bdi>, user of <bdi>${hostName}</bdi>` },
  ];
}
