/**
 * Who must act on a known outcome, as a page sees it, and in its words.
 */
import { outcomes, type ErrorCode, type Who } from '../../outcomes.ts';
import type { Fact } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderParties } from '../kit/name.ts';
import type { PageContext } from '../kit/page-context.ts';

/** What the reader of a page did not write, though a caller of the API would have: the test email, and the record that it names. */
const madeByUs: readonly ErrorCode[] = [
  'sender_ambiguous',
  'mailbox_changed',
  'invalid_recipients',
  'message_refused',
  'message_too_large',
  'send_as_denied',
];

/** For a reader of pages, who is no caller of the API and has no app role. */
export function actorOf(code: ErrorCode): Exclude<Who, 'caller'> {
  if (madeByUs.includes(code)) return 'operator';
  const { who } = outcomes[code];
  return who === 'caller' || code === 'forbidden' ? 'person' : who;
}

/** The words that follow "Who must act". */
export function problemActor(code: ErrorCode, { settings, texts: { actors } }: PageContext): SafeHtml {
  const who = actorOf(code);
  const { host } = renderParties(settings);
  if (who === 'host_admin' || who === 'operator') return actors[who](host);
  return html`${actors[who]}`;
}

/** The line that says who must act. */
export function actorFact(code: ErrorCode, context: PageContext): Fact {
  return { term: context.texts.actors.term, details: problemActor(code, context) };
}
