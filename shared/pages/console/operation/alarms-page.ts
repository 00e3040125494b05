/**
 * The page of alarms: which were logged in the last days, what each means and who must act; and what the readiness checks say, once they
 * are asked for.
 */
import { ALARM_DAYS } from '../../../console-limits.ts';
import { alarms as measuredAlarms, outcomes, type ErrorCode, type Who } from '../../../outcomes.ts';
import { renderTime } from '../../kit/date.ts';
import { renderFacts } from '../../kit/facts.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import { renderTable } from '../../kit/table.ts';
import type { ConsoleContext } from '../console-context.ts';
import { renderConsoleFilters } from '../console-filters.ts';
import { formatNumber } from './format-number.ts';
import { operationTexts } from './operation-texts.ts';
import type { AlarmsView, ShownAlarm } from './operation-views.ts';
import { renderHealth } from './render-health.ts';

export function renderAlarmsPage(context: ConsoleContext, view: AlarmsView): SafeHtml {
  const words = operationTexts(context).alarms;
  const { days, alarms, oldestDueSeconds } = view;
  const options = ALARM_DAYS.map((count) => ({ value: String(count), label: words.days(count) }));
  const period = { name: 'days', label: words.range, value: String(days), options };
  return html`<p class="lead">${words.lead}</p>
    ${renderHealth(context, view)}
    <h2>${words.days(days)}</h2>
    ${renderConsoleFilters(context, 'alarms', [period])}
    ${alarms.length === 0 ? html`<p>${words.none}</p>` : renderSummary(context, alarms)}
    ${
      oldestDueSeconds > 0 &&
      renderFacts([{ term: words.late, details: words.seconds(formatNumber(context, oldestDueSeconds)) }])
    }
    ${alarms.map((alarm) => renderAlarm(context, alarm))}`;
}

interface Meaning {
  heading: string;
  sentence: string;
  /** Of the sentence, where it is not that of the page. */
  language?: string;
  who: Who | undefined;
  isExplained: boolean;
}

function meaningOf(context: ConsoleContext, code: string): Meaning {
  const { texts } = context;
  const words = operationTexts(context).alarms;
  if (Object.hasOwn(outcomes, code)) {
    const known = code as ErrorCode;
    // The sentences of pages are for people, who are told to ask the operator.
    const { detail: sentence, who } = outcomes[known];
    return { heading: texts.headings[known], sentence, language: 'en', who, isExplained: true };
  }
  if (Object.hasOwn(measuredAlarms, code)) {
    const known = code as keyof typeof measuredAlarms;
    const { detail: sentence, who } = measuredAlarms[known];
    return { heading: words.names[known], sentence, language: 'en', who, isExplained: false };
  }
  return { heading: words.other, sentence: words.otherSentence, who: undefined, isExplained: false };
}

function renderSummary(context: ConsoleContext, alarms: readonly ShownAlarm[]): SafeHtml {
  const words = operationTexts(context);
  const rows = alarms.map(({ code, count, lastAt }) => {
    const { heading, who } = meaningOf(context, code);
    return [
      html`<a href="#alarm-${code}">${heading}</a>`,
      formatNumber(context, count),
      renderTime(context.texts, lastAt),
      who ? words.who[who] : '',
    ];
  });
  const { title, code, count, last, whoTerm } = words.alarms;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}">
    ${renderTable({ caption: title, columns: [code, count, last, whoTerm], rows })}
  </div>`;
}

function renderAlarm(context: ConsoleContext, { code, days }: ShownAlarm): SafeHtml {
  const words = operationTexts(context).alarms;
  const { heading, sentence, language, isExplained } = meaningOf(context, code);
  const rows = days.map(({ day, count }) => [
    html`<time datetime="${day}">${day}</time>`,
    formatNumber(context, count),
  ]);
  return html`<h3 id="alarm-${code}">${heading} <code>${code}</code></h3>
    ${language ? html`<p lang="${language}">${sentence}</p>` : html`<p>${sentence}</p>`}
    ${
      isExplained &&
      html`<p>
        <a
          href="${context.settings.publicUrl}/docs/errors#${code}"
          id="explain-${code}"
          aria-labelledby="explain-${code} alarm-${code}"
          >${words.explanation}</a
        >
      </p>`
    }
    ${renderTable({ caption: words.perDay(heading), columns: [words.day, words.count], rows })}`;
}
