/**
 * Tells the events of one run of one callback, and sees to it that each was told, or has a row that says when it is told again.
 *
 * After some failures its patience is over: what comes then is not tried, and has its row at once. It knows no feed.
 */
import { CALLBACK_FAILURES_MAX } from '../webhook-limits.ts';
import type { Callback } from './callback.ts';
import type { CallbackEvent } from './callback-event.ts';
import type { CallbackRows, DueEvent } from './callback-rows.ts';
import { nextEventAt } from './callback-schedule.ts';
import type { DeliverEvent, Proof } from './deliver-event.ts';

export interface CallbackRun {
  delivered: number;
  failed: number;
  givenUp: number;
  /** Its receiver has just said so. */
  isGone: boolean;
  /** Of the last failure. */
  reason?: string;
}

export interface TellEventDependencies {
  rows: Pick<CallbackRows, 'putDue' | 'removeDue'>;
  deliver: DeliverEvent;
  /** Keys or a token; throws where there is none. */
  prove: (callback: Callback) => Promise<Proof>;
  now: () => Date;
  random: () => number;
}

export interface TellEvent {
  run: CallbackRun;
  /** No more is to be begun. */
  isOver(): boolean;
  /** Patience as at the beginning. */
  renewPatience(): void;
  /** `due`: the row that said it was due. A receiver that is gone is told nothing, and nothing is kept for it. */
  tell(event: CallbackEvent, due?: DueEvent): Promise<void>;
}

export function createTellEvent(dependencies: TellEventDependencies, callback: Callback, until: Date): TellEvent {
  const { rows, deliver, prove, now, random } = dependencies;
  const run: CallbackRun = { delivered: 0, failed: 0, givenUp: 0, isGone: false };
  let patience = CALLBACK_FAILURES_MAX;
  let proof: Promise<Proof> | undefined;

  const isOver = () => patience <= 0 || run.isGone || now() >= until;

  const putLater = ({ id, about }: CallbackEvent, attempts: number, at: Date) =>
    rows.putDue(callback, { id, about, attempts, at });

  async function noteFailure(event: CallbackEvent, attempts: number, reason: string): Promise<void> {
    run.failed += 1;
    run.reason = reason;
    patience -= 1;
    const at = nextEventAt(now(), attempts, random);
    if (at) await putLater(event, attempts, at);
    else run.givenUp += 1;
  }

  return {
    run,
    isOver,
    renewPatience() {
      patience = CALLBACK_FAILURES_MAX;
    },
    async tell(event, due) {
      if (run.isGone) return;
      if (isOver()) {
        if (!due) await putLater(event, 0, now());
        return;
      }
      proof ??= prove(callback);
      const outcome = await deliver(callback.document.url, await proof, event);
      if (outcome.kind === 'gone') {
        run.isGone = true;
        return;
      }
      if (outcome.kind === 'failed') await noteFailure(event, (due?.attempts ?? 0) + 1, outcome.reason);
      else run.delivered += 1;
      // After the row of the next attempt, so that no moment is without one.
      if (due) await rows.removeDue(callback, due);
    },
  };
}
