/**
 * What the pages say in English about erasing what is kept of a person: before it, and on the receipt.
 */
import { html, type SafeHtml } from '../../kit/html.ts';

type Link = (label: string) => SafeHtml;

export const erase = {
  summary: 'Erase what is kept of you',
  what: (host: SafeHtml, erp: SafeHtml) =>
    html`This deletes what is kept here of you as a user of ${host}, and disconnects your mailbox if it is connected. It
    cannot be undone, but you can connect again. Until then ${erp} cannot send as you.`,
  goesTerm: 'Is deleted',
  goes: 'The connection with its names, times, tokens and key, and the list of emails sent as you.',
  staysTerm: 'Stays for a time',
  staysMessages: (days: number) =>
    `For up to ${days} days: when, by which application and with which reference each email was sent, to how many recipients, and how it ended, under the id of your user. Otherwise an email that an application repeats would be sent twice, and it could not show what it sent.`,
  staysGeneration: (days: number) =>
    `For ${days} days: how often you have connected, under the same id. Otherwise a copy of the old connection could be put back.`,
  staysTests: 'For up to an hour: when you sent test emails to yourself, so that there are not too many.',
  staysLog: (host: SafeHtml) =>
    html`In the log: the id of your user, without name or address, for as long as ${host} keeps its log.`,
  untouchedTerm: 'Not changed',
  untouched: 'The mailbox and every email in Sent Items.',
  button: 'Erase it now',
  busy: 'Erasing…',

  doneTitle: 'What was kept of you is erased',
  done: (time: SafeHtml) => html`Erased on ${time}. This page is your receipt: print or save it now if you need it.`,
  loadable: (minutes: number) => `It can be loaded again for ${minutes} minutes, in this browser only.`,
  deletedTerm: 'Deleted',
  nothing: 'Nothing was left to delete.',
  former: 'What was kept of the connection of a former account.',
  deleted: {
    connection: () => 'The connection, and its tokens and key unless you had disconnected before',
    names: (count: string) => `Names by which applications found you: ${count}`,
    message_index: (count: string) => `Entries in the list of emails sent as you: ${count}`,
  },
  remaining: {
    messages: (date: SafeHtml) =>
      html`Until ${date}: when, by which application and with which reference each email was sent, to how many
      recipients, and how it ended, so that none is sent twice`,
    generation: (date: SafeHtml) =>
      html`Until ${date}: how often you had connected, so that a copy of the old connection cannot be put back`,
    test_times: (date: SafeHtml) => html`Until ${date}: when you last tested, so that there are not too many tests`,
    message_index: (date: SafeHtml) =>
      html`Until ${date}: the rest of the list of emails, which was too long for one step`,
  },
  connectAgain: (link: Link) => html`You can ${link('connect a mailbox')} again at any time.`,
};
