/** The check of one's own connection, in English. */
import { html, type SafeHtml } from '../../kit/html.ts';

export const check = {
  title: 'Check of your connection',
  again: 'Check again',
  steps: {
    identity: 'Who you are',
    names: 'Your addresses',
    grant: 'Connection',
    policy: 'Rules',
    token: 'Access at Microsoft',
    permission: 'Permissions',
    limits: 'Sending limits',
    mailbox: 'Mailbox',
    test: 'Test email',
  },
  states: {
    ok: 'In order',
    warning: 'Worth a look',
    failed: 'Problem',
    skipped: 'Not checked',
  },
  /** `step` is the title of the one that has to be in order first. */
  skipped: (step: string) => `First this has to be in order: ${step}.`,
  since: (date: SafeHtml) => html`Since ${date}.`,
  until: (time: SafeHtml) => html`Until ${time}.`,
  findings: {
    known: 'You are signed in, and there is no doubt who you are.',
    proven: 'These names lead to you:',
    contested:
      'Another organisation says that one of these addresses belongs to one of its users. Until one of the two gives it up, it leads to neither of you. If you know nothing of this, tell the contact below.',
    aged: 'The proof of some of these addresses is too old. It is renewed by itself before they are used.',
    unnamed: 'None of your addresses is proven, so emails can be sent as you only under the id of your user.',
    connected: 'A mailbox is connected for you.',
    open: 'No rule that is known here keeps you from sending.',
    sandbox: 'This is set up for tests: emails go to certain recipients only.',
    given: 'Microsoft lets this app act for you.',
    granted: 'Every permission that this app asks for is given.',
    small:
      'Large emails need a permission that is not given yet (Mail.ReadWrite). Smaller ones are sent without it. Connect again to give it.',
    free: 'The next email can leave at once.',
    full: 'As many emails have left as are allowed at once. The others go out by themselves.',
    exists: 'Microsoft has your mailbox and takes emails from it.',
    unclear: 'Microsoft did not say clearly whether you have a mailbox. Send a test email to be sure.',
    accepted: 'Microsoft accepted a test email from your mailbox to itself.',
  },
};

export type CheckTexts = typeof check;
