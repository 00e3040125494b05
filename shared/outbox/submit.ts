/**
 * Submits a message: the token first, then the row as `sending`, then delivery; or, where it cannot or shall not be sent now, accepts it.
 *
 * A token failure is never ambiguous and leaves no row as `sending`. One insert decides who sends; every other submission with the same
 * key gets the stored state. A strict submission is never accepted to be sent later. It does not know whether the caller may send; that
 * is decided before.
 */
import type { Caller } from '../callers/caller.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import { FenceFell } from '../fence.ts';
import type { ErrorCode } from '../outcomes.ts';
import { writeCanonicalContent } from '../submission/canonical-content.ts';
import type { Submission, SubmissionOptions } from '../submission/submission.ts';
import { createExplainRefusal } from './explain-refusal.ts';
import { fateOf } from './fate.ts';
import type { MailboxPermits } from './mailbox-permits.ts';
import { createMailboxTurns, type TakeTurn } from './mailbox-turns.ts';
import { createKeepToRecipients } from './keep-to-recipients.ts';
import { createReadSender } from './read-sender.ts';
import { findReplay } from './replay.ts';
import type { SenderToken, SenderTokens } from './sender-tokens.ts';
import { createRequest, isForLater, requireTime, type SubmissionRequest } from './submission-request.ts';
import { createSubmitLater, type SubmitLaterDependencies } from './submit-later.ts';
import { createSubmitNow, type SubmitNowDependencies } from './submit-now.ts';
import type { Submitted } from './submitted.ts';
import type { TenantRules } from './tenant-rules.ts';

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

export interface SubmitDependencies<Token extends SenderToken>
  extends SubmitNowDependencies<Token>, SubmitLaterDependencies<Token> {
  senderTokens: Pick<SenderTokens<Token>, 'read' | 'bind'>;
  permits: Pick<MailboxPermits, 'pausedUntil'>;
  rules: TenantRules;
  /** Absent: no other submissions take turns with these. */
  takeTurn?: TakeTurn;
}

/** So much before its time a timer may fire. */
const TIMER_EARLY_SECONDS = 0.01;

export function createSubmit<Token extends SenderToken>(dependencies: SubmitDependencies<Token>): Submit {
  const { messages, permits, rules, vault, takeTurn = createMailboxTurns(), now } = dependencies;
  const recipients = createKeepToRecipients(rules);
  const readSender = createReadSender(dependencies.senderTokens);
  const explainRefusal = createExplainRefusal(dependencies.senderTokens);
  const submitNow = createSubmitNow(dependencies);
  const submitLater = createSubmitLater(dependencies);

  /** `messageId`: without it nothing is relied on that was read before. */
  async function trySend(request: SubmissionRequest, messageId?: string): Promise<Submitted> {
    const token = await readSender(request, { messageId });
    const { sender } = token.grant;
    return takeTurn(sender, request.options.waitSeconds, async (hasWaitedLong) => {
      const until = permits.pausedUntil(sender);
      if (until && until > now()) throw new Paused(until, now());
      requireTime(request, now());
      if (!hasWaitedLong) return submitNow(request, token);
      // The tenant may have been paused meanwhile, the sender have disconnected, or the name have come to lead elsewhere.
      await rules.requireActive(request.caller.hostTenantId);
      return submitNow(request, await readSender(request, { sender }));
    });
  }

  async function sendNow(request: SubmissionRequest): Promise<Submitted> {
    return trySend(request, request.id).catch((error: unknown) => {
      if (error instanceof FenceFell) return trySend(request);
      throw error;
    });
  }

  /** What was accepted before answers its repetition, even if the sender has disconnected since or others wait. */
  async function replay({ submission, scope }: SubmissionRequest): Promise<Submitted | undefined> {
    if (!scope) return undefined;
    const found = await findReplay({ messages, vault }, scope, writeCanonicalContent(submission.posted));
    return 'message' in found ? found : undefined;
  }

  /** What a submission that cannot be sent now becomes. */
  async function insteadOf(error: ConnectorError, request: SubmissionRequest): Promise<Submitted> {
    const replayed = await replay(request);
    if (replayed) return replayed;
    const { caller, submission, options } = request;
    if (options.isStrict || neverAccepted.has(error.code)) {
      const reason = await explainRefusal(error, caller.hostTenantId, submission.senderReference);
      throw nameUnknown(reason, submission);
    }
    const fate = fateOf(error.code);
    if (fate === 'failed') throw error;
    return submitLater(request, fate, { code: error.code, ...(error instanceof Paused && { nextAt: error.until }) });
  }

  return async (caller, submission, options, mailbox) => {
    await rules.admit(caller, isForLater({ submission, options }, now()), options.environment);
    // A test message goes to the mailbox that it is sent from.
    const restricted = mailbox === undefined ? await recipients.restrict(caller.hostTenantId, submission) : submission;
    const request = createRequest(caller, restricted, options, mailbox);
    const beganAt = performance.now();
    try {
      requireTime(request, now());
      if (isForLater(request, now())) return await submitLater(request, 'queued', {});
      const submitted = await sendNow(request);
      return withWait(submitted, secondsSince(beganAt) < options.waitSeconds + 1);
    } catch (error) {
      if (!(error instanceof ConnectorError) || hasCode(error, 'storage_unavailable', 'storage_access_refused'))
        throw error;
      const hasWaited =
        !isForLater(request, now()) && secondsSince(beganAt) > options.waitSeconds - TIMER_EARLY_SECONDS;
      return withWait(await insteadOf(error, request), hasWaited);
    }
  };
}

/** A repetition waits for nothing. */
function withWait(submitted: Submitted, hasWaited: boolean): Submitted {
  return submitted.isReplayed ? submitted : { ...submitted, hasWaited };
}

function secondsSince(at: number): number {
  return (performance.now() - at) / 1000;
}

/** Graph asked for a pause of this mailbox, and this process has seen it. */
class Paused extends ConnectorError {
  readonly until: Date;

  constructor(until: Date, now: Date) {
    super('too_many_requests', { retryAfterSeconds: Math.ceil((until.getTime() - now.getTime()) / 1000) });
    this.until = until;
  }
}

/** What the caller is told at once, because only it can decide, or because accepting needs the same record. */
const neverAccepted: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'sender_ambiguous',
  'sealed_record_refused',
  'conflict',
]);

/** A sender who never connected may be a mistake in the name, so the answer repeats it; the log line has no faults. */
function nameUnknown(
  error: ConnectorError,
  { senderReference, senderPointer = '/sender' }: Submission,
): ConnectorError {
  if (!hasCode(error, 'consent_required') || !hasCode(error.cause, 'not_found')) return error;
  const detail = `is "${senderReference}", and nobody has connected a mailbox under this name, or the owner has given it up`;
  return new ConnectorError(error.code, { cause: error.cause, faults: [{ pointer: senderPointer, detail }] });
}
