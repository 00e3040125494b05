/**
 * What the own page says in English about emails that wait to be sent as the person.
 */
import { html, type SafeHtml } from '../../kit/html.ts';

export const waiting = {
  releasedTerm: 'On their way now',
  /** `count` is a number, or `atLeast` of one. */
  released: (count: string) => `Emails that had waited for you to connect: ${count}`,
  heading: 'Emails that wait',
  lead: (erp: SafeHtml) =>
    html`These emails are to be sent as you and have not left yet. ${erp} or another application submitted them. Refuse
    what should not be sent.`,
  notRead:
    'The emails that wait cannot be listed at the moment. Everything else on this page works; load it again in a few minutes.',
  more: 'There are more. The oldest are shown.',
  noSubject: 'No subject',
  /** In place of a subject. */
  hidden: 'An email for your former account',
  to: 'To',
  /** After some recipients. */
  others: (count: string) => `and ${count} more`,
  submitted: 'Submitted',
  leaves: 'Leaves',
  onHold: 'On hold',
  contentNotRead: 'Subject and recipients cannot be shown at the moment.',
  refuse: 'Refuse this email',
  refusing: 'Refusing…',
  former:
    'It was submitted while another account was connected for you, so what it says is not shown. It does not leave unless you decide so.',
  release: 'Send it from your mailbox',
  releaseWhat: (mailbox: SafeHtml) =>
    html`It then leaves from ${mailbox} and appears in its Sent Items, whatever it says. This cannot be undone once it
    is sent.`,
  releaseButton: 'Send it as me',
  releasing: 'Sending…',
  isRefused: 'The email is refused and will not be sent.',
  isRefusedInPart: 'The email is refused, and goes to nobody else. Some of its recipients have it already.',
  isReleased: 'The email will be sent from your mailbox.',
  tooLate: 'The email no longer waits, or cannot be sent as you. Nothing was changed.',
};
