/**
 * What was sent as the person: how many emails by which application, and how the last ones ended.
 *
 * No subject and no recipient: what waits is on the page by itself (waiting.ts), and of what has ended nothing more is told.
 */
import { CONTENT_KEPT_DAYS } from '../../content-limits.ts';
import { renderTime } from '../kit/date.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderTable } from '../kit/table.ts';
import type { Texts } from '../text/en.ts';
import { renderApplication, type KnownApplications } from './application-name.ts';
import type { PersonContext } from './person-context.ts';

export interface SentHistory {
  /** How far it looks back. */
  period: { days: number } | { since: Date };
  /** The most emails first. */
  applications: readonly { callerId: string; messages: number }[];
  /** Each number may be higher. */
  isAtLeast: boolean;
  /** Newest first. */
  latest: readonly { callerId: string; at: Date; status: keyof Texts['history']['outcomes'] }[];
  lastUsedAt?: Date | undefined;
}

export interface SentHistoryView extends KnownApplications {
  /** `not_read`: storage did not answer in time. */
  history: SentHistory | 'not_read';
}

export function renderSentHistory(context: PersonContext, view: SentHistoryView): SafeHtml {
  const { history: texts } = context.texts;
  const { history } = view;
  return html`<h2>${texts.heading}</h2>
    ${history === 'not_read' ? html`<p class="note">${texts.notRead}</p>` : renderTables(context, view, history)}`;
}

function renderTables(context: PersonContext, view: SentHistoryView, history: SentHistory): SafeHtml {
  const { texts } = context;
  const { history: words } = texts;
  const { period, applications, isAtLeast, latest } = history;
  if (applications.length === 0)
    return html`<p>
      ${'days' in period ? words.noneInDays(period.days) : words.noneSince(at(context, period.since))}
    </p>`;
  const numbers = new Intl.NumberFormat(texts.locale);
  const count = (messages: number) => {
    const number = numbers.format(messages);
    return isAtLeast ? words.atLeast(number) : number;
  };
  const name = (callerId: string, isBrief: boolean) => renderApplication(context, view, callerId, isBrief);
  return html`${renderTable({
      caption: 'days' in period ? words.countedInDays(period.days) : words.countedSince(at(context, period.since)),
      columns: [words.application, words.emails],
      rows: applications.map(({ callerId, messages }) => [name(callerId, false), count(messages)]),
    })}
    ${renderTable({
      caption: words.latest,
      columns: [words.time, words.application, words.outcome],
      rows: latest.map((one) => [renderTime(texts, one.at), name(one.callerId, true), words.outcomes[one.status]]),
    })}
    <p class="muted">${words.whatIsKept(CONTENT_KEPT_DAYS)}</p>`;
}

/** With its zone. */
export function at({ texts }: Pick<PersonContext, 'texts'>, time: Date): SafeHtml {
  return texts.history.inUtc(renderTime(texts, time));
}
