/**
 * How many people of each home tenant are connected, with a link that shows them alone.
 */
import { html, type SafeHtml } from '../../kit/html.ts';
import type { Language } from '../../text/languages.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { renderConsoleList } from '../console-list.ts';
import { peopleWords } from '../people/person-status.ts';
import { guestsTexts } from './guests-texts.ts';

const counted = ['connected', 'reconnect', 'blocked', 'suspended', 'disconnected'] as const;

export interface HomeTenantsView {
  homeTenants: readonly (Record<(typeof counted)[number] | 'total', number> & {
    homeTenantId: string;
    isAllowed: boolean;
  })[];
  /** There are more connections than `max`, and the rest is not counted. */
  isCut: boolean;
  max: number;
}

export function renderHomeTenants(context: ConsoleContext, { homeTenants, isCut, max }: HomeTenantsView): SafeHtml {
  const own = guestsTexts[context.texts.tag as Language];
  const people = peopleWords(context);
  const numbers = new Intl.NumberFormat(context.texts.locale);
  const number = (value: number) => html`<span class="number">${numbers.format(value)}</span>`;
  const rows = homeTenants.map(({ homeTenantId, isAllowed, total, ...counts }) => [
    html`<a href="${consoleUrl(context, 'guests', { home: homeTenantId })}"><code>${homeTenantId}</code></a> ${
        !isAllowed && html`<span class="state warn">${own.isNotAllowed}</span>`
      }`,
    ...counted.map((state) => number(counts[state])),
    number(total),
  ]);
  return html`<h2>${own.homeHeading}</h2>
    <p class="hint">${own.homeHint}</p>
    ${isCut && html`<p class="hint">${own.homeCut(numbers.format(max))}</p>`}
    ${renderConsoleList(context, {
      caption: own.homeCaption,
      columns: [people.homeTenant, ...counted.map((state) => people.states[state]), own.total],
      rows,
      page: 'guests',
      empty: own.homeEmpty,
    })}`;
}
