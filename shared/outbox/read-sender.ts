/**
 * Reads the token as which a submission is sent, and refuses one that is not for this submission.
 */
import { ConnectorError } from '../errors.ts';
import { formatSender, type Sender } from '../sender.ts';
import type { Submission } from '../submission/submission.ts';
import type { SenderToken, SenderTokens } from './sender-tokens.ts';
import type { SubmissionRequest } from './submission-request.ts';

export interface ReadSenderOptions {
  /** As SenderTokens.read. */
  messageId?: string | undefined;
  /** Whom it led to a moment ago. */
  sender?: Sender;
}

/** @throws ConnectorError as SenderTokens; `invalid_request` for `from`; `conflict` when it is not `sender` or not the mailbox any more */
export type ReadSender<Token extends SenderToken> = (
  request: SubmissionRequest,
  options?: ReadSenderOptions,
) => Promise<Token>;

export function createReadSender<Token extends SenderToken>(
  senderTokens: Pick<SenderTokens<Token>, 'read'>,
): ReadSender<Token> {
  return async function readSender(request, { messageId, sender } = {}) {
    const { hostTenantId } = request.caller;
    const { senderReference, from } = request.submission;
    const options = messageId === undefined ? undefined : { messageId };
    const token = await senderTokens.read(hostTenantId, senderReference, from, options);
    try {
      requireFit(request, token, sender);
    } catch (error) {
      if (!token.fence?.isUp) throw error;
      return readSender(request, { ...(sender && { sender }) });
    }
    return token;
  };
}

function requireFit({ caller, submission, mailbox }: SubmissionRequest, token: SenderToken, sender?: Sender): void {
  const { sender: found } = token.grant;
  if (found.hostTenantId !== caller.hostTenantId) throw new Error('The token is of another host tenant.');
  requireApplication(token, caller.clientId);
  checkFrom(submission, token);
  if (mailbox !== undefined && token.mailbox !== mailbox) throw changed('Another mailbox was connected meanwhile.');
  if (sender && formatSender(found) !== formatSender(sender)) throw changed('The name leads to another sender now.');
}

/** @throws ConnectorError `forbidden` */
export function requireApplication({ applications }: SenderToken, clientId: string): void {
  if (!applications || applications.includes(clientId)) return;
  throw new ConnectorError('forbidden', { who: 'operator', detail: NOT_LISTED });
}

export const NOT_LISTED =
  'The document of this mailbox does not list the application that calls; the operator adds it.';

function checkFrom({ from, fromPointer = '/message/from' }: Submission, { names, contested }: SenderToken): void {
  if (from === undefined || names.includes(from.toLowerCase())) return;
  const detail = contested.includes(from.toLowerCase())
    ? 'is contested: another organisation has given this address to somebody else, too; leave it out until that is settled'
    : 'is not a proven address of the connected mailbox; leave it out';
  throw new ConnectorError('invalid_request', { faults: [{ pointer: fromPointer, detail }] });
}

function changed(reason: string): ConnectorError {
  return new ConnectorError('conflict', { cause: new Error(reason) });
}
