/**
 * Every outcome that is not success: what its code means on the wire, who must act, and what they must do.
 *
 * One row per code. Answers, pages and stored problems all take their sentences from here. Tables beside their readers map
 * Entra's and Graph's own codes to these (oauth/entra-codes.ts, graph/graph-codes.ts).
 */

/** Who can put it right. `caller` built the request; `nobody`: it passes by itself. */
export type Who = 'caller' | 'person' | 'home_admin' | 'host_admin' | 'operator' | 'nobody';

/** `reject`: repeating it unchanged fails again; `reconsent`: the person must connect; `retry`: later may succeed. */
export type Disposition = 'reject' | 'reconsent' | 'retry';

export interface Outcome {
  status: number;
  who: Who;
  disposition: Disposition;
  /** One sentence for a person: what happened and what to do. Never holds values of a request. */
  detail: string;
  helpUrl?: string;
}

const consentHelp = 'https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent';
const crossTenantHelp = 'https://learn.microsoft.com/entra/external-id/cross-tenant-access-settings-b2b-collaboration';
const assignmentHelp = 'https://learn.microsoft.com/entra/identity/enterprise-apps/assign-user-or-group-access-portal';
const policyHelp = 'https://learn.microsoft.com/entra/identity/conditional-access/overview';
const limitsHelp =
  'https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits';
const graphHelp = 'https://learn.microsoft.com/graph/api/user-sendmail';
const rolesHelp = 'https://learn.microsoft.com/exchange/permissions-exo/application-rbac';
const guestHelp = 'https://learn.microsoft.com/entra/external-id/reset-redemption-status';
const signInLogHelp = 'https://learn.microsoft.com/entra/identity/monitoring-health/howto-use-sign-in-diagnostics';
const secretHelp = 'https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials';

const outcome = (status: number, who: Who, disposition: Disposition, detail: string, helpUrl?: string): Outcome =>
  Object.freeze({ status, who, disposition, detail, ...(helpUrl && { helpUrl }) });

// prettier-ignore
export const outcomes = Object.freeze({
  // Requests
  invalid_request: outcome(400, 'caller', 'reject', 'The request is not valid; every fault is listed in errors. Correct it and send it again.'),
  length_required: outcome(411, 'caller', 'reject', 'Send the body in one piece, with its Content-Length: Azure Functions drops chunks. In .NET, use StringContent, or call LoadIntoBufferAsync on the content first; in Node.js, hand the whole text to fetch or to end(); in PowerShell, leave out -TransferEncoding.'),
  request_too_large: outcome(413, 'caller', 'reject', 'The message is larger than this connector (MESSAGE_SIZE_MAX_MB) or Microsoft Graph (4 MB in one request, attachments in base64 included) accepts. Send it with smaller attachments.', graphHelp),
  unsupported_media_type: outcome(415, 'caller', 'reject', 'Send the body as application/json in UTF-8, or a message to /send as message/rfc822, without Content-Encoding.'),
  unauthorized: outcome(401, 'caller', 'reject', 'A valid app-only access token of the host tenant for this API is required. Request one with the scope {API_AUDIENCE}/.default, the client id of this API.'),
  forbidden: outcome(403, 'host_admin', 'reject', 'The application that calls may not do this. An administrator of the host tenant assigns it the app role that detail names, or the operator adds it to the list of callers.'),
  not_found: outcome(404, 'caller', 'reject', 'There is nothing here under this name.'),
  method_not_allowed: outcome(405, 'caller', 'reject', 'This address does not support that method; Allow lists those it does.'),
  not_implemented: outcome(501, 'caller', 'reject', 'This connector has only a part of Microsoft Graph, and this is not in it. Send each message in a request of its own, with POST /users/{user}/sendMail.'),
  administrator_role_missing: outcome(403, 'host_admin', 'reject', 'This account may not look after the connector. An administrator of the host tenant assigns it the app role Manage of this app, under Enterprise applications, Users and groups; it counts from the next sign-in.', assignmentHelp),
  sign_in_not_recent: outcome(403, 'person', 'reject', 'Microsoft did not say that the credentials were given just now, so what cannot be undone was not done. Start it again and give them; if that never helps, the operator adds the optional claim auth_time to the ID tokens of the app registration.'),
  sender_ambiguous: outcome(409, 'caller', 'reject', 'This name belongs to more than one sender. Name the sender by the object id in the host tenant.'),
  consent_required: outcome(409, 'person', 'reconsent', 'The sender has not connected a mailbox, or the connection has ended. The sender opens consentUrl once; then send again.'),
  large_mail_not_granted: outcome(409, 'person', 'reconsent', 'The message does not fit into one request to Microsoft Graph (4 MB, attachments in base64 included), and larger ones need the permission Mail.ReadWrite, which the sender has not given. The sender opens consentUrl and connects again, which asks for it; then send again.', consentHelp),
  shared_mail_not_granted: outcome(409, 'person', 'reconsent', 'Sending from this shared mailbox needs the permission Mail.Send.Shared, which the sender has not given. The sender opens consentUrl and connects again, which asks for it; then send again.', consentHelp),
  identity_changed: outcome(409, 'person', 'reconsent', 'Another account signs in as this sender now, so the connection of the former account is suspended and nothing is sent from it. The sender opens consentUrl and replaces it, or removes it on the own page.'),
  message_state: outcome(409, 'caller', 'reject', 'The state of the message does not allow that. Read the message to see what became of it.'),
  attachment_complete: outcome(409, 'caller', 'reject', 'The file is complete and takes no more bytes. Name its id in a message, or upload another file.'),
  document_changed: outcome(412, 'caller', 'reject', 'What is to be written over is not the version that the request names, or it names none. Read it, and write again with If-Match and its ETag.'),
  recipient_not_allowed: outcome(422, 'caller', 'reject', 'The organisation that runs the ERP is set up for tests and lets messages go to certain recipients only. Send it to one of those; the operator of this connector changes the list.'),
  tenant_paused: outcome(503, 'operator', 'retry', 'The operator of this connector has paused everything that this organisation sends. Nothing was lost; it goes on when the operator resumes it.'),
  tenant_left: outcome(403, 'host_admin', 'reject', 'This organisation has stopped using this connector, so nothing is sent for it. Where that is a mistake, its administrator asks the operator of the connector.'),
  quota_exceeded: outcome(429, 'nobody', 'retry', 'More messages were submitted in a minute than the operator of this connector allows this organisation or application. Nothing was stored; send it again later.'),
  environment_not_allowed: outcome(403, 'caller', 'reject', 'This environment of the ERP may not send; it may be a copy with the credential of its original. Give it an application of its own, or have the operator list it.'),
  idempotency_key_reused: outcome(409, 'caller', 'reject', 'This idempotency key was used with another body. Use a new key for a new message.'),
  too_many_requests: outcome(429, 'nobody', 'retry', 'More messages of this sender are waiting than Exchange accepts at once. Nothing was stored; send it again later.', limitsHelp),
  too_many_sign_ins: outcome(503, 'nobody', 'retry', 'More people are signing in here at the moment than this connector takes on at once. Load the same address again in a minute; nothing has to be started again.'),
  too_many_tests: outcome(429, 'person', 'retry', 'You have sent yourself as many test emails as are allowed in an hour. Look for them in Sent Items, or send another one later.'),
  overloaded: outcome(503, 'nobody', 'retry', 'This connector holds as many messages as it can at the moment. Nothing was stored; send it again.'),
  shutting_down: outcome(503, 'nobody', 'retry', 'This instance of the connector is being replaced and takes on nothing more. Nothing was stored; send it again.'),
  conflict: outcome(503, 'nobody', 'retry', 'The same record was changed at the same time. Nothing was sent; send it again.'),

  // Dependencies
  storage_unavailable: outcome(503, 'nobody', 'retry', 'Storage does not answer at the moment. Nothing was sent; send it again later, with the same idempotency key if it had one.'),
  vault_unavailable: outcome(503, 'nobody', 'retry', 'Key Vault does not answer at the moment. Nothing was sent; send it again later.'),
  refusal_unconfirmed: outcome(503, 'nobody', 'retry', 'Microsoft Entra refused to renew this connection for a reason that is not known. Nothing was sent and nothing was ended; it is tried again, and if it is still refused for such a reason after an hour, the sender must connect again.'),
  entra_unavailable: outcome(503, 'nobody', 'retry', 'Microsoft Entra does not answer at the moment. Nothing was sent; send it again later.'),
  graph_unavailable: outcome(503, 'nobody', 'retry', 'Microsoft Graph does not answer at the moment. Try again later.'),
  client_credential_refused: outcome(503, 'operator', 'retry', 'Microsoft Entra refused the credential or the registration of this connector. The operator renews the credential; no connection was lost.', secretHelp),
  host_tenant_refused: outcome(503, 'operator', 'retry', 'The organisation that runs the ERP refuses the app of this connector, or has not granted it a permission. The operator and an administrator of that organisation check that the app exists there, is enabled, and has the permissions in use (User.Read.All, User.Invite.All); no connection was lost.'),
  vault_access_refused: outcome(503, 'operator', 'retry', 'Key Vault refused a key or secret of this connector. The operator checks roles, names and whether the version is enabled; no connection was lost.'),
  storage_access_refused: outcome(503, 'operator', 'retry', 'Storage refused this connector. The operator checks the roles of its identity; nothing was sent.'),
  sealed_record_refused: outcome(503, 'operator', 'reject', 'A stored record failed its integrity check and was not used; nothing was sent. The operator investigates, then the person disconnects and connects again.'),
  internal_error: outcome(500, 'operator', 'retry', 'Something unexpected happened in the connector. The operator finds the reason in the log under the request id.'),

  // Events that are kept and not sent
  initiator_missing: outcome(202, 'caller', 'reject', 'Nobody is known to have caused this event, and its door has no sender for such events. The message is kept and not sent: read it at /messages/{id}/content and post it to /send with a sender, or cancel it. The operator can give the door a sender for the next ones.'),
  event_incomplete: outcome(202, 'caller', 'reject', 'This event could not become a mail. The message is kept in its place and not sent: /messages/{id}/content says why and shows the event; post what it meant to /send, or cancel it.'),

  // Messages: what Graph said
  mailbox_changed: outcome(202, 'caller', 'reject', 'The message was accepted for another mailbox than the one to which its sender leads now, because the operator has changed a document. It was not sent, and leaves once the document is as it was. To send it from where its sender leads now, cancel it and resend it.'),
  refused_by_sender: outcome(422, 'person', 'reject', 'The sender has refused this message, so it was not sent and will not be. Ask the sender; to send it after all, use a new idempotency key.'),
  delivery_unknown: outcome(202, 'person', 'reject', 'The answer of Microsoft Graph, or of the mail server, was lost, so the message may have been sent. The sender checks Sent Items before it is sent again.'),
  invalid_recipients: outcome(422, 'caller', 'reject', 'Exchange refused a recipient. Correct the addresses and send it again.', graphHelp),
  message_refused: outcome(422, 'caller', 'reject', 'Microsoft Graph, or the mail server, refused the content of the message. Correct it and send it again.', graphHelp),
  message_too_large: outcome(422, 'caller', 'reject', "The message is larger than Graph or the sender's mailbox allows; a mailbox takes 35 MB, unless an administrator of the home organisation has set another limit, of at most 150 MB. Send it with smaller attachments, or ask for a higher limit.", limitsHelp),
  send_as_denied: outcome(422, 'caller', 'reject', 'The sender may send only from the connected mailbox. Leave out from.', graphHelp),
  send_as_right_missing: outcome(422, 'home_admin', 'reject', 'Exchange does not let the sender send from this shared mailbox. An administrator of the home organisation gives the sender the right Send As or Send on Behalf on it, and it takes up to an hour.', graphHelp),
  mailbox_not_allowed: outcome(422, 'home_admin', 'reject', 'Exchange does not let this app send from this mailbox. An administrator of the home organisation adds it to the role assignment of the app in Exchange, and it takes up to two hours.', rolesHelp),
  access_denied: outcome(422, 'person', 'reject', 'Exchange refused the connection of this sender. The sender disconnects and connects again; if that fails, an administrator of the home organisation checks the consent.', consentHelp),
  mailbox_not_found: outcome(422, 'home_admin', 'reject', "The sender's home account has no Exchange Online mailbox. An administrator of the home organisation assigns a licence with a mailbox.", 'https://learn.microsoft.com/exchange/recipients-in-exchange-online/create-user-mailboxes'),
  mailbox_on_premises: outcome(422, 'home_admin', 'reject', "Microsoft Graph refused a well-formed message, as it does for a mailbox that is not in Exchange Online. An administrator of the home organisation checks where the sender's mailbox is; if it is in Exchange Online, the operator of this connector looks into it."),
  mailbox_blocked: outcome(422, 'home_admin', 'reject', "The sender's mailbox is blocked from sending. An administrator of the home organisation removes the block.", 'https://learn.microsoft.com/defender-office-365/outbound-spam-restore-restricted-users'),
  mailbox_full: outcome(422, 'person', 'reject', "The sender's mailbox is full, or takes no more names of x- headers and MAPI properties. The sender makes room, or the message does without those; then send it again."),
  sending_limit_reached: outcome(422, 'nobody', 'retry', "The sender's mailbox has reached its sending limit for today. Send it again tomorrow.", limitsHelp),
  mailbox_throttled: outcome(422, 'nobody', 'retry', "Exchange is limiting the sender's mailbox at the moment and did not accept the message. Send it again in a few minutes.", limitsHelp),
  graph_unreachable: outcome(422, 'nobody', 'retry', 'No connection to Microsoft Graph could be opened, so nothing was sent. Send it again.'),
  draft_changed: outcome(422, 'nobody', 'retry', 'The draft of the message was deleted or changed in the mailbox before it was sent, so nothing was sent. Send it again.'),
  mail_server_unavailable: outcome(422, 'nobody', 'retry', 'The mail server of this mailbox cannot be reached, or does not take the message now. Nobody has it but those whom recipients shows as taken. Send it again later.'),
  mail_server_unusable: outcome(422, 'operator', 'retry', 'The mail server of this mailbox cannot be used as the operator described it: it has no public address or no trusted certificate, offers no encryption, or refuses the sign-in. Nothing was sent; the operator corrects the document or its secret.'),

  // Consent: what stops a connection
  request_expired: outcome(400, 'person', 'reject', 'This sign-in was started more than 30 minutes ago or has been used already. Start again from the consent page.'),
  browser_mismatch: outcome(403, 'person', 'reject', 'This sign-in was started in another browser or its cookie is missing. Open the consent page in the browser in which you sign in, and start there.'),
  cross_site_request: outcome(403, 'person', 'reject', 'This request did not come from our own page. Open the consent page and start there.'),
  sign_in_invalid: outcome(400, 'person', 'reject', "The sign-in's answer did not match the request, so it was not used. Start again from the consent page."),
  consent_declined: outcome(403, 'person', 'reject', 'You declined the permission, so nothing is connected. Start again if that was a mistake.', consentHelp),
  consent_withdrawn: outcome(409, 'person', 'reconsent', 'The permission to send was withdrawn in your home organisation. Connect again; if Microsoft does not let you, ask your IT department to approve the app again.', consentHelp),
  admin_approval_likely: outcome(403, 'home_admin', 'reject', 'Microsoft gave no permission. Your organisation probably has to approve this app first: your IT department approves it once, with the text on the page, and then you connect yourself.', consentHelp),
  admin_approval_required: outcome(403, 'home_admin', 'reconsent', 'Your organisation lets only its administrators approve this app. Your IT department approves it once, with the text on the consent page; then you connect yourself.', consentHelp),
  host_approval_likely: outcome(403, 'host_admin', 'reject', 'Microsoft did not sign you in to this app at the organisation that runs the ERP. That organisation probably has to approve the app first: an administrator there approves it once, with the text on the page, and then you connect yourself.', consentHelp),
  host_approval_required: outcome(403, 'host_admin', 'reject', 'Signing in to this app at the organisation that runs the ERP needs an approval. An administrator of that organisation approves the app once; then you connect yourself.', consentHelp),
  host_consent_declined: outcome(403, 'person', 'reject', 'You declined to sign in to this app at the organisation that runs the ERP, so nothing is connected. Start again if that was a mistake.'),
  blocked_by_host_policy: outcome(403, 'host_admin', 'reject', 'A sign-in policy of the organisation that runs the ERP blocks this connector. An administrator of that organisation finds the policy in the sign-in log and exempts the app.', policyHelp),
  host_assignment_required: outcome(403, 'host_admin', 'reject', 'The organisation that runs the ERP lets only those people use this app to whom it is assigned. An administrator of that organisation assigns you to the app.', assignmentHelp),
  host_tenant_blocked: outcome(403, 'host_admin', 'reject', 'The organisation that runs the ERP does not let you use this app there. An administrator of that organisation allows the app, or guests from your organisation.', crossTenantHelp),
  host_account_unavailable: outcome(403, 'host_admin', 'reject', 'Your account at the organisation that runs the ERP is blocked or does not exist. An administrator of that organisation restores it or invites you.', guestHelp),
  host_sign_in_refused: outcome(403, 'host_admin', 'reject', 'The organisation that runs the ERP refused your sign-in there. Start again once; if it is refused again, an administrator of that organisation finds the reason in its sign-in log.', signInLogHelp),
  guest_account_reset: outcome(409, 'person', 'reconsent', 'The guest account of this sender at the organisation that runs the ERP was invited anew, so it may belong to somebody else now, and nothing is sent. The sender opens consentUrl and connects again; then send again. For a mailbox that the operator has set up, the operator writes its document again.', guestHelp),
  blocked_by_home_policy: outcome(409, 'home_admin', 'retry', 'A sign-in policy of your organisation blocks this connector from acting for you. An administrator of your organisation finds the policy in the sign-in log and exempts the app.', policyHelp),
  wrong_account: outcome(403, 'person', 'reject', 'You signed in with two accounts that do not belong together. Sign in again, and choose the account that belongs to the mailbox.'),
  registration_changed: outcome(409, 'person', 'retry', 'The app as which the sender connected is not the one of this connector any more. The sender connects again, or the operator goes back to the former ENTRA_CLIENT_ID; no connection was lost.'),
  other_mailbox_connected: outcome(409, 'person', 'reject', 'Another mailbox is already connected for you; it stays as it was. Disconnect it first, then connect this one.'),
  personal_account: outcome(403, 'host_admin', 'reject', 'You are a guest with a personal Microsoft account, which has no Microsoft 365 mailbox. If you have a work account, an administrator of the organisation that invited you resets your invitation; then accept it with that account.', guestHelp),
  no_home_tenant: outcome(403, 'host_admin', 'reject', 'You are a guest without a Microsoft work account (for example by e-mail code or Google), so there is no Microsoft 365 mailbox to connect. If you have a work account, an administrator of the organisation that invited you resets your invitation; then accept it with that account.', guestHelp),
  home_tenant_not_allowed: outcome(403, 'operator', 'reject', "The sender's home organisation is not on the list of organisations that may connect and send here. The operator of this connector adds it; no connection was lost."),
  home_tenant_blocked: outcome(409, 'home_admin', 'retry', 'Your home organisation keeps this app out, so it cannot send as you. An administrator of your organisation allows the app.', consentHelp),
  assignment_required: outcome(409, 'home_admin', 'retry', 'Your home organisation lets only those people use this app to whom it is assigned. An administrator of your organisation assigns you to the app.', assignmentHelp),
  account_unavailable: outcome(403, 'home_admin', 'reject', 'Your account in your home organisation is blocked or no longer exists. An administrator of your organisation restores it.'),
  sign_in_frequency: outcome(403, 'home_admin', 'reconsent', 'Your organisation ends sign-ins after a set time, so unattended sending stops each time. Connect again, and ask your administrator to exempt this app.', policyHelp),
  scope_missing: outcome(403, 'person', 'reject', 'Microsoft did not grant every permission that sending needs. Start again and accept all of them.', consentHelp),
} satisfies Record<string, Outcome>);

export type ErrorCode = keyof typeof outcomes;

/** What the sweep measures and what names show, for the operator to act on; never an answer to a request. */
// prettier-ignore
export const alarms = Object.freeze({
  name_contested: { who: 'operator', detail: 'Two organisations give the same name to two senders, so it names neither of them. The operator finds out whose it is, and disconnects the other sender or waits until the other organisation gives the name up.' },
  unknown_queue_item: { who: 'operator', detail: 'An item of the queue named no message that is known, so it was removed and nothing was sent. The operator finds out who else writes to the queue; a restored table is another cause.' },
  poison_queue: { who: 'operator', detail: 'A queue item failed too often and was put aside. The operator looks for its failures in the log and removes it from the poison queue; the state of its message stays in the table.' },
  queue_age: { who: 'operator', detail: 'A message was due more than an hour ago and has not been tried. The operator looks at the log of the function that sends and at its limits of scale.' },
  callback_given_up: { who: 'operator', detail: 'A callback did not take an event in ten attempts over three days, so it is not told again; the state of the message or sender can be read as always. The operator asks whoever runs the receiver.' },
  callback_gone: { who: 'operator', detail: 'The receiver of a callback answered that it is gone (410), so nothing more is sent there. The operator writes the callback anew once it is there again, or deletes it.' },
  callback_refused: { who: 'operator', detail: 'A callback leads to an address that is not public, or names an audience that CALLBACK_AUDIENCES does not list or for which Entra gives no token, so nothing was sent there. The operator corrects the callback, the setting or the registration of the receiver.' },
  key_expiry: { who: 'operator', detail: 'The key in use ends within 30 days. The operator rotates it in Key Vault and gives it a rotation policy.' },
  secret_expiry: { who: 'operator', detail: 'The client secret ends within 30 days. The operator makes a new one and writes it, with its end, to the same Key Vault secret.' },
  certificate_expiry: { who: 'operator', detail: 'The certificate ends within 30 days. The operator makes a new one under the same name in Key Vault and adds it to the app registration.' },
} satisfies Record<string, Pick<Outcome, 'who' | 'detail'>>);

export type AlarmCode = ErrorCode | keyof typeof alarms;

/** Whether the operator has to act on it. */
export function isOperators(code: AlarmCode): boolean {
  return { ...outcomes, ...alarms }[code].who === 'operator';
}

/** Whether it raises an alarm. A list that keeps a home tenant out, and a pause, are the operator's own doing. */
export function isAlarm(code: AlarmCode): boolean {
  return isOperators(code) && code !== 'home_tenant_not_allowed' && code !== 'tenant_paused';
}

/** Inverts a table of keys by code, for a lookup by key. */
export function codesByKey<Key extends number | string>(
  keysByCode: Partial<Record<ErrorCode, readonly Key[]>>,
): ReadonlyMap<Key, ErrorCode> {
  const rows = Object.entries(keysByCode) as [ErrorCode, readonly Key[]][];
  return new Map(rows.flatMap(([code, keys]) => keys.map((key) => [key, code] as const)));
}
