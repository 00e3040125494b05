/**
 * What the error codes of Graph and Exchange mean for us. A table only; read-graph-error.ts reads an answer by it.
 *
 * Graph's two codes for a body that it cannot read: ours is well-formed and has the types of the message resource, so they mean a
 * mailbox on premises, which Graph passes on to an Exchange Server that knows other types. An item that is not found is a draft that
 * somebody deleted or changed meanwhile. A file that is too small for an upload session was some bytes too large for one request.
 * Sources: Graph error responses, Exchange ServiceError names; answers that users of msgraph-sdk-dotnet report.
 */
import { codesByKey, type ErrorCode } from '../outcomes.ts';

/** Graph's and Exchange's error codes of a definite refusal, in lower case. */
// prettier-ignore
export const graphCodes: ReadonlyMap<string, ErrorCode> = codesByKey({
  invalid_recipients: ['errorinvalidrecipients', 'errormissingrecipients', 'errorinvalidsmtpaddress', 'errorexceededmaxrecipientlimit'],
  message_too_large: ['errormessagesizeexceeded', 'errorattachmentsizelimitexceeded', 'errorattachmentsizeshouldnotbelessthanminimumsize'],
  send_as_denied: ['errorsendasdenied', 'errorsendonbehalfofdenied'],
  access_denied: ['erroraccessdenied', 'accessdenied', 'authorization_requestdenied'],
  mailbox_not_found: ['mailboxnotenabledforrestapi', 'mailboxnotsupportedforrestapi', 'errornonexistentmailbox', 'errormailboxnotfound', 'resourcenotfound'],
  mailbox_on_premises: ['requestbodyread', 'unabletodeserializepostbody'],
  mailbox_blocked: ['errororganizationaccessblocked', 'erroraccountdisabled', 'erroraccountsuspend', 'errormessagesubmissionblocked'],
  sending_limit_reached: ['errorexceededmessagelimit', 'errorsubmissionquotaexceeded'],
  mailbox_full: ['errorquotaexceeded'],
  draft_changed: ['erroritemnotfound', 'errorirresolvableconflict'],
  mailbox_throttled: ['toomanyrequests', 'applicationthrottled', 'activitylimitreached', 'mailboxconcurrency', 'commandconcurrencylimitreached'],
});
