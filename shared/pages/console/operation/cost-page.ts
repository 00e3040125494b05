/**
 * The page of cost: what the current month and the last one are estimated to cost, part by part, and what is not in it.
 */
import { renderDate } from '../../kit/date.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import { renderTable } from '../../kit/table.ts';
import type { ConsoleContext } from '../console-context.ts';
import { formatAmount, formatNumber } from './format-number.ts';
import { operationTexts } from './operation-texts.ts';
import type { CostMonth, CostView } from './operation-views.ts';

export function renderCostPage(context: ConsoleContext, { months, pricesAsOf }: CostView): SafeHtml {
  const words = operationTexts(context).cost;
  return html`<p class="lead">${words.lead}</p>
    ${months.map((month) => renderMonth(context, month))}
    <ul class="hint">
      <li>${words.notIncluded}</li>
      <li>${words.freeGrant}</li>
      <li>${words.operations}</li>
      <li>${words.idle}</li>
      <li>${words.prices(renderDate(context.texts, pricesAsOf))}</li>
    </ul>`;
}

function renderMonth(context: ConsoleContext, { start, isCurrent, accepted, queued, items }: CostMonth): SafeHtml {
  const words = operationTexts(context).cost;
  const month = start.toLocaleString(context.texts.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const heading = isCurrent ? words.current(month) : words.last(month);
  if (!items)
    return html`<h2>${heading}</h2>
      <p>${words.nothingCounted}</p>`;
  const count = (value: number) => formatNumber(context, value);
  const number = (text: string) => html`<span class="number">${text}</span>`;
  const rows = items.map(({ part, quantity, price, sum }) => [
    words.quantities[part],
    number(count(quantity)),
    number(formatAmount(context, price * 1e6)),
    number(formatAmount(context, sum)),
  ]);
  const total = items.reduce((all, { sum }) => all + sum, 0);
  return html`<h2>${heading}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="${heading}">
      ${renderTable({
        caption: words.messages(count(accepted), count(queued)),
        columns: [words.part, words.quantity, words.price, words.sum],
        rows: [
          ...rows,
          [html`<b>${words.total}</b>`, '', '', html`<b class="number">${formatAmount(context, total)}</b>`],
        ],
      })}
    </div>`;
}
