/**
 * What the console says in English about senders: the list, one sender, the check of a connection, and the receipt of an erasure.
 */
import { html, type SafeHtml } from '../../kit/html.ts';

export const senders = {
  caption: 'Connections',
  empty: 'Nobody has connected a mailbox yet.',
  findLabel: 'Object id, user principal name or address',
  find: 'Find the sender',
  finding: 'Searching…',
  unknown: 'No sender has this id or name. Guests who never connected are on this page:',
  ambiguous: 'More than one sender has this name. Search for the object id.',

  factsHeading: 'Connection',
  objectId: 'Object id in the host tenant',
  provider: 'Sends by',
  byDocument: 'A document of the configuration names this mailbox. It changes there and cannot be disconnected here.',
  document: 'Configuration',
  connectedAt: 'Connected on',
  refreshedAt: 'Last renewed on',
  scopes: 'Permissions',
  wants: 'Permissions that are missing',
  appId: 'App registration',
  names: 'Names',
  provenAt: 'Names proven on',
  isContested: 'also claimed by',
  messagesHeading: 'Messages',
  messages: 'Messages sent as this sender',
  needsHeading: 'What it needs',
  approve: 'Link for approval',

  actsHeading: 'Actions',
  diagnose: 'Check the connection',
  diagnoseHint: 'Tries everything that sending needs, in order, and sends nothing.',
  diagnosing: 'Checking…',
  test: 'Send a test email',
  testHint: 'Goes from the mailbox to itself, and is recorded.',
  testing: 'Sending…',
  disconnect: 'Disconnect',
  disconnectHint:
    'Deletes the tokens and their key. Nothing is sent as this person until they connect again; messages wait meanwhile.',
  disconnecting: 'Disconnecting…',
  erase: 'Erase',
  eraseHint:
    'Deletes what is kept of this person, disconnects the mailbox, and shows a receipt. It cannot be undone; the person can connect again.',
  erasing: 'Erasing…',

  testSent: 'Microsoft accepted the test email.',
  testWaits: 'The test email waits to be sent. The list of messages shows what becomes of it.',
  testFailed: 'The test email was not sent.',
  testUnknown: 'It is not known whether the test email was sent. Look in Sent Items of the mailbox.',
  isDisconnected: 'The connection was ended. Its tokens and their key are deleted.',

  checkTitle: 'Check of a connection',
  checkedAt: (time: SafeHtml) => html`Checked on ${time}.`,
  checkWorks: 'Sending works.',
  checkFails: 'Something keeps this sender from sending. Begin with the first problem.',
  again: 'Check again',
  backToSender: 'Back to the sender',
  steps: {
    identity: 'Sender',
    names: 'Names',
    grant: 'Connection',
    policy: 'Rules',
    token: 'Access at Microsoft',
    permission: 'Permissions',
    limits: 'Sending limits',
    mailbox: 'Mailbox',
    test: 'Test email',
  },
  findings: {
    known: 'It is certain who this is.',
    proven: 'These names lead to the sender:',
    contested: 'Two organisations give these names to two people, so they name neither:',
    aged: 'The proof of some names is too old. It is renewed by itself before they are used.',
    unnamed: 'No name is proven, so only the object id leads to this sender.',
    connected: 'A mailbox is connected.',
    open: 'No rule that is known here keeps the sender from sending.',
    sandbox: 'The host tenant is set up for tests: emails go to certain recipients only.',
    given: 'Microsoft lets the app act for the sender.',
    granted: 'Every permission that the app asks for is given.',
    small: 'Large emails need Mail.ReadWrite, which is not given. The sender connects again to give it.',
    free: 'The next email can leave at once.',
    full: 'As many emails have left as are allowed at once. The others go out by themselves.',
    exists: 'Microsoft has the mailbox and takes emails from it.',
    unclear: 'Microsoft did not say clearly whether there is a mailbox. A test email shows it.',
    accepted: 'Microsoft accepted a test email from the mailbox to itself.',
    configured: 'A document of the configuration names this mailbox.',
    needless: 'The document makes this unnecessary.',
    reached: 'The server takes emails for this mailbox.',
    untried: 'Only a test email shows whether this mailbox may be sent from.',
  },

  nothingTitle: 'Nothing was left to erase',
  nothingLeft: 'What was kept of this person had been erased before, so nothing was done and there is no receipt.',
  erasedTitle: 'What was kept of this person is erased',
  shownOnce:
    'This receipt is shown once: it is not kept and cannot be asked for again, not by loading the page again either. Save it now if you need it.',
  erasedAt: 'Erased on',
  deleted: 'Deleted',
  deletedKinds: {
    connection: () => 'The connection, with its tokens and their key',
    names: (count: string) => `Names that led to the person: ${count}`,
    message_index: (count: string) => `Entries in the list of messages sent as the person: ${count}`,
  },
  remaining: 'Remains',
  nothingRemains: 'Nothing.',
  remainingKinds: {
    messages: (time: SafeHtml) =>
      html`Until ${time}: of each message when, by which application, to how many recipients and how it ended, without
      content`,
    generation: (time: SafeHtml) =>
      html`Until ${time}: how often the person had connected, so that a copy of the old connection cannot be put back`,
    test_times: (time: SafeHtml) => html`Until ${time}: when the person last tested`,
    message_index: (time: SafeHtml) => html`Until ${time}: the rest of the list of messages`,
  },
  fileHeading: 'Receipt as a file',
  fileHint: (name: SafeHtml) =>
    html`Copy this text into an empty file and save it as ${name}. It names the person by object id alone.`,
};

export type ConsoleSendersTexts = typeof senders;
