/**
 * What the own page says in English about the emails that were sent as the person.
 */
import { html, type SafeHtml } from '../../kit/html.ts';

export const history = {
  heading: 'Emails sent as you',
  inUtc: (time: SafeHtml) => html`${time} UTC`,
  lastUsed: 'Last used',
  countedInDays: (days: number) => `By application, in the last ${days} days`,
  countedSince: (time: SafeHtml) => html`By application, since ${time}`,
  noneInDays: (days: number) => `Nothing was sent in the last ${days} days.`,
  noneSince: (time: SafeHtml) => html`Nothing was sent since this account was connected on ${time}.`,
  notRead:
    'The emails that were sent cannot be listed at the moment. Everything else on this page works; load it again in a few minutes.',
  application: 'Application',
  emails: 'Emails',
  atLeast: (count: string) => `at least ${count}`,
  latest: 'The last ones',
  time: 'Time (UTC)',
  outcome: 'Outcome',
  outcomes: {
    queued: 'Waits to be sent',
    held: 'On hold: something stops it',
    sending: 'Is being sent',
    sent: 'Sent',
    failed: 'Could not be sent',
    expired: 'Not sent in time',
    cancelled: 'Cancelled',
    unknown: 'Not known: check Sent Items',
  },
  ownTest: 'Test email of your own',
  /** Of which no more is known than its id. */
  unnamed: (host: SafeHtml) => html`An application of ${host}`,
  whatIsKept: (days: number) =>
    `Emails that were not sent are counted, too. What an email says is kept here only while it waits, encrypted, and for ${days} days if it was not sent; Sent Items has the emails themselves.`,
};
