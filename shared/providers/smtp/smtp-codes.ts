/**
 * What replies of mail servers mean by their enhanced status codes, where that is more than their class says. Data alone.
 *
 * Sources: RFC 3463, RFC 5248; Microsoft, "Email non-delivery reports and SMTP errors in Exchange Online".
 */
import type { ErrorCode } from '../../outcomes.ts';

const codes: Partial<Record<ErrorCode, readonly string[]>> = {
  message_too_large: ['5.3.4', '5.2.3'],
  send_as_denied: ['5.7.60', '5.2.252'],
  mailbox_blocked: ['5.1.8', '5.7.501', '5.7.502', '5.7.503', '5.7.705'],
  sending_limit_reached: ['5.1.90'],
  home_tenant_blocked: ['5.7.139'],
  mail_server_unusable: ['5.7.54', '5.7.57'],
};

/** By enhanced status code. */
export const codeByStatus: ReadonlyMap<string, ErrorCode> = new Map(
  Object.entries(codes).flatMap(([code, statuses]) => statuses.map((status) => [status, code as ErrorCode] as const)),
);

/** Exchange Online, more than three connections of a mailbox at once. */
export const THROTTLED_REPLY = 432;

/** RFC 4954 section 6: the credentials are wrong, or were not believed. */
export const WRONG_CREDENTIALS_REPLY = 535;

/** RFC 5321 section 4.2.2: more than the server stores of a message. */
export const TOO_LARGE_REPLY = 552;

/** RFC 4954 section 6: nothing without a sign-in. */
export const SIGN_IN_REQUIRED_REPLY = 530;
