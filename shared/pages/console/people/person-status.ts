/**
 * How a person, or a mailbox that a document names, is connected, as the console shows it: in words, with the reason and who must act.
 */
import type { ErrorCode, Who } from '../../../outcomes.ts';
import { renderDate } from '../../kit/date.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import { renderName } from '../../kit/name.ts';
import type { Language } from '../../text/languages.ts';
import type { ConsolePeopleTexts } from '../../text/en/console-people.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { peopleTexts } from './people-texts.ts';

export interface PersonStatus {
  hostObjectId: string;
  displayName?: string | undefined;
  userPrincipalName?: string | undefined;
  address?: string | undefined;
  homeTenantId?: string | undefined;
  state: keyof ConsolePeopleTexts['states'];
  since?: Date | undefined;
  reconsentBy?: Date | undefined;
  problem?: { code: ErrorCode; upstreamCode?: string | undefined } | undefined;
  who?: Who | undefined;
  /** The host tenant lets nobody of their home tenant connect. */
  keptOut?: 'notAllowed' | 'departed' | undefined;
}

export function peopleWords({ texts }: Pick<ConsoleContext, 'texts'>): ConsolePeopleTexts {
  return peopleTexts[texts.tag as Language];
}

/** A word; its look only repeats it. */
export function renderState(context: Pick<ConsoleContext, 'texts'>, state: PersonStatus['state']): SafeHtml {
  const word = peopleWords(context).states[state];
  return state === 'connected'
    ? html`<span class="state">${word}</span>`
    : html`<span class="state warn">${word}</span>`;
}

/** What happened, and under which code; undefined where nothing did. */
export function renderReason(
  context: Pick<ConsoleContext, 'texts'>,
  problem: PersonStatus['problem'],
): SafeHtml | undefined {
  if (!problem) return undefined;
  const { code, upstreamCode } = problem;
  const reason = reasonOf(context, code);
  return html`${reason} <code>${code}</code>${upstreamCode !== undefined && html` <code>${upstreamCode}</code>`}`;
}

/** About somebody else than the reader where there are such words; else as the person is told. */
export function reasonOf(context: Pick<ConsoleContext, 'texts'>, code: ErrorCode): string {
  const reasons: Partial<Record<string, string>> = peopleWords(context).reasons;
  return reasons[code] ?? context.texts.sentences[code];
}

/** What has to be done, and by whom. */
export function renderNeeds(
  context: Pick<ConsoleContext, 'texts'>,
  status: Pick<PersonStatus, 'state' | 'problem' | 'who' | 'keptOut'>,
): SafeHtml {
  const { who } = status;
  const { actors } = peopleWords(context);
  return html`${needOf(context, status)}${who && html`<br /><b>${actors[who]}</b>`}`;
}

/** What has to be done, in words. */
export function needOf(
  context: Pick<ConsoleContext, 'texts'>,
  { state, problem, keptOut }: Pick<PersonStatus, 'state' | 'problem' | 'keptOut'>,
): string {
  const { todo } = peopleWords(context);
  if (keptOut) return todo[keptOut];
  if (problem?.code === 'home_tenant_not_allowed') return todo.notAllowed;
  return state === 'connected' && problem !== undefined ? todo.problem : todo[state];
}

export function renderDay(context: Pick<ConsoleContext, 'texts'>, day: Date | undefined): string | SafeHtml {
  return day ? renderDate(context.texts, day) : '';
}

/** A link to the page of a sender; `id`: of the element, for what is labelled by it. */
export function renderSenderLink(context: ConsoleContext, id: string, hostObjectId: string, label: string): SafeHtml {
  const href = consoleUrl(context, `senders/${hostObjectId}`);
  return html`<a id="${id}" href="${href}">${renderName(label)}</a>`;
}

/** Names in the first cell of a row, which wrap, so that the cell beside them is seen on narrow screens too. */
export function renderNames(names: SafeHtml): SafeHtml {
  return html`<div class="names">${names}</div>`;
}
