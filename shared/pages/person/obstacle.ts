/**
 * For a person whose account cannot be connected: why, who can change that, and what to pass on to them.
 */
import { html, type SafeHtml } from '../kit/html.ts';
import type { PersonContext } from './person-context.ts';
import { problemActor } from './problem-actor.ts';
import { renderRemedy, type Problem } from './problem-remedy.ts';

export function renderObstacle(context: PersonContext, obstacle: Problem): SafeHtml {
  return html`${renderProblemNote(context, obstacle)} ${renderRemedy(context, obstacle)}`;
}

/** What the problem is, and who must act. */
export function renderProblemNote(context: PersonContext, { code }: Problem): SafeHtml {
  const { me, sentences } = context.texts;
  return html`<div class="note">
    <p>${sentences[code]}</p>
    <p>${me.mustAct(problemActor(code, context))}</p>
  </div>`;
}
