/**
 * The connections of a host tenant, with a search that leads to one of them. What a connection needs comes before the facts, so that it is
 * seen on narrow screens too.
 */
import { html, type SafeHtml } from '../../kit/html.ts';
import { renderName } from '../../kit/name.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { renderConsoleForm } from '../console-form.ts';
import { renderConsoleList } from '../console-list.ts';
import {
  peopleWords,
  renderDay,
  renderNames,
  renderNeeds,
  renderReason,
  renderSenderLink,
  renderState,
  type PersonStatus,
} from '../people/person-status.ts';
import { sendersWords } from './senders-words.ts';

export interface SendersView {
  rows: readonly PersonStatus[];
  cursor?: string | undefined;
  isContinued: boolean;
  /** What became of a search: `unknown`, `ambiguous`; anything else says nothing. */
  found: string;
}

export function renderSendersPage(
  context: ConsoleContext,
  { rows, cursor, isContinued, found }: SendersView,
): { title: string; main: SafeHtml } {
  const { words } = context;
  const own = sendersWords(context);
  const people = peopleWords(context);
  const guests = html`<a href="${consoleUrl(context, 'guests')}">${words.sections.guests}</a>`;
  const notes: Partial<Record<string, SafeHtml>> = {
    unknown: html`${own.unknown} ${guests}`,
    ambiguous: html`${own.ambiguous}`,
  };
  const note = Object.hasOwn(notes, found) ? notes[found] : undefined;
  return {
    title: words.sections.senders,
    main: html`${note && html`<div class="note" role="status"><p>${note}</p></div>`}
      ${renderConsoleForm(context, {
        page: 'senders',
        act: 'find',
        label: own.find,
        busyLabel: own.finding,
        body: html`<div class="filters">
          <div>
            <label for="sender">${own.findLabel}</label>
            <input id="sender" name="sender" type="search" required maxlength="460" size="40" autocomplete="off" />
          </div>
        </div>`,
      })}
      ${renderConsoleList(context, {
        caption: own.caption,
        columns: [people.mailbox, people.needs, words.state, people.since, people.reconnectBy, people.homeTenant],
        rows: rows.map((row, index) => listCells(context, row, index)),
        page: 'senders',
        cursor,
        isContinued,
        empty: own.empty,
      })}
      <p><a href="${consoleUrl(context, 'senders', { format: 'csv' })}" download>${words.download}</a></p>`,
  };
}

function listCells(context: ConsoleContext, row: PersonStatus, index: number): (string | SafeHtml)[] {
  const { hostObjectId, address, userPrincipalName, homeTenantId, state, since, reconsentBy, problem } = row;
  const reason = renderReason(context, problem);
  return [
    renderNames(
      html`${renderSenderLink(context, `sender-${index}`, hostObjectId, address ?? hostObjectId)}
      ${userPrincipalName !== undefined && userPrincipalName !== address && html`<br /><small>${renderName(userPrincipalName)}</small>`}`,
    ),
    renderNeeds(context, row),
    html`${renderState(context, state)} ${reason && html`<br />${reason}`}`,
    renderDay(context, since),
    renderDay(context, reconsentBy),
    homeTenantId === undefined ? '' : html`<code>${homeTenantId}</code>`,
  ];
}
