/**
 * Writes what Graph answered to a message that is `sending`: how it ended, or that it waits.
 *
 * A refusal that passes, or that somebody can undo, lets the message wait where it may; its content is sealed then, unless it is stored
 * already. Others may have heard of the row, so it is never taken back. A failure of storage does not change what Graph answered; a late
 * result still replaces the sweep's `unknown`.
 */
import { ConnectorError } from '../errors.ts';
import type { GraphOutcome, Refused } from './ask-graph.ts';
import { targetOf, type BoundFields } from './binding.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import { fateOf } from './fate.ts';
import type { HeldHints } from './held-hints.ts';
import type { MessageContent, MessageContents, SealedContent } from './message-content.ts';
import { endMessage, parkMessage } from './message-state.ts';
import type { Attempt, Message, VersionedMessage } from './message.ts';
import { hasPending, hasTaken } from './recipient-replies.ts';
import { addAttempt, nextAttemptAt } from './retry-schedule.ts';
import type { SettledMessages } from './settled-messages.ts';
import { enqueue, waiting } from './waiting.ts';

type Unsent = Exclude<GraphOutcome, { kind: 'sent' }>;

/** What lets a message wait that has not been accepted yet: what it says, and whom it is bound to. */
export interface Later {
  content: MessageContent;
  binding: BoundFields;
}

export interface RecordOutcomeDependencies {
  historyDays: number;
  messages: Pick<SettledMessages, 'settle'>;
  contents: Pick<MessageContents, 'seal' | 'drop'>;
  queue: DeliveryQueue;
  hints: Pick<HeldHints, 'put'>;
  now: () => Date;
  /** From 0 to 1. */
  random?: () => number;
}

/** `later`: of a message whose content is not stored; absent where it must not wait. Resolves to the message as others see it now. */
export type RecordOutcome = (message: VersionedMessage, outcome: GraphOutcome, later?: () => Later) => Promise<Message>;

export function createRecordOutcome(dependencies: RecordOutcomeDependencies): RecordOutcome {
  const { historyDays, messages, contents, queue, hints, now, random = Math.random } = dependencies;

  /** The message as it waits; undefined where it must not, or its content cannot be stored now. */
  async function park(message: VersionedMessage, outcome: GraphOutcome, giveLater: (() => Later) | undefined) {
    const refusal = refusalOf(message, outcome);
    if (!refusal) return undefined;
    const fate = fateOf(refusal.code);
    if (fate === 'failed') return undefined;
    const later = giveLater?.();
    if (!message.content && !later) return undefined;
    const at = now();
    const nextAt = nextAttemptAt(at, message.attempts.length + 1, refusal.retryAfterSeconds, random);
    const attempt: Attempt = { ...attemptOf(outcome, at), ...(fate === 'queued' && { nextAt }) };
    const bound = { ...message, ...later?.binding };
    const sealed = later && (await seal(bound, later));
    if (sealed === 'failed') return undefined;
    const wait = waiting(fate, { at, notBefore: message.notBefore, nextAt });
    const next = { ...wait, error: errorOf(refusal), attempts: addAttempt(message.attempts, attempt) };
    return { parked: parkMessage({ ...bound, ...sealed?.fields }, 'deliver', next, at), row: sealed?.row };
  }

  async function seal(message: Message, { content }: Later): Promise<SealedContent | 'failed'> {
    return contents.seal(message, content).catch((error: unknown) => {
      if (error instanceof ConnectorError) return 'failed';
      throw error;
    });
  }

  /** Where it cannot be put, the sweep finds the message all the same. */
  async function hint(message: Message): Promise<void> {
    await hints.put(targetOf(message), { id: message.id, at: message.createdAt }).catch((error: unknown) => {
      if (!(error instanceof ConnectorError)) throw error;
    });
  }

  return async (message, outcome, later) => {
    const waits = outcome.kind === 'unknown' ? undefined : await park(message, outcome, later);
    if (waits) {
      const { parked, row } = waits;
      if (parked.status === 'held') await hint(parked);
      const written = await messages.settle(message, parked, row);
      await enqueue(queue, written, now());
      return written;
    }
    const at = now();
    const result = endMessage(message, 'deliver', resultOf(outcome, message, at), { at, historyDays });
    const written = await messages.settle(message, result);
    if (!result.content) await contents.drop(message);
    return written;
  };
}

/** Why it waits: what refused it, or that some are still to get what others have. Where nobody is, nothing waits. */
function refusalOf({ recipients }: Message, outcome: GraphOutcome): Refused | undefined {
  if (outcome.kind === 'refused') return hasTaken(recipients) && !hasPending(recipients) ? undefined : outcome;
  return hasPending(recipients) ? { kind: 'refused', code: 'mail_server_unavailable' } : undefined;
}

function attemptOf(outcome: GraphOutcome, at: Date): Attempt {
  const graphCode = outcome.kind === 'sent' ? partOf(outcome) : outcome.graphCode;
  return {
    at,
    outcome: outcome.kind,
    ...(outcome.requestId && { graphRequestId: outcome.requestId }),
    ...(graphCode && { code: graphCode }),
  };
}

/** How many recipients were refused while the message was taken for the others; who they are is stored nowhere. */
function partOf({ recipients = [] }: Exclude<GraphOutcome, Unsent>): string | undefined {
  return recipients.length > 0 ? `recipients_refused_${recipients.length}` : undefined;
}

function errorOf(outcome: Unsent): NonNullable<Message['error']> {
  const { graphCode } = outcome;
  const code = outcome.kind === 'refused' ? outcome.code : 'delivery_unknown';
  return { code, ...(graphCode && { graphCode }) };
}

function resultOf(
  outcome: GraphOutcome,
  { attempts }: Message,
  at: Date,
): Pick<Message, 'status' | 'attempts' | 'error'> {
  return {
    status: outcome.kind === 'refused' ? 'failed' : outcome.kind,
    attempts: addAttempt(attempts, attemptOf(outcome, at)),
    ...(outcome.kind !== 'sent' && { error: errorOf(outcome) }),
  };
}
