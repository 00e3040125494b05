/**
 * The board of a host tenant: a row for each person with how they are connected, who must act, and what to pass on; and how many of each home
 * tenant are connected.
 */
import { html, type SafeHtml } from '../../kit/html.ts';
import { renderName } from '../../kit/name.ts';
import type { Language } from '../../text/languages.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { renderConsoleFilters } from '../console-filters.ts';
import { renderConsoleList } from '../console-list.ts';
import { listTextsToPassOn, renderTextsToPassOn, type Situation } from '../people/pass-on.ts';
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
import { guestsTexts } from './guests-texts.ts';
import { renderHomeTenants, type HomeTenantsView } from './home-tenants.ts';

export interface GuestsView {
  /** With what there is to pass on. */
  guests: readonly (PersonStatus & { situation: Situation })[];
  /** The directory may not be read, so only connections are listed. */
  isRefused: boolean;
  /** Empty: all. */
  state: string;
  homeTenantId: string;
  cursor?: string | undefined;
  isContinued: boolean;
  /** On the first page. */
  homeTenants?: HomeTenantsView | undefined;
}

export function renderGuestsPage(context: ConsoleContext, view: GuestsView): { title: string; main: SafeHtml } {
  const { words, texts } = context;
  const own = guestsTexts[texts.tag as Language];
  const people = peopleWords(context);
  const { guests, isRefused, state, homeTenantId, cursor, isContinued, homeTenants } = view;
  const query = { state, home: homeTenantId };
  const states = Object.entries(people.states).map(([value, label]) => ({ value, label }));
  const isFiltered = state !== '' || homeTenantId !== '';
  return {
    title: words.sections.guests,
    main: html`${
        isRefused &&
        html`<div class="note" role="status">
          <p>${own.refused}</p>
          <p>${own.refusedWho}</p>
        </div>`
      }
      <p class="hint">${own.hint}</p>
      ${renderConsoleFilters(context, 'guests', [
        { name: 'state', label: words.state, value: state, options: [{ value: '', label: words.all }, ...states] },
        { name: 'home', label: own.homeLabel, value: homeTenantId },
      ])}
      ${renderConsoleList(context, {
        caption: own.caption,
        columns: [people.person, words.state, people.since, people.homeTenant, people.reconnectBy, people.needs],
        rows: guests.map((guest, index) => listCells(context, guest, index)),
        page: 'guests',
        query,
        cursor,
        isContinued,
        empty: isFiltered ? own.empty : own.nobody,
      })}
      <p><a href="${consoleUrl(context, 'guests', { ...query, format: 'csv' })}" download>${words.download}</a></p>
      ${homeTenants && renderHomeTenants(context, homeTenants)}`,
  };
}

function listCells(context: ConsoleContext, guest: GuestsView['guests'][number], index: number): (string | SafeHtml)[] {
  const { hostObjectId, displayName, address, homeTenantId, state, since, reconsentBy, problem, situation } = guest;
  const id = `guest-${index}`;
  const name = displayName ?? address ?? hostObjectId;
  // Whoever never connected has no page.
  const hasConnected = homeTenantId !== undefined;
  const reason = renderReason(context, problem);
  const texts = listTextsToPassOn(context, situation);
  return [
    renderNames(
      html`${
        hasConnected
          ? renderSenderLink(context, id, hostObjectId, name)
          : html`<span id="${id}">${renderName(name)}</span>`
      }
      ${address !== undefined && address !== name && html`<br /><small>${renderName(address)}</small>`}`,
    ),
    html`${renderState(context, state)} ${reason && html`<br />${reason}`}`,
    renderDay(context, since),
    homeTenantId === undefined ? '' : html`<code>${homeTenantId}</code>`,
    renderDay(context, reconsentBy),
    html`${renderNeeds(context, guest)} ${renderTextsToPassOn(context, texts, { id: `pass-${index}`, about: id })}`,
  ];
}
