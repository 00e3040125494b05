/**
 * The code that an error has in the shape of Microsoft Graph: Graph's own where one says the same, else ours (outcomes.ts).
 *
 * Clients of Graph decide by it. A code of Graph's that came from the sender's mailbox is not passed on as it is: some of them mean the
 * token of whoever asks, which is another one here. Sources: Graph v1.0 `user: sendMail`,
 * `concepts/errors.md`; EWS `ResponseCode`, from which Graph's codes for mail come.
 */
import type { ConnectorError, Fault } from '../../errors.ts';
import type { ErrorCode } from '../../outcomes.ts';
import { USER_IN_ADDRESS } from './named-sender.ts';

/** The fault of a body in MIME that cannot be decoded; compared by identity. */
export const NOT_BASE64: Fault = Object.freeze({ pointer: '', detail: 'is not base64 of a MIME message' });

const codes: Readonly<Partial<Record<ErrorCode, string>>> = Object.freeze({
  invalid_request: 'ErrorInvalidRequest',
  request_too_large: 'ErrorMessageSizeExceeded',
  unauthorized: 'InvalidAuthenticationToken',
  forbidden: 'ErrorAccessDenied',
  not_found: 'ResourceNotFound',
  too_many_requests: 'TooManyRequests',
  overloaded: 'ErrorServerBusy',
  internal_error: 'ErrorInternalServerError',
  invalid_recipients: 'ErrorInvalidRecipients',
  message_too_large: 'ErrorMessageSizeExceeded',
  send_as_denied: 'ErrorSendAsDenied',
  access_denied: 'ErrorAccessDenied',
  mailbox_not_found: 'MailboxNotEnabledForRESTAPI',
  mailbox_blocked: 'ErrorMessageSubmissionBlocked',
  mailbox_full: 'ErrorQuotaExceeded',
  sending_limit_reached: 'ErrorExceededMessageLimit',
});

export function graphCodeOf({ code, faults }: Pick<ConnectorError, 'code' | 'faults'>): string {
  return (code === 'invalid_request' ? codeOfFaults(faults) : undefined) ?? codes[code] ?? code;
}

const inRecipients = /\/(?:to|cc|bcc)Recipients(?:\/|$)|^\/headers\/(?:to|cc|bcc|x-receiver)$/i;

function codeOfFaults(faults: readonly Fault[]): string | undefined {
  const areAll = (isSo: (fault: Fault) => boolean) => faults.length > 0 && faults.every(isSo);
  if (faults.includes(NOT_BASE64)) return 'ErrorMimeContentInvalidBase64String';
  if (areAll(({ pointer }) => pointer === USER_IN_ADDRESS)) return 'ErrorInvalidUser';
  if (areAll(({ pointer }) => inRecipients.test(pointer))) return 'ErrorInvalidRecipients';
  return areAll(({ pointer }) => pointer.startsWith('/headers')) ? 'ErrorMimeContentInvalid' : undefined;
}
