/**
 * What has been tried with a message, and what is wrong with it: who must act, in words.
 */
import { outcomes, type ErrorCode } from '../../../outcomes.ts';
import { renderTime } from '../../kit/date.ts';
import { renderFacts } from '../../kit/facts.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import { linkTo } from '../../kit/link.ts';
import type { Language } from '../../text/languages.ts';
import type { ConsoleContext } from '../console-context.ts';
import { renderConsoleList } from '../console-list.ts';
import { listTextsToPassOn, renderTextsToPassOn } from '../people/pass-on.ts';
import { reasonOf } from '../people/person-status.ts';
import { messagesTexts } from './messages-texts.ts';
import { isOpen, type MessageView, type ShownAttempt, type ShownMessage } from './shown-message.ts';

export function renderMessageProblem(
  context: ConsoleContext,
  { message: { error, status }, situation }: Pick<MessageView, 'message' | 'situation'>,
): SafeHtml | undefined {
  if (!error) return undefined;
  const texts = messagesTexts[context.texts.tag as Language];
  const { code, graphCode } = error;
  // The sentences of pages are for people, who are told to ask the operator.
  const { who, detail, helpUrl } = outcomes[code];
  const toPassOn = situation ? listTextsToPassOn(context, situation) : [];
  return html`<h2 id="problem">${isOpen({ status }) ? texts.problem : texts.problemAfter}</h2>
    ${renderFacts([
      { term: texts.code, details: renderCode(reasonOf(context, code), code) },
      graphCode !== undefined && { term: texts.upstreamCode, details: html`<code>${graphCode}</code>` },
      { term: texts.who.term, details: texts.who[who] },
      { term: texts.meaning, details: html`<span lang="en">${detail}</span>` },
      helpUrl !== undefined && { term: texts.help, details: linkTo(helpUrl)(helpUrl) },
    ])}
    ${renderTextsToPassOn(context, toPassOn, { id: 'pass-on', about: 'problem' })}`;
}

export function renderAttempts(context: ConsoleContext, { id, attempts }: ShownMessage): SafeHtml {
  const texts = messagesTexts[context.texts.tag as Language];
  return html`<h2>${texts.attempts}</h2>
    ${renderConsoleList(context, {
      caption: texts.attemptsCaption,
      columns: [texts.when, texts.outcome, texts.code, texts.graphRequest, texts.nextTry],
      rows: attempts.map((attempt) => renderAttempt(context, attempt)),
      page: `messages/${id}`,
      empty: texts.noAttempts,
    })}`;
}

function renderAttempt(context: ConsoleContext, attempt: ShownAttempt): (string | SafeHtml)[] {
  const texts = messagesTexts[context.texts.tag as Language];
  const { at, outcome, code, graphRequestId, nextAt } = attempt;
  // Graph's codes have none.
  const reason = code !== undefined && Object.hasOwn(outcomes, code) ? reasonOf(context, code as ErrorCode) : undefined;
  return [
    renderTime(context.texts, at),
    texts.outcomes[outcome],
    code === undefined ? '' : renderCode(reason, code),
    graphRequestId === undefined ? '' : html`<code>${graphRequestId}</code>`,
    nextAt ? renderTime(context.texts, nextAt) : '',
  ];
}

function renderCode(reason: string | undefined, code: string): SafeHtml {
  return html`${reason && html`${reason} `}<code>${code}</code>`;
}
