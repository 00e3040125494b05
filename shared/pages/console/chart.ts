/**
 * A chart of numbers by day, drawn on the server, with the same numbers in a table: nothing is told by the picture or a colour alone.
 *
 * A series is a line with marks of its own shape, or bars where there is one; where all is zero, a baseline with zeros. The picture has a
 * title and a description for who does not see it. Pure; it knows nothing of what is counted.
 */
import { html, type SafeHtml } from '../kit/html.ts';
import { renderTable } from '../kit/table.ts';
import { buildScale, chooseDays, type Scale } from './chart-scale.ts';

export interface Chart {
  /** Unique on the page. */
  id: string;
  title: string;
  /** What the picture shows, in a sentence. */
  description: string;
  /** Of the first column of the table. */
  dayLabel: string;
  /** Of the table with the numbers. */
  tableLabel: string;
  /** As they are written below the picture and in the table. */
  days: readonly string[];
  /** At most four; each has a value for each day. */
  series: readonly { label: string; values: readonly number[] }[];
  kind: 'lines' | 'bars';
  formatValue: (value: number) => string;
}

const WIDTH = 720;
const HEIGHT = 240;
/** Of a picture in which all is zero. */
const FLAT_HEIGHT = 56;
const MARGIN = { left: 62, right: 30, top: 12, bottom: 26 };
const PLOT = { width: WIDTH - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom };
const BOTTOM = MARGIN.top + PLOT.height;
/** So that dates do not touch. */
const DAY_LABELS_MAX = 8;
const MARK = 3;
const classes = ['s0', 's1', 's2', 's3'] as const;
const dashes = ['', '7 4', '2 3', '9 3 2 3'] as const;

export function renderChart(chart: Chart): SafeHtml {
  const { id, title, description, series, tableLabel } = chart;
  const isFlat = series.every(({ values }) => values.every((value) => value === 0));
  const height = isFlat ? FLAT_HEIGHT : HEIGHT;
  return html`<figure>
    <figcaption id="${id}-caption">${title}</figcaption>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="${id}-caption">
      <svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}-title ${id}-description">
        <title id="${id}-title">${title}</title>
        <desc id="${id}-description">${description}</desc>
        ${isFlat ? renderZeros(chart) : renderPicture(chart)}
      </svg>
    </div>
    ${
      series.length > 1 &&
      html`<ul class="chart legend">
        ${series.map(({ label }, index) => html`<li>${renderKey(index)}${label}</li>`)}
      </ul>`
    }
    <details>
      <summary>${tableLabel}</summary>
      <div>${renderNumbers(chart)}</div>
    </details>
  </figure>`;
}

function renderPicture({ days, series, kind, formatValue }: Chart): SafeHtml {
  const scale = buildScale(Math.max(0, ...series.flatMap(({ values }) => values)));
  const xOf = placeDays(days.length);
  const drawn = series.map(({ values }, index) =>
    kind === 'bars' ? renderBars(values, scale, days.length, xOf) : renderLine(values, scale, xOf, index),
  );
  return html`${renderTicks(scale, formatValue)}${renderDays(days, BOTTOM)}${drawn}`;
}

/** A zero above each day that has a label. */
function renderZeros({ days, formatValue }: Chart): SafeHtml {
  const bottom = FLAT_HEIGHT - MARGIN.bottom;
  const xOf = placeDays(days.length);
  const zeros = chooseDays(days.length, DAY_LABELS_MAX).map(
    (index) => html`<text x="${xOf(index)}" y="${bottom - 6}" text-anchor="middle">${formatValue(0)}</text>`,
  );
  const right = WIDTH - MARGIN.right;
  return html`<line
      class="axis"
      x1="${MARGIN.left}"
      y1="${bottom}"
      x2="${right}"
      y2="${bottom}"
    />${renderDays(days, bottom)}${zeros}`;
}

function placeDays(count: number): (index: number) => number {
  return (index) => round(MARGIN.left + ((index + 0.5) / count) * PLOT.width);
}

function renderDays(days: readonly string[], bottom: number): SafeHtml[] {
  const xOf = placeDays(days.length);
  return chooseDays(days.length, DAY_LABELS_MAX).map(
    (index) => html`<text x="${xOf(index)}" y="${bottom + 18}" text-anchor="middle">${days[index]}</text>`,
  );
}

function renderTicks(scale: Scale, formatValue: Chart['formatValue']): SafeHtml[] {
  return scale.ticks.map((value) => {
    const y = yOf(value, scale);
    return html`<line class="axis" x1="${MARGIN.left}" y1="${y}" x2="${WIDTH - MARGIN.right}" y2="${y}" /><text
        x="${MARGIN.left - 6}"
        y="${y + 4}"
        text-anchor="end"
        >${formatValue(value)}</text
      >`;
  });
}

function renderBars(values: readonly number[], scale: Scale, days: number, xOf: (index: number) => number): SafeHtml {
  const width = round((PLOT.width / days) * 0.7);
  const bars = values.map((value, index) => {
    const y = yOf(value, scale);
    return (
      value > 0 &&
      html`<rect x="${round(xOf(index) - width / 2)}" y="${y}" width="${width}" height="${round(BOTTOM - y)}" />`
    );
  });
  return html`<g class="s0">${bars}</g>`;
}

function renderLine(values: readonly number[], scale: Scale, xOf: (index: number) => number, series: number): SafeHtml {
  const points = values.map((value, index) => ({ x: xOf(index), y: yOf(value, scale) }));
  const path = points.map(({ x, y }) => `${x},${y}`).join(' ');
  const marks = points.map(({ x, y }) => renderMark(series, x, y));
  return html`<polyline
      class="line ${classes[series]}"
      points="${path}"
      stroke-dasharray="${dashes[series] || 'none'}"
    />
    <g class="${classes[series]}">${marks}</g>`;
}

/** A circle, a square, a triangle, a square on its corner. */
function renderMark(series: number, x: number, y: number): SafeHtml {
  if (series === 0) return html`<circle cx="${x}" cy="${y}" r="${MARK}" />`;
  if (series === 1)
    return html`<rect x="${round(x - MARK)}" y="${round(y - MARK)}" width="${2 * MARK}" height="${2 * MARK}" />`;
  const [left, right, top, bottom] = [x - MARK - 1, x + MARK + 1, y - MARK - 1, y + MARK].map(round);
  if (series === 3)
    return html`<polygon points="${left},${y} ${x},${top} ${right},${y} ${x},${round(y + MARK + 1)}" />`;
  return html`<polygon points="${left},${bottom} ${right},${bottom} ${x},${top}" />`;
}

/** The mark of a series beside its name. */
function renderKey(series: number): SafeHtml {
  return html`<svg viewBox="0 0 10 10" aria-hidden="true">
    <g class="${classes[series]}">${renderMark(series, 5, 5)}</g>
  </svg>`;
}

/** The latest first, which is what is looked for. */
function renderNumbers({ title, dayLabel, days, series, formatValue }: Chart): SafeHtml {
  const rows = days.map((day, index) => [
    day,
    ...series.map(({ values }) => html`<span class="number">${formatValue(values[index] ?? 0)}</span>`),
  ]);
  const columns = [dayLabel, ...series.map(({ label }) => label)];
  return renderTable({ caption: title, columns, rows: rows.toReversed() });
}

function yOf(value: number, { end }: Scale): number {
  return round(BOTTOM - (value / end) * PLOT.height);
}

/** Enough for what can be seen. */
function round(coordinate: number): number {
  return Math.round(coordinate * 10) / 10;
}
