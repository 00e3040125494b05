/**
 * The charts of the first page: what became of messages each day, and how late the most overdue one was.
 */
import { html, type SafeHtml } from '../../kit/html.ts';
import type { Language } from '../../text/languages.ts';
import { renderChart } from '../chart.ts';
import type { ConsoleContext } from '../console-context.ts';
import { overviewTexts } from './overview-texts.ts';

/** The states that are counted here, on the cards and in the chart alike, in their order. */
export const shownStates = ['sent', 'held', 'failed', 'unknown'] as const;

/** How many messages came into each state. */
export interface ShownDay extends Record<(typeof shownStates)[number], number> {
  /** The date in UTC. */
  day: string;
}

export function renderMessagesChart(context: ConsoleContext, days: readonly ShownDay[]): SafeHtml {
  const { locale, tag } = context.texts;
  const texts = overviewTexts[tag as Language];
  const formatValue = (value: number) => value.toLocaleString(locale);
  const sumOf = (name: (typeof shownStates)[number]) =>
    formatValue(days.map((day) => day[name]).reduce((sum, count) => sum + count, 0));
  return renderChart({
    id: 'messages-chart',
    title: texts.messagesChart,
    description: texts.messagesChartSays(days.length, sumOf('sent'), sumOf('held'), sumOf('failed'), sumOf('unknown')),
    dayLabel: texts.day,
    tableLabel: texts.numbers,
    days: days.map(({ day }) => writeDay(locale, day)),
    series: shownStates.map((name) => ({ label: texts[name], values: days.map((day) => day[name]) })),
    kind: 'lines',
    formatValue,
  });
}

/** `countedFrom`: the days before are left out. */
export function renderAgeChart(
  context: ConsoleContext,
  { dueAges: all, countedFrom }: { dueAges: readonly { day: string; oldestDueSeconds: number }[]; countedFrom: string },
): SafeHtml {
  const { locale, tag } = context.texts;
  const texts = overviewTexts[tag as Language];
  const dueAges = all.filter(({ day }) => day >= countedFrom);
  const { seconds, name } = chooseUnit(Math.max(0, ...dueAges.map(({ oldestDueSeconds }) => oldestDueSeconds)));
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: name,
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  });
  const values = dueAges.map(({ oldestDueSeconds }) => oldestDueSeconds / seconds);
  return html`${renderChart({
      id: 'age-chart',
      title: texts.ageChart,
      description: texts.ageChartSays(dueAges.length, format.format(Math.max(0, ...values))),
      dayLabel: texts.day,
      tableLabel: texts.numbers,
      days: dueAges.map(({ day }) => writeDay(locale, day)),
      series: [{ label: texts.overdue, values }],
      kind: 'bars',
      formatValue: (value) => format.format(value),
    })}
    ${dueAges.length < all.length && html`<p class="hint">${texts.ageChartFrom(writeDay(locale, countedFrom))}</p>`}
    <p class="hint">${texts.wholeApp}</p>`;
}

/** In which the greatest age is a number that people read. */
function chooseUnit(greatestSeconds: number): { seconds: number; name: 'second' | 'minute' | 'hour' | 'day' } {
  if (greatestSeconds < 120) return { seconds: 1, name: 'second' };
  if (greatestSeconds < 2 * 3_600) return { seconds: 60, name: 'minute' };
  return greatestSeconds < 72 * 3_600 ? { seconds: 3_600, name: 'hour' } : { seconds: 86_400, name: 'day' };
}

/** `24 Nov`. */
function writeDay(locale: string, day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
}
