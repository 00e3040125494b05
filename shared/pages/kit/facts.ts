/**
 * A list of facts: what something is called, and what there is to say about it.
 */
import { html, type SafeHtml } from './html.ts';

export interface Fact {
  term: string | SafeHtml;
  details: string | SafeHtml;
}

/** Facts that are undefined or false are left out. */
export function renderFacts(facts: readonly (Fact | undefined | false)[]): SafeHtml {
  const rows = facts.map(
    (fact) =>
      fact &&
      html`<div>
        <dt>${fact.term}</dt>
        <dd>${fact.details}</dd>
      </div>`,
  );
  return html`<dl class="facts">${rows}</dl>`;
}
