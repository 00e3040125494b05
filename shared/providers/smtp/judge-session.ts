/**
 * Judges how a session with a mail server ended, and says what is certain about the message. Pure.
 *
 * Before the end of the message may have been on the way, nothing was sent, whatever happened. After it, only a reply to the message
 * counts: 2xx is `sent`, 4xx and 5xx are refusals, and everything else is `unknown`. A recipient that was refused while others were not
 * is named with its reply: 4xx may be tried again, 5xx not. Nothing of what the server said is passed on but its two codes.
 * Sources: RFC 5321 sections 4.2 and 4.3.2, RFC 4954 section 6, RFC 3207 section 4.
 */
import { NOT_PUBLIC } from '../../http/checked-lookup.ts';
import type { ErrorCode } from '../../outcomes.ts';
import type { ProviderOutcome, RefusedRecipient } from '../provider.ts';
import type { SmtpFailure, SmtpSessionResult } from './run-session.ts';
import {
  codeByStatus,
  SIGN_IN_REQUIRED_REPLY,
  THROTTLED_REPLY,
  TOO_LARGE_REPLY,
  WRONG_CREDENTIALS_REPLY,
} from './smtp-codes.ts';

export function judgeSession({ failure, rejected, isHandedOver }: SmtpSessionResult): ProviderOutcome {
  if (!failure) {
    // Whoever takes a message before it has ended has taken something else.
    if (!isHandedOver) return { kind: 'unknown', reason: 'answered early' };
    return { kind: 'sent', ...listRecipients(rejected) };
  }
  const graphCode = readCodes(failure);
  const named = graphCode === undefined ? {} : { graphCode };
  if (isHandedOver && !isReplyToMessage(failure))
    return {
      kind: 'unknown',
      reason: failure.code === 'ETIMEDOUT' ? 'no answer in time' : 'connection lost',
      ...named,
    };
  if (isWrongCredential(failure, graphCode)) return { kind: 'unauthorized', ...named };
  return { kind: 'refused', code: codeOf(failure, graphCode), ...named, ...listRecipients(failure.rejectedErrors) };
}

/** Only a reply with a code that refuses; a line that is not whole, or of another kind, is none. */
function isReplyToMessage({ command, responseCode }: SmtpFailure): boolean {
  return command === 'DATA' && isRefusal(responseCode);
}

function isRefusal(reply: SmtpFailure['responseCode']): reply is number {
  return typeof reply === 'number' && reply >= 400 && reply <= 599;
}

/** A new credential may help; where the account may not sign in at all, none does. */
function isWrongCredential({ code, responseCode }: SmtpFailure, graphCode = ''): boolean {
  return code === 'EAUTH' && responseCode === WRONG_CREDENTIALS_REPLY && !codeByStatus.has(statusIn(graphCode));
}

function codeOf(failure: SmtpFailure, graphCode = ''): ErrorCode {
  const { responseCode, command } = failure;
  if (!isRefusal(responseCode)) return codeWithoutReply(failure);
  if (responseCode === THROTTLED_REPLY) return 'mailbox_throttled';
  if (responseCode < 500) return 'mail_server_unavailable';
  const known = codeByStatus.get(statusIn(graphCode));
  if (known) return known;
  if (responseCode === TOO_LARGE_REPLY && command !== 'RCPT TO') return 'message_too_large';
  if (responseCode === SIGN_IN_REQUIRED_REPLY) return 'mail_server_unusable';
  switch (command) {
    case 'MAIL FROM':
      return 'send_as_denied';
    case 'RCPT TO':
      return 'invalid_recipients';
    case 'DATA':
      return 'message_refused';
    default:
      return 'mail_server_unusable';
  }
}

/** A certificate that is not trusted, in the words of Node and OpenSSL. */
const untrusted = /^(?:ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/;

function codeWithoutReply({ code = '', originalCode = code, command }: SmtpFailure): ErrorCode {
  if (code === 'EMESSAGE' && command === 'MAIL FROM') return 'message_too_large';
  const isUnusable =
    [code, originalCode].some((one) => [NOT_PUBLIC, 'ENOTFOUND', 'ENOAUTH'].includes(one) || untrusted.test(one)) ||
    ['ETLS', 'EAUTH', 'EPROTOCOL'].includes(code);
  return isUnusable ? 'mail_server_unusable' : 'mail_server_unavailable';
}

function listRecipients(errors: readonly SmtpFailure[] = []): { recipients?: RefusedRecipient[] } {
  const recipients = errors.flatMap(({ recipient: address, responseCode }) =>
    address === undefined ? [] : [{ address, ...(isRefusal(responseCode) && { smtpCode: responseCode }) }],
  );
  return recipients.length > 0 ? { recipients } : {};
}

/** `550 5.7.60`, or the reply code alone. */
function readCodes({ response, responseCode }: SmtpFailure): string | undefined {
  const [, reply, status] = /^(\d{3})(?:[ -]([245]\.\d{1,3}\.\d{1,3})\b)?/.exec(response || '') ?? [];
  if (reply === undefined) return responseCode ? String(responseCode) : undefined;
  return status === undefined ? reply : `${reply} ${status}`;
}

function statusIn(graphCode: string): string {
  return graphCode.slice(4);
}
