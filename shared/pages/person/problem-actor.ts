/**
 * Who must act on a known outcome, in the words of a page.
 */
import { outcomes, type ErrorCode } from '../../outcomes.ts';
import type { Fact } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderParties } from '../kit/name.ts';
import type { PageContext } from '../kit/page-context.ts';

/** The words that follow "Who must act". */
export function problemActor(code: ErrorCode, { settings, texts: { actors } }: PageContext): SafeHtml {
  const { who } = outcomes[code];
  const { host } = renderParties(settings);
  if (who === 'host_admin' || who === 'operator') return actors[who](host);
  return html`${actors[who === 'caller' ? 'person' : who]}`;
}

/** The line that says who must act. */
export function actorFact(code: ErrorCode, context: PageContext): Fact {
  return { term: context.texts.actors.term, details: problemActor(code, context) };
}
