/**
 * Repeats a request that sends no message until it succeeds, is refused for good, or patience ends.
 *
 * What was throttled, failed or lost is repeated after a pause. Where it may have been carried out although no answer said so, the
 * caller looks first, so that nothing is done twice.
 */
import { DRAFT_REPEATS_MAX } from '../draft-limits.ts';
import type { HttpAnswer } from '../http/http-request.ts';
import { GRAPH_TIMEOUT_MILLISECONDS } from '../limits.ts';
import type { DraftFailure, DraftParts } from './draft-parts.ts';
import { stopped } from './draft-requests.ts';
import type { Refused } from './judge-refusal.ts';
import type { Patience } from './patience.ts';
import { isAnswer, type Reply } from './reply.ts';

export interface RepeatedRequest<Result extends object> {
  ask(timeoutMilliseconds: number): Promise<Reply>;
  /** Undefined for an answer that is no success. */
  accept(answer: HttpAnswer): Result | undefined;
  /** Before a repetition that might be the second time; undefined when it is not. */
  look?(): Promise<Result | DraftFailure | undefined>;
}

export async function repeatRequest<Result extends object>(
  { judgeRefusal, now }: Pick<DraftParts, 'judgeRefusal' | 'now'>,
  patience: Patience,
  { ask, accept, look }: RepeatedRequest<Result>,
): Promise<Result | DraftFailure> {
  for (let repetition = 0; ; repetition++) {
    const timeoutMilliseconds = timeoutOf(patience);
    if (timeoutMilliseconds === 0) return outOfTime();
    const reply = await ask(timeoutMilliseconds);
    const accepted = isAnswer(reply) ? accept(reply) : undefined;
    if (accepted) return accepted;
    const failure = judgeRefusal(reply, { now: now(), missing: 'draft_changed' });
    if (!isPassing(failure) || repetition >= DRAFT_REPEATS_MAX) return failure;
    if (!(await patience.pause(repetition, failure.retryAfterSeconds))) return failure;
    const found = failure.code === 'graph_unavailable' ? await look?.() : undefined;
    if (found) return found;
  }
}

/** Whether the same request may succeed in a moment. */
export function isPassing(failure: DraftFailure): failure is Refused {
  if (failure.kind !== 'refused') return false;
  return ['graph_unavailable', 'graph_unreachable', 'mailbox_throttled'].includes(failure.code);
}

/** Of the next request of an attempt; 0: its time is up. */
export function timeoutOf({ millisecondsLeft }: Patience): number {
  return Math.min(GRAPH_TIMEOUT_MILLISECONDS, millisecondsLeft());
}

export function outOfTime(): Refused {
  return stopped('the time of the attempt was up');
}
