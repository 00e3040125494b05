import { describe, expect, it } from 'vitest';
import { graphCodeOf, NOT_BASE64 } from '../../../../shared/doors/graph/graph-codes.ts';
import { USER_IN_ADDRESS } from '../../../../shared/doors/graph/named-sender.ts';
import type { ErrorCode } from '../../../../shared/outcomes.ts';

const at = (pointer: string) => ({ pointer, detail: 'is wrong' });
const invalid = (...pointers: string[]) => graphCodeOf({ code: 'invalid_request', faults: pointers.map(at) });

describe('graphCodeOf', () => {
  it.each<[ErrorCode, string]>([
    ['invalid_request', 'ErrorInvalidRequest'],
    ['request_too_large', 'ErrorMessageSizeExceeded'],
    ['unauthorized', 'InvalidAuthenticationToken'],
    ['forbidden', 'ErrorAccessDenied'],
    ['not_found', 'ResourceNotFound'],
    ['too_many_requests', 'TooManyRequests'],
    ['overloaded', 'ErrorServerBusy'],
    ['internal_error', 'ErrorInternalServerError'],
    ['invalid_recipients', 'ErrorInvalidRecipients'],
    ['message_too_large', 'ErrorMessageSizeExceeded'],
    ['send_as_denied', 'ErrorSendAsDenied'],
    ['access_denied', 'ErrorAccessDenied'],
    ['mailbox_not_found', 'MailboxNotEnabledForRESTAPI'],
    ['mailbox_blocked', 'ErrorMessageSubmissionBlocked'],
    ['mailbox_full', 'ErrorQuotaExceeded'],
    ['sending_limit_reached', 'ErrorExceededMessageLimit'],
    ['consent_required', 'consent_required'],
    ['storage_unavailable', 'storage_unavailable'],
  ])('calls %s what a client of Graph knows: %s', (code, expected) => {
    expect(graphCodeOf({ code, faults: [] })).toBe(expected);
  });

  it.each([
    ['/message/toRecipients/0/emailAddress/address', 'ErrorInvalidRecipients'],
    ['/Message/ToRecipients', 'ErrorInvalidRecipients'],
    ['/headers/Bcc', 'ErrorInvalidRecipients'],
    ['/headers/x-receiver', 'ErrorInvalidRecipients'],
    ['/headers/Subject', 'ErrorMimeContentInvalid'],
    ['/headers/X-Receiver-Of', 'ErrorMimeContentInvalid'],
    ['/message/internetMessageHeaders/0/headers/to', 'ErrorInvalidRequest'],
    ['/message/toRecipientsOfOld', 'ErrorInvalidRequest'],
    ['/message/subject', 'ErrorInvalidRequest'],
    [USER_IN_ADDRESS, 'ErrorInvalidUser'],
  ])('says of a fault at %s %s', (pointer, code) => {
    expect(invalid(pointer)).toBe(code);
  });

  it('says what all faults have in common, and otherwise that the request is wrong', () => {
    expect(invalid('/message/ccRecipients/0', '/headers/To')).toBe('ErrorInvalidRecipients');
    expect(invalid('/headers/Subject', '/headers/To')).toBe('ErrorMimeContentInvalid');
    expect(invalid(USER_IN_ADDRESS, '/message/toRecipients')).toBe('ErrorInvalidRequest');
    const faults = [at('/message/subject'), NOT_BASE64];
    expect(graphCodeOf({ code: 'invalid_request', faults })).toBe('ErrorMimeContentInvalidBase64String');
    expect(graphCodeOf({ code: 'not_found', faults })).toBe('ResourceNotFound');
  });
});
