/**
 * The page of off-boarding: what it does, what has begun, and forms that end a home tenant or the whole host tenant.
 */
import { CONSOLE_ROWS } from '../../../console-limits.ts';
import { renderTime } from '../../kit/date.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import { renderTable } from '../../kit/table.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { renderConsoleForm } from '../console-form.ts';
import { formatOffBoardingItem } from './document-item.ts';
import type { ShownDeparture } from './document-view.ts';
import { documentsTexts } from './documents-texts.ts';

interface ShownRun {
  erased: number;
  isComplete: boolean;
}

export interface OffBoardingView {
  /** Which is off-boarded, or a part of it. */
  hostTenantId: string;
  departures: readonly ShownDeparture[];
  /** Of the run that the page answers. */
  report?: ShownRun | undefined;
}

export function renderOffBoardingPage(context: ConsoleContext, view: OffBoardingView): SafeHtml {
  const words = documentsTexts(context).offBoarding;
  const { hostTenantId, departures, report } = view;
  const page = `documents/${formatOffBoardingItem(hostTenantId)}`;
  const hasLeft = departures.some(({ homeTenantId }) => homeTenantId === undefined);
  return html`${report && renderReport(context, report)}
    <p class="lead">${words.lead(html`<code>${hostTenantId}</code>`)}</p>
    <p><a href="${consoleUrl(context, `documents/tenant_${hostTenantId}`)}">${words.back}</a></p>
    <ul>
      ${words.what.map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
    ${departures.length > 0 && renderBegun(context, view, page)} ${!hasLeft && renderForms(context, view, page)}`;
}

function renderReport(context: ConsoleContext, { erased, isComplete }: ShownRun): SafeHtml {
  const words = documentsTexts(context).offBoarding;
  return html`<div class="note" role="status">
    <p>${words.erased(erased)} ${isComplete ? words.isComplete : words.isNotComplete}</p>
  </div>`;
}

function renderBegun(context: ConsoleContext, { departures }: OffBoardingView, page: string): SafeHtml {
  const words = documentsTexts(context).offBoarding;
  const shown = departures.toSorted(compareDepartures).slice(0, CONSOLE_ROWS);
  const rows = shown.map(({ homeTenantId, startedAt, finishedAt }, index) => [
    homeTenantId === undefined
      ? html`<span id="begun-${index}">${words.whole}</span>`
      : html`<code id="begun-${index}">${homeTenantId}</code>`,
    renderTime(context.texts, new Date(startedAt)),
    finishedAt !== undefined
      ? renderTime(context.texts, new Date(finishedAt))
      : renderConsoleForm(context, {
          page,
          act: 'off-board-further',
          label: words.goOn,
          fields: homeTenantId === undefined ? {} : { homeTenantId },
          about: { id: `continue-${index}`, by: [`begun-${index}`] },
        }),
  ]);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${words.begunTitle}">
    ${renderTable({ caption: words.begunTitle, columns: [words.tenant, words.begunAt, words.finishedAt], rows })}
  </div>`;
}

function renderForms(context: ConsoleContext, { hostTenantId }: OffBoardingView, page: string): SafeHtml {
  const words = documentsTexts(context).offBoarding;
  return html`<h2>${words.homeTitle}</h2>
    <p>${words.homeHint}</p>
    ${renderConsoleForm(context, {
      page,
      act: 'off-board-home',
      label: words.home,
      look: 'danger',
      body: renderIdField('homeTenantId', words.homeLabel),
    })}
    <h2>${words.hostTitle}</h2>
    <p>${words.hostHint(html`<code>${hostTenantId}</code>`)}</p>
    ${renderConsoleForm(context, {
      page,
      act: 'off-board-host',
      label: words.host,
      look: 'danger',
      body: renderIdField('confirm', words.hostLabel),
    })}`;
}

function renderIdField(name: string, label: string): SafeHtml {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input id="${name}" name="${name}" required maxlength="36" autocomplete="off" spellcheck="false" />
  </div>`;
}

/** What goes on before what has ended, and the newest first. */
function compareDepartures(one: ShownDeparture, other: ShownDeparture): number {
  const [oneHasEnded, otherHasEnded] = [one, other].map(({ finishedAt }) => Number(finishedAt !== undefined));
  return Number(oneHasEnded) - Number(otherHasEnded) || Date.parse(other.startedAt) - Date.parse(one.startedAt);
}
