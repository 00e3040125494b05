/**
 * What an administrator sees first: the numbers of today, charts of the last days, recent alarms, the state of the host tenant and the link
 * to pass on.
 */
import { CHART_DAYS, RECENT_ALARM_DAYS } from '../../../console-limits.ts';
import { renderTime } from '../../kit/date.ts';
import { renderFacts } from '../../kit/facts.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import type { ConsoleOverviewTexts } from '../../text/en/console-overview.ts';
import type { Language } from '../../text/languages.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { renderConsoleFilters } from '../console-filters.ts';
import { renderConsoleList } from '../console-list.ts';
import { renderAgeChart, renderMessagesChart, shownStates, type ShownDay } from './overview-charts.ts';
import { overviewTexts } from './overview-texts.ts';

export interface OverviewView {
  state: keyof ConsoleOverviewTexts['states'];
  consentUrl: string;
  /** Of CHART_DAYS. */
  range: number;
  /** Today is the last one. */
  days: readonly ShownDay[];
  /** Of the same days, for the whole app. */
  dueAges: readonly { day: string; oldestDueSeconds: number }[];
  /** The first of these days on which anything was counted; today, where nothing was. */
  countedFrom: string;
  /** Of the last RECENT_ALARM_DAYS days. */
  alarms: readonly { code: string; count: number; lastAt: Date }[];
}

export function renderOverviewPage(context: ConsoleContext, view: OverviewView): SafeHtml {
  const texts = overviewTexts[context.texts.tag as Language];
  const options = CHART_DAYS.map((days) => ({ value: String(days), label: texts.days(days) }));
  return html`${renderToday(context, view)} ${renderTenant(context, view)}
    <h2>${texts.days(view.range)}</h2>
    ${renderConsoleFilters(context, 'overview', [
      { name: 'days', label: texts.range, value: String(view.range), options },
    ])}
    ${renderMessagesChart(context, view.days)} ${renderAgeChart(context, view)} ${renderAlarms(context, view)}`;
}

function renderToday(context: ConsoleContext, { days }: OverviewView): SafeHtml {
  const texts = overviewTexts[context.texts.tag as Language];
  const today = days.at(-1);
  const items = shownStates.map(
    (name) => html`<li>${texts[name]} <b>${(today?.[name] ?? 0).toLocaleString(context.texts.locale)}</b></li>`,
  );
  return html`<h2>${texts.today}</h2>
    <ul class="cards">
      ${items}
    </ul>
    <p class="hint">${texts.counted}</p>`;
}

function renderTenant(context: ConsoleContext, { state, consentUrl }: OverviewView): SafeHtml {
  const texts = overviewTexts[context.texts.tag as Language];
  const look = state === 'active' ? 'good' : 'bad';
  return html`<h2>${texts.tenant}</h2>
    ${renderFacts([
      { term: context.words.state, details: html`<span class="${look}">${texts.states[state]}</span>` },
      { term: texts.tenantId, details: html`<code>${context.tenantId}</code>` },
      {
        term: texts.consent,
        details: html`<a href="${consentUrl}"><code>${consentUrl}</code></a>
          <span class="hint">${texts.consentWhat}</span>`,
      },
    ])}`;
}

function renderAlarms(context: ConsoleContext, { alarms }: OverviewView): SafeHtml {
  const texts = overviewTexts[context.texts.tag as Language];
  const rows = alarms.map(({ code, count, lastAt }) => [
    html`${nameAlarm(context, code)} <code>${code}</code>`,
    html`<span class="number">${count.toLocaleString(context.texts.locale)}</span>`,
    renderTime(context.texts, lastAt),
  ]);
  return html`<h2>${context.words.sections.alarms}</h2>
    <p class="hint">${texts.wholeApp}</p>
    ${renderConsoleList(context, {
      caption: texts.alarms(RECENT_ALARM_DAYS),
      columns: [texts.alarm, texts.count, texts.last],
      rows,
      // Stryker disable next-line StringLiteral: a list that has no next page leads to none
      page: 'overview',
      empty: texts.noAlarms,
    })}
    <p><a href="${consoleUrl(context, 'alarms')}">${texts.allAlarms}</a></p>`;
}

/** A code that a later release counted has no name here. */
function nameAlarm({ texts: { headings, tag } }: ConsoleContext, code: string): string {
  const texts = overviewTexts[tag as Language];
  const known: Readonly<Record<string, string>> = { ...headings, ...texts.alarmHeadings, other: texts.otherAlarms };
  return Object.hasOwn(known, code) ? (known[code] ?? '') : '';
}
