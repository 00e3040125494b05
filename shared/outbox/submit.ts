/**
 * Submits a message: the token first, then the row as `sending`, then delivery.
 *
 * A token failure is never ambiguous and leaves no row. One insert decides who sends; every other submission with the same
 * key gets the stored state. It does not know whether the caller may send; that is decided before.
 */
import { randomUUID } from 'node:crypto';
import type { Caller } from '../callers/caller.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import { buildSendMail } from '../graph/build-send-mail.ts';
import { formatSender, type Sender } from '../sender.ts';
import { writeCanonicalContent } from '../submission/canonical-content.ts';
import { countRecipients } from '../submission/count-recipients.ts';
import { EXPIRED } from '../submission/schedule.ts';
import type { Submission, SubmissionOptions } from '../submission/submission.ts';
import type { Vault } from '../vault/vault.ts';
import type { Deliver } from './deliver.ts';
import { createInsertOnce } from './insert-once.ts';
import { createMailboxTurns } from './mailbox-turns.ts';
import { createMessageId, type IdempotencyScope } from './message-id.ts';
import { startMessage } from './message-state.ts';
import type { Message, MessageStore } from './message.ts';
import { findReplay } from './replay.ts';
import type { SenderToken, SenderTokens } from './sender-tokens.ts';

export interface Submitted {
  message: Message;
  /** The key and body were seen before; nothing was sent now. */
  isReplayed: boolean;
  /** Addresses of the message that Graph refused. */
  refusedRecipients?: readonly string[];
}

/**
 * @throws ConnectorError: nothing was sent and the key is not used up (`consent_required`, `invalid_request`,
 *   `idempotency_key_reused`, or a dependency that is not available).
 */
export type Submit = (
  caller: Caller,
  submission: Submission,
  options: SubmissionOptions,
  /** The mailbox for which the message was written, where that matters; any other one is a `conflict`. */
  mailbox?: string,
) => Promise<Submitted>;

export interface SubmitDependencies<Token extends SenderToken> {
  messageExpiryDays: number;
  senderTokens: SenderTokens<Token>;
  messages: MessageStore;
  deliver: Deliver<Token>;
  vault: Pick<Vault, 'digest' | 'matchesDigest'>;
  now: () => Date;
}

export function createSubmit<Token extends SenderToken>(dependencies: SubmitDependencies<Token>): Submit {
  const { messageExpiryDays, senderTokens, messages, deliver, vault, now } = dependencies;
  const takeTurn = createMailboxTurns();
  const insertOnce = createInsertOnce({ messages, vault });

  async function buildMessage({ caller, submission }: Request, sender: Sender, content: string): Promise<Message> {
    const at = now();
    const { reference, expiresAt } = submission;
    return {
      ...startMessage(at),
      id: createMessageId(),
      sender,
      callerId: caller.clientId,
      ...(reference !== undefined && { reference }),
      contentDigest: await vault.digest('message content', content),
      expiresAt: expiresAt ?? new Date(at.getTime() + messageExpiryDays * 24 * 3600 * 1000),
      recipientCount: countRecipients(submission),
      attemptId: randomUUID(),
    };
  }

  async function readToken({ caller: { hostTenantId }, submission, mailbox }: Request): Promise<Token> {
    const { expiresAt, expiresAtPointer = EXPIRED.pointer, senderReference, from } = submission;
    if (expiresAt && expiresAt <= now())
      throw new ConnectorError('invalid_request', { faults: [{ ...EXPIRED, pointer: expiresAtPointer }] });
    const token = await senderTokens.read(hostTenantId, senderReference, from).catch((error: unknown) => {
      throw nameUnknown(error, submission);
    });
    if (token.grant.sender.hostTenantId !== hostTenantId) throw new Error('The token is of another host tenant.');
    checkFrom(submission, token);
    if (mailbox !== undefined && token.mailbox !== mailbox)
      throw new ConnectorError('conflict', { cause: new Error('Another mailbox was connected meanwhile.') });
    return token;
  }

  /** After a long wait, in which the sender may have disconnected, or the name may have come to lead elsewhere. */
  async function readAgain(request: Request, sender: Sender): Promise<Token> {
    const token = await readToken(request);
    if (formatSender(token.grant.sender) === formatSender(sender)) return token;
    throw new ConnectorError('conflict', { cause: new Error('The name leads to another sender meanwhile.') });
  }

  async function submitNow(request: Request, token: Token): Promise<Submitted> {
    const { submission, options, scope } = request;
    const content = writeCanonicalContent(submission.posted);
    const message = await buildMessage(request, token.grant.sender, content);
    const inserted = scope ? await insertOnce(message, scope, content) : await messages.insert(message);
    if ('isReplayed' in inserted) return inserted;
    const { body } = buildSendMail(submission);
    return { ...(await deliver(inserted, token, { body, traceparent: options.traceparent })), isReplayed: false };
  }

  /** What was accepted before answers its repetition, even if the sender has disconnected since or others wait. */
  async function replayOr(error: unknown, { submission, scope }: Request): Promise<Submitted> {
    const isStorage = hasCode(error, 'storage_unavailable', 'storage_access_refused');
    if (!scope || isStorage || !(error instanceof ConnectorError)) throw error;
    const replay = await findReplay({ messages, vault }, scope, writeCanonicalContent(submission.posted));
    if ('message' in replay) return replay;
    throw error;
  }

  return async (caller, submission, options, mailbox) => {
    const request = { caller, submission, options, scope: scopeOf(caller, options), mailbox };
    try {
      const token = await readToken(request);
      const { sender } = token.grant;
      return await takeTurn(sender, options.waitSeconds, async (hasWaitedLong) =>
        submitNow(request, hasWaitedLong ? await readAgain(request, sender) : token),
      );
    } catch (error) {
      return replayOr(error, request);
    }
  };
}

interface Request {
  caller: Caller;
  submission: Submission;
  options: SubmissionOptions;
  /** Absent without an idempotency key. */
  scope: IdempotencyScope | undefined;
  mailbox: string | undefined;
}

function scopeOf(caller: Caller, { idempotencyKey }: SubmissionOptions): IdempotencyScope | undefined {
  const { hostTenantId, clientId: callerId } = caller;
  return idempotencyKey === undefined ? undefined : { hostTenantId, callerId, idempotencyKey };
}

/** A sender who never connected may be a mistake in the name, so the answer repeats it; the log line has no faults. */
function nameUnknown(error: unknown, { senderReference, senderPointer = '/sender' }: Submission): unknown {
  if (!hasCode(error, 'consent_required') || !hasCode(error.cause, 'not_found')) return error;
  const detail = `is "${senderReference}", and nobody has connected a mailbox under this name, or the owner has given it up`;
  return new ConnectorError(error.code, { cause: error.cause, faults: [{ pointer: senderPointer, detail }] });
}

function checkFrom({ from, fromPointer = '/message/from' }: Submission, { names, contested }: SenderToken): void {
  if (from === undefined || names.includes(from.toLowerCase())) return;
  const detail = contested.includes(from.toLowerCase())
    ? 'is contested: another organisation has given this address to somebody else, too; leave it out until that is settled'
    : 'is not a proven address of the connected mailbox; leave it out';
  throw new ConnectorError('invalid_request', { faults: [{ pointer: fromPointer, detail }] });
}
