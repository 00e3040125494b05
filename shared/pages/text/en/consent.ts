/**
 * The consent page in English, the permissions, and the page after an administrator's decision.
 */
import { html, type SafeHtml } from '../../kit/html.ts';

export const consent = {
  title: (erp: string, host: string) => `Let ${erp} at ${host} send email as you`,
  heading: (erp: SafeHtml, host: SafeHtml) => html`Let ${erp} at ${host} send email as you`,
  ended: 'The page that you asked for is not available any more. To connect your mailbox, start here.',
  lead: 'The emails then leave from your own work mailbox. Nothing changes until you continue.',

  whatTerm: 'What goes out',
  what: (host: SafeHtml) => html`Emails in your name, such as invoices and reminders. ${host} decides which.`,
  fromTerm: 'From which address',
  from: 'Your own work address. Your Sent Items normally have a copy.',
  cannotTerm: 'What it cannot do',
  cannot: 'Read, change or delete your mail. It never sees your password.',
  doesNotTerm: 'What it does not do',
  doesNot: (shownAs: string) =>
    `Read, change or delete your mail. “${shownAs}” is used for drafts of large emails, which it makes and sends itself.`,
  howLongTerm: 'How long',
  howLong: (link: (label: string) => SafeHtml) =>
    html`Until you disconnect on ${link('your own page')}, even while you are signed out.`,
  continue: 'Continue to Microsoft',
  steps: 'Microsoft may ask you to choose your account, then to accept. Choose the same work account each time.',

  stepsSummary: 'What Microsoft asks you',
  hostStep: (host: SafeHtml) => html`First you sign in as a user of ${host}. This proves who you are there.`,
  homeStep:
    'Then you sign in at your own organisation. This proves that the mailbox is yours. Microsoft asks for your permission here, ' +
    'unless your IT department has given it for everybody.',
  password: (address: SafeHtml) =>
    html`Type your password only where the address starts with ${address}, or on the sign-in page of your own
    organisation.`,
  unverified: (contact: SafeHtml) =>
    html`Microsoft may call the app “unverified”. That means its publisher has not gone through Microsoft’s
    verification. If you did not expect to be asked, do not accept, and ask ${contact}.`,
  screenLines: 'Microsoft’s screen has some or all of these lines. Each is used for one thing:',
  screenLine: (shownAs: string, usedFor: string) => html`<b>${shownAs}</b>: ${usedFor}`,

  approvalSummary: 'If Microsoft says “Need admin approval”',
  approval:
    'Many organisations let only their IT department approve apps. Then Microsoft stops you there, and nothing is connected. ' +
    'Send this text to your IT department. After one approval, come back to this page.',
  approvalLink: (link: (label: string) => SafeHtml) =>
    html`Are you an administrator yourself? ${link('Approve the app for your organisation')}`,

  keptSummary: 'What is kept, and for how long',
  connectionTerm: 'Until you disconnect',
  connection:
    'Your permission, which is a token from Microsoft: encrypted. The addresses of your mailbox, your user name, and when you ' +
    'connected it.',
  afterwardsTerm: 'After that',
  afterwards:
    'The token is deleted. Which mailbox was connected for you, and when, stays until you erase it on your own page.',
  emailsTerm: (days: number) => `For ${days} days`,
  emails:
    'Of each email: which application sent it, its reference (for example the number of the invoice), how many recipients it had, ' +
    'when it was sent, what Microsoft answered, errors included, and a digest that tells whether another email is the same.',
  waitingTerm: 'While an email waits to be sent',
  waiting: (days: number) =>
    `Its subject, text, attachments and recipients: encrypted. They are deleted when it was sent, and ${days} days later if it was not.`,
};

/** `shownAs` is the line on Microsoft's screen; `usedFor` follows a colon: lower case, no full stop. */
export const permissions = {
  openid: { shownAs: 'Sign you in', usedFor: 'proves who signed in' },
  profile: { shownAs: 'View your basic profile', usedFor: 'gives the name of the account that signed in' },
  offline_access: {
    shownAs: 'Maintain access to data you have given it access to',
    usedFor: 'sends even while the person is signed out',
  },
  'User.Read': { shownAs: 'Sign you in and read your profile', usedFor: 'reads the address of the mailbox' },
  'Mail.Send': { shownAs: 'Send mail as you', usedFor: 'sends the emails' },
  'Mail.ReadWrite': {
    shownAs: 'Read and write access to your mail',
    usedFor:
      'makes a draft of an email that is too large for one request, adds its files, and deletes what it could not send',
  },
};

export const adminConsent = {
  approvedTitle: 'Thank you for approving the app',
  approved: (erp: SafeHtml, host: SafeHtml) =>
    html`People in your organisation who work in ${erp} at ${host} can now connect their mailbox.`,
  eachPerson: (link: SafeHtml) =>
    html`Nobody is connected by this approval. Each person opens this page once and signs in: ${link}`,
  withdraw: 'You can see and withdraw the approval in Microsoft Entra, Enterprise applications.',
  notApprovedTitle: 'The app was not approved',
  notApproved: (erp: SafeHtml, host: SafeHtml) =>
    html`Microsoft reports no approval. People in your organisation cannot connect their mailbox to ${erp} at ${host}
    yet.`,
  tryAgain: (appId: SafeHtml) =>
    html`If you did not decline, sign in with an account that may approve apps (for example Cloud Application
    Administrator) and open the approval link again. The app id is ${appId}.`,
};
