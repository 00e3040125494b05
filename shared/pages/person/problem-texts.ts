/**
 * What a page says about a known outcome: a heading, a sentence on who must do what, and who that is.
 *
 * The sentence is the one in outcomes.ts, as in the answers to callers. Where that one addresses a program or speaks of "the
 * sender", the page has a sentence of its own for the person who reads it. A code without a heading does not compile.
 */
import { outcomes, type ErrorCode } from '../../outcomes.ts';
import type { Fact } from '../kit/facts.ts';
import { html, type SafeHtml } from '../kit/html.ts';
import type { PageSettings } from '../kit/page-settings.ts';

/** All different, because they are page titles. */
export const problemHeadings: Readonly<Record<ErrorCode, string>> = Object.freeze({
  invalid_request: 'This request cannot be used',
  length_required: 'This request arrived in pieces',
  request_too_large: 'This request is too large',
  unsupported_media_type: 'This request has the wrong form',
  unauthorized: 'Please sign in',
  forbidden: 'This is not allowed',
  not_found: 'This page does not exist',
  method_not_allowed: 'This address cannot be used that way',
  sender_ambiguous: 'This name belongs to more than one person',
  consent_required: 'Your connection has ended',
  identity_changed: 'A former account is still connected',
  idempotency_key_reused: 'This request was made before',
  too_many_requests: 'Too many emails at the same time',
  too_many_sign_ins: 'Many people are signing in',
  too_many_tests: 'Enough test emails for now',
  overloaded: 'Too much at the same time',
  conflict: 'Two changes at the same time',

  storage_unavailable: 'Our storage does not answer',
  vault_unavailable: 'Our key store does not answer',
  refusal_unconfirmed: 'Microsoft did not renew your connection',
  entra_unavailable: 'Microsoft’s sign-in does not answer',
  graph_unavailable: 'Microsoft’s mail service does not answer',
  client_credential_refused: 'Microsoft refused our app’s credential',
  host_tenant_refused: 'The ERP’s organisation refused our app',
  vault_access_refused: 'Our key store refused access',
  storage_access_refused: 'Our storage refused access',
  sealed_record_refused: 'A stored record is damaged',
  internal_error: 'Something went wrong here',

  delivery_unknown: 'It is not known whether the email was sent',
  invalid_recipients: 'Microsoft refused the address',
  message_refused: 'Microsoft refused the email',
  message_too_large: 'The email is too large',
  send_as_denied: 'Sending from this address is not allowed',
  access_denied: 'Microsoft refused access to your mailbox',
  mailbox_not_found: 'Your account has no mailbox',
  mailbox_on_premises: 'Your mailbox is not in Exchange Online',
  mailbox_blocked: 'Your mailbox is blocked from sending',
  mailbox_full: 'Your mailbox is full',
  sending_limit_reached: 'Your mailbox has reached its limit for today',
  mailbox_throttled: 'Microsoft is limiting your mailbox',
  graph_unreachable: 'Microsoft’s mail service could not be reached',

  request_expired: 'This sign-in is no longer valid',
  browser_mismatch: 'This sign-in belongs to another browser',
  cross_site_request: 'This request came from another site',
  sign_in_invalid: 'The sign-in does not match',
  consent_declined: 'The permission was not given',
  consent_withdrawn: 'Your permission was withdrawn',
  admin_approval_likely: 'Your IT department probably has to approve the app',
  admin_approval_required: 'Your IT department must approve the app',
  host_approval_likely: 'The app probably has to be approved for signing in',
  host_approval_required: 'The app is not approved for signing in',
  host_consent_declined: 'The sign-in was declined',
  blocked_by_host_policy: 'A policy of the ERP’s organisation blocks the app',
  host_assignment_required: 'The app is not assigned to you as a guest',
  host_tenant_blocked: 'The ERP’s organisation does not allow the app',
  host_sign_in_refused: 'The ERP’s organisation refused the sign-in',
  host_account_unavailable: 'Your guest account cannot be used',
  blocked_by_home_policy: 'A policy of your organisation blocks the app',
  wrong_account: 'You used two different accounts',
  registration_changed: 'Please connect again',
  other_mailbox_connected: 'Another mailbox is connected',
  personal_account: 'A personal account has no work mailbox',
  no_home_tenant: 'Your guest account has no work mailbox',
  home_tenant_not_allowed: 'Your organisation is not on the list',
  home_tenant_blocked: 'Your organisation does not allow the app',
  assignment_required: 'The app is not assigned to you',
  account_unavailable: 'Your work account cannot be used',
  sign_in_frequency: 'Your organisation ended the sign-in',
  scope_missing: 'A permission is missing',
});

const again = 'Try again in a few minutes.';
const operator = 'The operator of this page must fix it; the contact below can tell them.';
const ours: Readonly<Partial<Record<ErrorCode, string>>> = {
  invalid_request:
    'The request was incomplete or unreadable, so nothing was done. Go to the start page and begin there.',
  length_required: 'The request arrived in pieces, so nothing was done. Go to the start page and begin there.',
  request_too_large:
    'The request was larger than any that our pages send, so nothing was done. Go to the start page and begin there.',
  unsupported_media_type:
    'The request did not come from one of our pages, so nothing was done. Go to the start page and begin there.',
  unauthorized: 'You are not signed in. Go to the start page and begin there.',
  forbidden: 'This request is not allowed, so nothing was done. Go to the start page and begin there.',
  not_found: 'There is nothing at this address. Check the link, or go to the start page.',
  method_not_allowed: 'This address does not support that request. Go to the start page and begin there.',
  idempotency_key_reused: 'This request was made before, so nothing was done. Go to the start page and begin there.',
  sender_ambiguous: `More than one person has this name, so nothing was done. ${operator}`,
  consent_required: 'Microsoft no longer accepts the permission that you gave. Connect your mailbox again.',
  identity_changed:
    'A mailbox is connected for you under another account than the one that is yours now, so nothing is sent from it. Connect your own mailbox in its place; the tokens of the former account are then deleted.',
  too_many_requests: `More of your emails are waiting than Microsoft accepts at once. ${again}`,
  overloaded: `More is going on here than we can take at once. ${again}`,
  conflict: `Something else changed your connection at the same moment. ${again}`,
  storage_unavailable: `The store that keeps connections does not answer at the moment. ${again}`,
  vault_unavailable: `The store that keeps our keys does not answer at the moment. ${again}`,
  refusal_unconfirmed: `Microsoft did not renew your connection and gave no reason that we know. It is tried again. ${again}`,
  entra_unavailable: `Microsoft’s sign-in service does not answer at the moment. ${again}`,
  graph_unavailable: `Microsoft’s mail service does not answer at the moment. ${again}`,
  client_credential_refused: `Microsoft did not accept the credential or the registration of our app. ${operator}`,
  host_tenant_refused: `The organisation that runs the ERP refuses our app, so nobody can sign in there. ${operator}`,
  vault_access_refused: `The store that keeps our keys refused us access. ${operator}`,
  storage_access_refused: `The store that keeps connections refused us access. ${operator}`,
  sealed_record_refused: `A stored record failed its check, so it was not used. ${operator}`,
  internal_error: `This should not happen. ${operator}`,
  delivery_unknown:
    'Microsoft’s answer was lost, so the email may have been sent. Check Sent Items before you send it again.',
  invalid_recipients: `Microsoft did not accept the address of your mailbox as a recipient. ${operator}`,
  message_refused: `Microsoft did not accept the content of the email. ${operator}`,
  message_too_large: `The email is larger than your mailbox allows. ${operator}`,
  send_as_denied: `Microsoft allows sending from the connected mailbox only. ${operator}`,
  access_denied:
    'Microsoft did not let us use your mailbox. Disconnect and connect again; if that fails, ask your IT department to check the permission.',
  mailbox_not_found:
    'Your work account has no Exchange Online mailbox, so there is nothing to send from. Ask your IT department for a mailbox, then start again.',
  mailbox_on_premises:
    'Microsoft refused the email, as it does for a mailbox that is not in Exchange Online. Ask your IT department where your mailbox is.',
  mailbox_blocked: 'Your mailbox is blocked from sending. Ask your IT department to remove the block.',
  mailbox_full: 'Your mailbox is full, so Microsoft sends nothing from it. Make room, then try again.',
  sending_limit_reached: 'Your mailbox has sent as much as Microsoft allows in one day. Try again tomorrow.',
  mailbox_throttled: `Your mailbox is too busy, so Microsoft did not accept the email. ${again}`,
  graph_unreachable: `No connection to Microsoft could be opened, so nothing was sent. ${again}`,
  registration_changed: 'Our app at Microsoft was replaced since you connected. Connect your mailbox again.',
  wrong_account: 'You signed in with two different accounts. Choose the account below that belongs to the mailbox.',
  home_tenant_not_allowed:
    'Your home organisation is not on the list of organisations that may connect and send here. Ask the contact below to add it.',
};

/** What happened and what to do now, in one or two plain sentences. */
export function problemSentence(code: ErrorCode): string {
  return ours[code] ?? outcomes[code].detail;
}

/** The words that follow "Who must act". */
export function problemActor(code: ErrorCode, { hostName }: PageSettings): SafeHtml {
  const { who } = outcomes[code];
  if (who === 'home_admin') return html`The IT department of your own organisation`;
  if (who === 'host_admin') return html`An administrator of <bdi>${hostName}</bdi>`;
  if (who === 'operator') return html`The operator of this page for <bdi>${hostName}</bdi>`;
  if (who === 'nobody') return html`Nobody. It resolves itself.`;
  return html`You`;
}

/** The line that says who must act. */
export function actorFact(code: ErrorCode, settings: PageSettings): Fact {
  return { term: 'Who must act', details: problemActor(code, settings) };
}
