/**
 * What a page says in English about a known outcome, in one or two sentences: what happened and what to do now.
 *
 * The answers to callers have sentences of their own (outcomes.ts), which speak to a program. A code without a sentence does not
 * compile.
 */
import type { ErrorCode } from '../../../outcomes.ts';

const again = 'Try again in a few minutes.';
const begin = 'Go to the start page and begin there.';
const operator = 'The operator of this page must fix it; the contact below can tell them.';
const reset =
  'If you have a work account, an administrator of the organisation that invited you resets your invitation; then accept it with that account.';

/** What happened and what to do now, for the person who reads the page. */
export const sentences: Readonly<Record<ErrorCode, string>> = {
  invalid_request: `The request was incomplete or unreadable, so nothing was done. ${begin}`,
  length_required: `The request arrived in pieces, so nothing was done. ${begin}`,
  request_too_large: `The request was larger than any that our pages send, so nothing was done. ${begin}`,
  unsupported_media_type: `The request did not come from one of our pages, so nothing was done. ${begin}`,
  unauthorized: `You are not signed in. ${begin}`,
  forbidden: `This request is not allowed, so nothing was done. ${begin}`,
  not_found: 'There is nothing at this address. Check the link, or go to the start page.',
  method_not_allowed: `This address does not support that request. ${begin}`,
  not_implemented: `This service does not offer that part of Microsoft Graph. ${begin}`,
  administrator_role_missing:
    'You are signed in, but your account does not have the role Manage, so nothing is shown. An administrator of your organisation assigns it: Microsoft Entra admin center, Enterprise applications, this app, Users and groups. It counts from your next sign-in.',
  sign_in_not_recent:
    'Microsoft did not confirm that you entered your credentials just now, so nothing was done. Start again in the console and enter them. If that never works, the operator adds the optional claim auth_time to the ID tokens of the app registration.',
  sender_ambiguous: `More than one person has this name, so nothing was done. ${operator}`,
  consent_required: 'Microsoft no longer accepts the permission that you gave. Connect your mailbox again.',
  large_mail_not_granted:
    'This email is too large for the permission that you have given so far. Connect again: Microsoft then asks for the permission that large emails need (Mail.ReadWrite), and what waits is sent.',
  shared_mail_not_granted:
    'Sending from this shared mailbox needs a permission that you have not given so far. Connect again: Microsoft then asks for it (Mail.Send.Shared), and what waits is sent.',
  identity_changed:
    'A mailbox is connected for you under another account than the one that is yours now, so nothing is sent from it. Connect your own mailbox in its place; the tokens of the former account are then deleted.',
  mailbox_changed: `The email was accepted for another mailbox than the one that is set up for it now, so it was not sent. ${operator}`,
  message_state: `The state of the email has changed meanwhile, so nothing was done. ${begin}`,
  attachment_complete: `The file was complete already, so nothing was added to it. ${begin}`,
  document_changed: 'This was changed since it was read. Read it again, and repeat the change.',
  recipient_not_allowed:
    'The organisation that runs the ERP is only testing and lets emails go to certain addresses alone. The operator of this app can change that.',
  tenant_paused:
    'The operator of this app has paused all sending for the organisation that runs the ERP. Nothing is lost; emails that wait leave when it goes on.',
  tenant_left:
    'The organisation that runs the ERP has stopped using this app, so it sends nothing and connects nobody. Ask the contact there.',
  quota_exceeded: 'More emails were sent in a minute than the operator allows. Wait a minute, then try again.',
  environment_not_allowed:
    'The email came from a test copy of the ERP, which may not send. Ask whoever looks after the ERP.',
  idempotency_key_reused: `This request was made before, so nothing was done. ${begin}`,
  too_many_requests: `More of your emails are waiting than Microsoft accepts at once. ${again}`,
  too_many_sign_ins:
    'More people are signing in here at the moment than this connector takes on at once. Load the same address again in a minute; nothing has to be started again.',
  too_many_tests:
    'You have sent yourself as many test emails as are allowed in an hour. Look for them in Sent Items, or send another one later.',
  overloaded: `More is going on here than we can take at once. ${again}`,
  shutting_down: `A newer copy of this app is taking over. ${again}`,
  conflict: `Something else changed your connection at the same moment. ${again}`,
  storage_unavailable: `The store that keeps connections does not answer at the moment. ${again}`,
  vault_unavailable: `The store that keeps our keys does not answer at the moment. ${again}`,
  refusal_unconfirmed: `Microsoft did not renew your connection and gave no reason that we know. It is tried again. ${again}`,
  entra_unavailable: `Microsoft’s sign-in service does not answer at the moment. ${again}`,
  graph_unavailable: `Microsoft’s mail service does not answer at the moment. ${again}`,
  client_credential_refused: `Microsoft did not accept the credential or the registration of our app. ${operator}`,
  host_tenant_refused: `The organisation that runs the ERP refuses our app, or has not given it a permission that this needs. ${operator}`,
  vault_access_refused: `The store that keeps our keys refused us access. ${operator}`,
  storage_access_refused: `The store that keeps connections refused us access. ${operator}`,
  sealed_record_refused: `A stored record failed its check, so it was not used. ${operator}`,
  internal_error: `This should not happen. ${operator}`,
  initiator_missing:
    'Nobody is known to have caused this event in the ERP, so its email is kept and not sent. Whoever runs the ERP sends it for somebody, or cancels it.',
  event_incomplete:
    'An event of the ERP could not become an email, so it is kept and nothing was sent. Whoever runs the ERP reads why, and sends the email or cancels it.',
  refused_by_sender:
    'It was not sent, and it will not be. If it is to go out after all, ask the organisation that runs the ERP to send it anew.',
  delivery_unknown:
    'Microsoft’s answer was lost, so the email may have been sent. Check Sent Items before you send it again.',
  invalid_recipients: `Microsoft did not accept the address of your mailbox as a recipient. ${operator}`,
  message_refused: `Microsoft did not accept the content of the email. ${operator}`,
  message_too_large: `The email is larger than your mailbox allows. ${operator}`,
  send_as_denied: `Microsoft allows sending from the connected mailbox only. ${operator}`,
  send_as_right_missing:
    'Microsoft did not let you send from this shared mailbox. Ask your IT department for the right Send As or Send on Behalf on it.',
  mailbox_not_allowed:
    'Microsoft did not let the app send from this mailbox. Ask your IT department to add the mailbox to those that the app may use.',
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
  draft_changed: `The draft of the email was deleted or changed in your mailbox before it was sent, so it was not sent. ${again}`,
  mail_server_unavailable: `The mail server of this mailbox could not be reached, or does not take emails at the moment, so nothing was sent. ${again}`,
  mail_server_unusable:
    'The mail server of this mailbox refuses our sign-in, or offers no secure connection, so nothing was sent. Whoever runs this connection corrects its settings.',
  request_expired:
    'This sign-in was started more than 30 minutes ago or has been used already. Start again from the consent page.',
  browser_mismatch:
    'This sign-in was started in another browser or its cookie is missing. Open the consent page in the browser in which you sign in, and start there.',
  cross_site_request: 'This request did not come from our own page. Open the consent page and start there.',
  sign_in_invalid:
    'The sign-in’s answer did not match the request, so it was not used. Start again from the consent page.',
  consent_declined: 'You declined the permission, so nothing is connected. Start again if that was a mistake.',
  consent_withdrawn:
    'The permission to send was withdrawn in your home organisation. Connect again; if Microsoft does not let you, ask your IT department to approve the app again.',
  admin_approval_likely:
    'Microsoft gave no permission. Your organisation probably has to approve this app first: your IT department approves it once, with the text on the page, and then you connect yourself.',
  admin_approval_required:
    'Your organisation lets only its administrators approve this app. Your IT department approves it once, with the text on this page; then you connect yourself.',
  host_approval_likely:
    'Microsoft did not sign you in to this app at the organisation that runs the ERP. That organisation probably has to approve the app first: an administrator there approves it once, with the text on the page, and then you connect yourself.',
  host_approval_required:
    'Signing in to this app at the organisation that runs the ERP needs an approval. An administrator of that organisation approves the app once; then you connect yourself.',
  host_consent_declined:
    'You declined to sign in to this app at the organisation that runs the ERP, so nothing is connected. Start again if that was a mistake.',
  blocked_by_host_policy:
    'A sign-in policy of the organisation that runs the ERP blocks this connector. An administrator of that organisation finds the policy (Conditional Access) in the sign-in log and exempts the app, as the text on this page says.',
  host_assignment_required:
    'The organisation that runs the ERP lets only those people use this app to whom it is assigned. An administrator of that organisation assigns you to the app.',
  host_tenant_blocked:
    'The organisation that runs the ERP does not let you use this app there. An administrator of that organisation allows the app, or guests from your organisation.',
  guest_account_reset:
    'Your guest account at the organisation that runs the ERP was invited anew, so it may belong to somebody else now, and nothing is sent. Connect again.',
  host_account_unavailable:
    'Your account at the organisation that runs the ERP is blocked or does not exist. An administrator of that organisation restores it or invites you.',
  host_sign_in_refused:
    'The organisation that runs the ERP refused your sign-in there. Start again once; if it is refused again, an administrator of that organisation finds the reason in its sign-in log.',
  blocked_by_home_policy:
    'A sign-in policy of your organisation blocks this connector from acting for you. An administrator of your organisation finds the policy (Conditional Access) in the sign-in log and exempts the app, as the text on this page says.',
  wrong_account: 'You signed in with two different accounts. Choose the account below that belongs to the mailbox.',
  registration_changed: 'Our app at Microsoft was replaced since you connected. Connect your mailbox again.',
  other_mailbox_connected:
    'Another mailbox is already connected for you; it stays as it was. Disconnect it first, then connect this one.',
  personal_account: `You are a guest with a personal Microsoft account, which has no Microsoft 365 mailbox. ${reset}`,
  no_home_tenant: `You are a guest without a Microsoft work account (for example by e-mail code or Google), so there is no Microsoft 365 mailbox to connect. ${reset}`,
  home_tenant_not_allowed:
    'Your home organisation is not on the list of organisations that may connect and send here. Ask the contact below to add it.',
  home_tenant_blocked:
    'Your home organisation keeps this app out, so it cannot send as you. An administrator of your organisation allows the app.',
  assignment_required:
    'Your home organisation lets only those people use this app to whom it is assigned. An administrator of your organisation assigns you to the app.',
  account_unavailable:
    'Your account in your home organisation is blocked or no longer exists. An administrator of your organisation restores it.',
  sign_in_frequency:
    'Your organisation ends sign-ins after a set time, so unattended sending stops each time. Connect again, and ask your administrator to exempt this app.',
  scope_missing: 'Microsoft did not grant every permission that sending needs. Start again and accept all of them.',
};
