/**
 * The consent page in English, the permissions, and the page after an administrator's decision.
 */
import { html, type SafeHtml } from '../../kit/html.ts';

export const consent = {
  title: (erp: string, host: string) => `Let ${erp} at ${host} send email as you`,
  heading: (erp: SafeHtml, host: SafeHtml) => html`Let ${erp} at ${host} send email as you`,
  lead: (erp: SafeHtml, host: SafeHtml) =>
    html`You work in ${erp} at ${host}. If you agree, the emails it sends in your name leave from your own work mailbox.
    Nothing changes until you continue.`,
  continue: 'Continue to Microsoft',

  whatTerm: 'What goes out',
  what: (erp: SafeHtml, host: SafeHtml) =>
    html`Emails that ${erp} sends in your name, for example invoices, orders and reminders. ${host} decides which.
    People who get them see you as the sender.`,
  fromTerm: 'From which address',
  from: 'Your own work address: the mailbox of the account you sign in with. Never somebody else’s.',
  whereTerm: 'Where you see it',
  where: (host: SafeHtml) =>
    html`In Sent Items of your mailbox, like email that you sent yourself, unless ${host} asks for an email to leave no
    copy.`,
  whenTerm: 'When',
  when: 'Even while you are signed out, until you disconnect.',
  cannotTerm: 'What it cannot do',
  cannot:
    'It cannot read, change or delete your mail. The permission is for sending only. It never sees your password.',
  howTerm: 'How it sends',
  how: (shownAs: string) =>
    'It saves each email as a draft, sends the draft, and checks that it appears in Sent Items. Microsoft has no smaller ' +
    `permission for this: its screen lists “${shownAs}”, which would allow more.`,
  doesNotTerm: 'What it does not do',
  doesNot:
    'It does not read your other mail, and it deletes nothing but leftover drafts of its own. It never sees your password.',

  stepsHeading: 'What Microsoft asks you',
  steps: 'Microsoft signs you in twice. Choose the same work account both times.',
  hostStep: (host: SafeHtml) => html`First as a user of ${host}. This proves who you are there.`,
  homeStep:
    'Then at your own organisation. This proves that the mailbox is yours. Microsoft asks for your permission here, unless ' +
    'your IT department has given it for everybody.',
  password: (address: SafeHtml) =>
    html`Type your password only where the address starts with ${address}, or on the sign-in page of your own
    organisation.`,
  unverified: (appId: SafeHtml, parameter: SafeHtml) =>
    html`Microsoft may call the app “unverified”. That means its publisher has not gone through Microsoft’s
    verification. To compare: our app id is ${appId}, and it appears after ${parameter} in the address of Microsoft’s
    page.`,
  screenSummary: 'What Microsoft’s screen lists',
  screenLines: 'Some or all of these lines, and what each is used for:',

  approvalSummary: 'If Microsoft says “Need admin approval”',
  approval:
    'Many organisations let only their IT department approve apps. Then Microsoft stops you there, and nothing is connected. ' +
    'Send this text to your IT department. After one approval, come back to this page.',
  approvalLink: (link: (label: string) => SafeHtml) =>
    html`Are you an administrator yourself? ${link('Approve the app for your organisation')}`,

  stopHeading: 'How to stop',
  stop: (erp: SafeHtml, link: (label: string) => SafeHtml) =>
    html`Open ${link('your connection')} and choose Disconnect. From then on ${erp} cannot send as you.`,
  keptHeading: 'What is kept',
  kept:
    'Your permission, a token from Microsoft: encrypted, and deleted when you disconnect. The addresses of your mailbox, and ' +
    'when you connected it. For each email, when it was sent and whether Microsoft accepted it; not its text, attachments or ' +
    'recipients once Microsoft has it.',
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
      'saves each email as a draft before it is sent, checks afterwards that it appears in Sent Items, and removes its own leftover drafts',
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
