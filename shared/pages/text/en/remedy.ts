/**
 * The rest of a page about a problem in English: who must act, what to pass on, and the ways out.
 */
import { html, type SafeHtml } from '../../kit/html.ts';

export const actors = {
  term: 'Who must act',
  person: 'You',
  home_admin: 'The IT department of your own organisation',
  host_admin: (host: SafeHtml) => html`An administrator of ${host}`,
  operator: (host: SafeHtml) => html`The operator of this page for ${host}`,
  nobody: 'Nobody. It resolves itself.',
};

export const remedy = {
  homeHeading: 'Text for your IT department',
  hostHeading: 'Text for the administrator',
  operatorHeading: 'Text for the operator',
  tellOperator: 'Tell the operator',
  operatorSubject: (host: string) => `Sending email as me at ${host}`,
  code: (code: string) => `Code: ${code}`,
  requestId: (id: string) => `Request id: ${id}`,
  invitation:
    'If you have a work account, fill in its address and send this text to the organisation that invited you.',
  leftEarly: 'If you left Microsoft’s page although it let you accept, start again instead.',
  instructions: (link: (label: string) => SafeHtml) => html`For administrators: ${link('Microsoft’s instructions')}`,
};

export const ways = {
  atHost: (host: SafeHtml) => html`At ${host}`,
  youAre: (account: SafeHtml) => html`You are ${account}. Choose this account for the mailbox, too.`,
  forMailbox: 'For the mailbox',
  signedInAs: (account: SafeHtml) => html`You signed in as ${account}. Nothing from this account was kept.`,
  signedInAsSomebodyElse: 'You signed in as somebody else. Nothing from this account was kept.',
  chooseAgain: 'Choose the account again',
  notYou: 'Not you? Start again',
  replace: 'Replace it with my mailbox',
  connect: 'Connect your mailbox',
  formOutOfDate:
    'The page that this request came from is out of date or belongs to another browser, so nothing was done. Sign in again on your own page.',
  startPage: 'Go to the start page',
  startAgain: 'Start again',
};
