/**
 * What the frame of the console says in English, and the pages before its first one.
 */
import { html, type SafeHtml } from '../../kit/html.ts';

export const console = {
  product: (host: SafeHtml) => html`Email connector of ${host}`,
  sections: {
    overview: 'Overview',
    messages: 'Messages',
    senders: 'Senders',
    guests: 'Guests',
    invitations: 'Invitations',
    limits: 'Limits',
    documents: 'Configuration',
    alarms: 'Alarms',
    cost: 'Cost',
    audit: 'Audit',
  },
  skip: 'Skip to the content',
  pages: 'Pages',
  signOut: 'Sign out',
  tenant: 'Host tenant',
  choose: 'Choose',
  busy: 'Working…',
  timesInUtc: 'All times are in UTC.',
  faults: 'What has to be corrected:',
  notDone: 'What you filled in cannot be used, so nothing was done.',
  back: 'Back to the page',
  signInTitle: 'Sign in to the console',
  whoMay:
    'This is where administrators look after the email connector. You need an account of the host tenant with the role Manage of this app.',
  signIn: 'Sign in with Microsoft',
  lasts: 'You stay signed in for an hour. Every sign-in and every action is recorded.',
  hasEnded:
    'You are not signed in any more, or not as the person for whom that page was made, so what you asked for was not done. Sign in and try again.',
  wasPosted:
    'This form was posted before, or its page is older than an hour, so it was not done again. Load the page anew to go on.',
  typed: 'What you had typed',
  typedHint: 'It was not saved. Copy it before you sign in, or sign in in another tab.',
  confirmTitle: 'Confirm that it is you',
  confirm:
    'This cannot be undone, so enter your credentials again. You then have five minutes: you come back to the page, and choose the button once more.',
  signInAgain: 'Enter my credentials',
  none: 'None',
  more: 'Next page',
  first: 'First page',
  download: 'Save as CSV',
  shortPage: 'There may be more on the next page: this one looks at a limited number of records.',
  empty: 'Nothing to show.',
  filter: 'Show',
  all: 'All',
  time: 'Time',
  state: 'State',
  since: 'From',
  until: 'To',
  open: 'Open',
};

export type ConsoleTexts = typeof console;
