/**
 * The messages of a host tenant, newest first: who, when and how it ended, never what a message says or to whom it goes.
 */
import { renderTime } from '../../kit/date.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import { renderName } from '../../kit/name.ts';
import type { Language } from '../../text/languages.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { renderConsoleFilterFields } from '../console-filters.ts';
import { renderConsoleForm } from '../console-form.ts';
import { renderConsoleList } from '../console-list.ts';
import { reasonOf } from '../people/person-status.ts';
import { renderMessageState } from './message-state.ts';
import { messagesTexts } from './messages-texts.ts';
import type { ShownMessage, ShownStatus } from './shown-message.ts';

/** As the form shows it; empty: not filtered by that. */
export interface MessagesFilterView {
  sender: string;
  status: string;
  reference: string;
  application: string;
  /** Dates in UTC, the last one included. */
  from: string;
  to: string;
}

export interface MessagesView {
  filter: MessagesFilterView;
  /** Why nobody was found under the name that was looked for. */
  problem?: 'unknown' | 'ambiguous';
  messages: readonly ShownMessage[];
  /** Of senders who have connected one, by object id. */
  mailboxes: ReadonlyMap<string, string | undefined>;
  cursor?: string | undefined;
  isContinued: boolean;
}

export function renderMessagesPage(context: ConsoleContext, view: MessagesView): SafeHtml {
  const { words } = context;
  const texts = messagesTexts[context.texts.tag as Language];
  const { filter, problem, messages, mailboxes, cursor, isContinued } = view;
  const query = { ...filter };
  const isFiltered = Object.values(filter).some((value) => value !== '');
  const why = problem && (problem === 'unknown' ? texts.unknownSender : texts.ambiguousSender);
  return html`${renderFilters(context, filter)} ${why && html`<div class="note" role="status"><p>${why}</p></div>`}
  ${renderConsoleList(context, {
    caption: texts.caption,
    columns: [
      words.time,
      words.state,
      texts.sender,
      texts.application,
      texts.reference,
      texts.recipients,
      texts.attempts,
      texts.stopped,
    ],
    rows: messages.map((message) => renderRow(context, message, mailboxes)),
    page: 'messages',
    query,
    cursor,
    isContinued,
    ...(isFiltered && { empty: texts.none }),
  })}
  ${
    messages.length > 0 &&
    html`<p>
      <a href="${consoleUrl(context, 'messages', { ...query, format: 'csv' })}" download>${words.download}</a>
    </p>`
  }`;
}

/** Posted, because the name of a sender does not belong into an address. */
function renderFilters(context: ConsoleContext, filter: MessagesFilterView): SafeHtml {
  const { words } = context;
  const texts = messagesTexts[context.texts.tag as Language];
  const states = (Object.keys(texts.states) as ShownStatus[]).map((value) => ({ value, label: texts.states[value] }));
  return renderConsoleForm(context, {
    page: 'messages',
    act: 'filter',
    label: words.filter,
    body: renderConsoleFilterFields([
      { name: 'sender', label: texts.senderToFind, value: filter.sender },
      {
        name: 'status',
        label: words.state,
        value: filter.status,
        options: [{ value: '', label: words.all }, ...states],
      },
      { name: 'reference', label: texts.reference, value: filter.reference },
      { name: 'application', label: texts.applicationToFind, value: filter.application },
      { name: 'from', label: words.since, value: filter.from, type: 'date' },
      { name: 'to', label: words.until, value: filter.to, type: 'date' },
    ]),
  });
}

function renderRow(
  context: ConsoleContext,
  { id, createdAt, status, sender, callerId, reference, recipientCount, attempts, error }: ShownMessage,
  mailboxes: MessagesView['mailboxes'],
): (string | SafeHtml)[] {
  const texts = messagesTexts[context.texts.tag as Language];
  const mailbox = sender && mailboxes.get(sender.hostObjectId);
  return [
    html`<a href="${consoleUrl(context, `messages/${id}`)}">${renderTime(context.texts, createdAt)}</a>`,
    renderMessageState(texts, status),
    sender
      ? html`${mailbox && html`<small>${renderName(mailbox)}</small>`}<code>${sender.hostObjectId}</code>`
      : texts.noSender,
    renderApplication(context, callerId),
    reference === undefined ? '' : renderName(reference),
    html`<span class="number">${recipientCount}</span>`,
    html`<span class="number">${attempts.length}</span>`,
    error ? html`${reasonOf(context, error.code)} <code>${error.code}</code>` : '',
  ];
}

/** Of a person's own tests there is no application. */
export function renderApplication(context: ConsoleContext, callerId: string): string | SafeHtml {
  const texts = messagesTexts[context.texts.tag as Language];
  return callerId.includes('-') ? html`<code>${callerId}</code>` : texts.ownPage;
}
