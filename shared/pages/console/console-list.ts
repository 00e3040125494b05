/**
 * A list of the console: a table that scrolls by itself where it is wide, what it says when it is empty, and the way to the next page.
 */
import { html, type SafeHtml } from '../kit/html.ts';
import { renderTable, type Table } from '../kit/table.ts';
import { consoleUrl, type ConsoleContext } from './console-context.ts';

export interface ConsoleList extends Table {
  /** The page, with its item, that shows the list. */
  page: string;
  /** Of the list as it is filtered. */
  query?: Readonly<Record<string, string | undefined>>;
  /** Where the next page begins; absent on the last. */
  cursor?: string | undefined;
  /** This page does not begin at the first record. */
  isContinued?: boolean;
  /** In place of the usual words for an empty list. */
  empty?: string;
}

export function renderConsoleList(context: ConsoleContext, list: ConsoleList): SafeHtml {
  const { words } = context;
  const { caption, columns, rows, page, query = {}, cursor, isContinued = false, empty = words.empty } = list;
  const label = typeof caption === 'string' ? caption : words.pages;
  const shown =
    rows.length > 0
      ? html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
          ${renderTable({ caption, columns, rows })}
        </div>`
      : html`<p>${empty}</p>`;
  const isShort = cursor !== undefined && rows.length === 0;
  return html`${shown} ${isShort && html`<p class="hint">${words.shortPage}</p>`}
  ${
    (cursor !== undefined || isContinued) &&
    html`<nav class="pager" aria-label="${label}">
      ${isContinued && html`<a href="${consoleUrl(context, page, query)}">${words.first}</a>`}
      ${cursor !== undefined && html`<a href="${consoleUrl(context, page, { ...query, cursor })}" rel="next">${words.more}</a>`}
    </nav>`
  }`;
}
