/**
 * What the error codes of Graph and Exchange mean for us. A table only; read-graph-error.ts reads an answer by it.
 *
 * Sources: Graph error responses, Exchange ServiceError names.
 */
import { codesByKey, type ErrorCode } from '../outcomes.ts';

/** Graph's and Exchange's error codes of a definite refusal, in lower case. */
// prettier-ignore
export const graphCodes: ReadonlyMap<string, ErrorCode> = codesByKey({
  invalid_recipients: ['errorinvalidrecipients', 'errormissingrecipients', 'errorinvalidsmtpaddress', 'errorexceededmaxrecipientlimit'],
  message_too_large: ['errormessagesizeexceeded', 'errorattachmentsizelimitexceeded'],
  send_as_denied: ['errorsendasdenied', 'errorsendonbehalfofdenied'],
  access_denied: ['erroraccessdenied', 'accessdenied', 'authorization_requestdenied'],
  mailbox_not_found: ['mailboxnotenabledforrestapi', 'mailboxnotsupportedforrestapi', 'errornonexistentmailbox', 'errormailboxnotfound', 'resourcenotfound'],
  mailbox_blocked: ['errororganizationaccessblocked', 'erroraccountdisabled', 'erroraccountsuspend', 'errormessagesubmissionblocked'],
  sending_limit_reached: ['errorexceededmessagelimit', 'errorsubmissionquotaexceeded'],
  mailbox_full: ['errorquotaexceeded'],
  mailbox_throttled: ['toomanyrequests', 'applicationthrottled', 'activitylimitreached', 'mailboxconcurrency', 'commandconcurrencylimitreached'],
});
