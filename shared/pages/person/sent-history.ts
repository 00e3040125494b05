/**
 * What was sent as the person: how many emails by which application, and how the last ones ended.
 *
 * Applications are known by their client id alone. One has a name only where it is certain whose id it is; any other is an
 * application of the host organisation, with its id in small print. No subject and no recipient, because none is kept.
 */
import { renderTime } from '../kit/date.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { renderParties } from '../kit/name.ts';
import { renderTable } from '../kit/table.ts';
import type { Texts } from '../text/en.ts';
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

export interface SentHistoryView {
  /** `not_read`: storage did not answer in time. */
  history: SentHistory | 'not_read';
  /** Client id of the one application that may call, which is then the ERP. */
  onlyCallerId?: string | undefined;
  /** Stands for the person's own tests, in place of a client id. */
  ownCallerId: string;
}

export function renderSentHistory(context: PersonContext, view: SentHistoryView): SafeHtml {
  const { history: texts } = context.texts;
  const { history } = view;
  return html`<h2>${texts.heading}</h2>
    ${history === 'not_read' ? html`<p class="note">${texts.notRead}</p>` : renderTables(context, view, history)}`;
}

function renderTables(context: PersonContext, view: SentHistoryView, history: SentHistory): SafeHtml {
  const { texts, settings } = context;
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
  const { erp, host } = renderParties(settings);
  const name = (callerId: string, isBrief: boolean) => {
    if (callerId === view.ownCallerId) return words.ownTest;
    const isErp = callerId === view.onlyCallerId;
    if (isErp && isBrief) return erp;
    const id = isBrief ? abbreviate(callerId) : callerId;
    return html`${isErp ? erp : words.unnamed(host)} <small><code>${id}</code></small>`;
  };
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
    <p class="muted">${words.whatIsKept}</p>`;
}

/** Enough to find it among those that are counted, where the whole id has no room. */
function abbreviate(callerId: string): string {
  return callerId.replace(/^([^-]+)-.+/, '$1…');
}

/** With its zone. */
export function at({ texts }: Pick<PersonContext, 'texts'>, time: Date): SafeHtml {
  return texts.history.inUtc(renderTime(texts, time));
}
