/**
 * The pages of a person who has signed in, in English: connected, own page, test email, disconnected.
 */
import { html, type SafeHtml } from '../../kit/html.ts';

type Link = (label: string) => SafeHtml;

export const connection = {
  mailboxTerm: 'Mailbox',
  forTerm: 'For',
  userOf: (user: SafeHtml, host: SafeHtml) => html`${user}, user of ${host}`,
  contested: (erp: SafeHtml) =>
    html`Another organisation says that this address belongs to one of its users. Until one of the two gives it up,
    ${erp} cannot find either of you by it. If you know nothing of this, tell the contact below.`,
  connectedTitle: 'Your mailbox is connected',
  connected: (erp: SafeHtml, host: SafeHtml, mailbox: SafeHtml) =>
    html`${erp} at ${host} can now send email from ${mailbox}.`,
  fromNowTerm: 'From now on',
  fromNow: (erp: SafeHtml) =>
    html`Emails that ${erp} sends in your name leave from this mailbox and appear in its Sent Items, even while you are
    signed out.`,
  unclear: 'Microsoft did not say clearly whether this account has a mailbox. Send a test email to be sure.',
  changeOfMind: 'If this was not you, or you change your mind',
  disconnectLater: (link: SafeHtml) => html`Disconnect here now, or later at ${link}.`,
};

export const me = {
  signedOutTitle: 'See or end your connection',
  signedOut: (erp: SafeHtml, host: SafeHtml) =>
    html`Here you see which mailbox ${erp} at ${host} uses to send email as you, and what was sent. You can send a test
    email, disconnect, or erase what is kept of you.`,
  signInAs: (host: SafeHtml) =>
    html`Sign in as the user you are at ${host}. Microsoft asks which account, and asks for no permission.`,
  signIn: 'Sign in with Microsoft',
  notYet: (link: Link) => html`Not connected yet? ${link('Read what connecting means.')}`,

  notConnectedTitle: 'No mailbox is connected',
  notConnected: (erp: SafeHtml, user: SafeHtml) =>
    html`${erp} cannot send email as you. Nothing is connected for ${user}.`,
  cannotConnect: 'A mailbox cannot be connected for this account.',
  connect: 'Connect a mailbox',
  otherAccount: 'Sign in with another account',

  title: 'Your connection',
  problemTitle: 'Your connection has a problem',
  endedTitle: 'Connect your mailbox again',
  works: (erp: SafeHtml, host: SafeHtml) => html`${erp} at ${host} can send email as you, from your mailbox.`,
  hasProblem: (erp: SafeHtml, host: SafeHtml) =>
    html`${erp} at ${host} may be unable to send email as you at the moment.`,
  hasEnded: (erp: SafeHtml, host: SafeHtml) => html`${erp} at ${host} can no longer send email as you.`,
  hasEndedUntil: (erp: SafeHtml, host: SafeHtml) =>
    html`${erp} at ${host} can no longer send email as you until you connect again.`,
  connectAgain: 'Connect again',
  check: 'Check my connection',
  mustAct: (actor: SafeHtml) => html`Who must act: ${actor}`,
  wants: (permissions: string) =>
    `This app now asks for another permission: ${permissions}. Sending works without it. Connect again to give it.`,
  since: 'Connected since',
  renewed: 'Last renewed',

  formerTitle: 'A former account’s connection',
  former: (user: SafeHtml, host: SafeHtml, erp: SafeHtml) =>
    html`A mailbox is connected for ${user} at ${host}, but under another account than the one you signed in with.
    ${erp} sends nothing from it.`,
  formerReason: (host: SafeHtml, link: Link) =>
    html`This happens when ${host} hands a user over to another account. Remove the connection, or
    ${link('connect your own mailbox')} in its place.`,
  formerCannotBeReplaced: (host: SafeHtml) =>
    html`This happens when ${host} hands a user over to another account. Remove the connection. Your own account cannot
    be connected in its place:`,
  removeFormer: 'Remove it',
  removing: 'Removing…',

  notYou: 'Not you?',
  signedInAs: (user: SafeHtml) =>
    html`You are signed in here as ${user}. Sign out if that is somebody else, or if others use this computer. It
    changes nothing at Microsoft.`,
  signOut: 'Sign out',
  signingOut: 'Signing out…',
};

export const test = {
  send: 'Send a test email to me',
  sendAnother: 'Send another test email',
  sending: 'Sending…',
  seeConnection: 'See your connection',
  sentTitle: 'The test email was sent',
  sent: (mailbox: SafeHtml) => html`Microsoft accepted a test email from ${mailbox} to the same address.`,
  sentNext: 'It is in Sent Items, and should reach your inbox within a few minutes.',
  unknownTitle: 'The test email may have been sent',
  unknown: (mailbox: SafeHtml) =>
    html`Microsoft’s answer was lost, so it is not known whether the test email left ${mailbox}.`,
  unknownNext: 'Check Sent Items in a few minutes. If it is not there, send another test.',
  failedTitle: 'The test email was not sent',
};

/** The test email itself, as plain text. */
export const testMessage = {
  subject: (erp: string) => `Test message: ${erp} can send from your mailbox`,
  content: (erp: string, host: string, mailbox: string) =>
    `This is the test message that you or ${host} asked for.\n\n` +
    `${erp} can send email from ${mailbox}. Messages it sends appear in your Sent Items, as this one does.`,
};

export const disconnect = {
  summary: 'Disconnect',
  what: (erp: SafeHtml) =>
    html`This deletes the tokens for your mailbox and their key. ${erp} cannot send as you until you connect again.
    Emails that were sent stay in Sent Items.`,
  button: 'Disconnect this mailbox',
  busy: 'Disconnecting…',
  doneTitle: 'Your mailbox is disconnected',
  done: (erp: SafeHtml, host: SafeHtml, mailbox: SafeHtml) =>
    html`${erp} at ${host} can no longer send email from ${mailbox}.`,
  formerDoneTitle: 'The former connection is removed',
  formerDone: (erp: SafeHtml, host: SafeHtml) =>
    html`${erp} at ${host} can no longer send email from the mailbox of the former account.`,
  deletedTerm: 'Deleted here',
  deleted: 'The tokens for the mailbox, and the key that opens them.',
  endedTerm: 'Also ended',
  ended: 'Your session on these pages, here and on other devices.',
  keptTerm: 'Not changed',
  kept: 'The mailbox and every email that was sent. Sent Items keeps them.',
  useAgain: (link: Link) => html`To use it again, ${link('connect your mailbox')}.`,
  useOwn: (link: Link) => html`To send from your own, ${link('connect your mailbox')}.`,
  microsoftHeading: 'The permission at Microsoft',
  portalLink: 'My\u00a0Apps',
  portalName: 'Microsoft’s My\u00a0Apps portal',
  atMicrosoft: (portal: SafeHtml) =>
    html`Microsoft keeps the permission you gave until you withdraw it there: open ${portal} with your work account,
      point at this app, choose the three dots, then <b>Manage your application</b> and <b>Revoke permissions</b>. If
      your IT department approved the app for everybody, only they can withdraw it.`,
};
