/**
 * What the console shows when something did not work: what happened, every fault of what was filled in, and where to go on.
 */
import type { ConnectorError } from '../../errors.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import { consoleUrl, type ConsoleContext } from './console-context.ts';
import { consoleSections } from './console-frame.ts';

export function renderConsoleProblem(
  context: ConsoleContext,
  error: ConnectorError,
): { title: string; main: SafeHtml } {
  const { texts, words } = context;
  const { code, faults } = error;
  const listed = faults.map(
    ({ pointer, detail }) => html`<li>${pointer && html`<code>${pointer}</code> `}${detail}</li>`,
  );
  return {
    title: texts.headings[code],
    main: html`<div class="note" role="alert">
        <p>${code === 'invalid_request' ? words.notDone : texts.sentences[code]}</p>
      </div>
      ${
        listed.length > 0 &&
        html`<p>${words.faults}</p>
          <ul lang="en">
            ${listed}
          </ul>`
      }
      <div class="actions">${renderWayOn(context)}</div>`,
  };
}

/** To the page; where there is none of that name, to the first one. */
function renderWayOn(context: ConsoleContext): SafeHtml {
  const { words, page } = context;
  const isKnown = consoleSections.some((section) => section === page);
  const href = consoleUrl(context, isKnown ? page : 'overview');
  return html`<a class="button" href="${href}">${isKnown ? words.back : words.sections.overview}</a>`;
}
