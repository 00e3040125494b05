/**
 * The one time limit: after it, or when the surrounding operation ends, the caller no longer waits and the action is told so.
 *
 * It counts by timers, not by a clock, and also ends an action that hangs before anything is sent, such as a wait for a token.
 * It cannot stop the action itself: that has to watch its signal. It repeats nothing.
 */

/** The action did not end in time. */
export class TimeLimit extends Error {
  override readonly name = 'TimeLimit';

  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
  }
}

/**
 * Runs an action with a signal that aborts after `milliseconds`, or together with `parent`; then the action is not even begun
 * if that has aborted already.
 * @throws TimeLimit, the reason of `parent`, or what the action throws
 */
export function withTimeLimit<Result>(
  milliseconds: number,
  action: (signal: AbortSignal) => Promise<Result>,
  parent?: AbortSignal,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const settle = () => {
      clearTimeout(timer);
      parent?.removeEventListener('abort', endWithParent);
    };
    const fail = (error: unknown) => {
      settle();
      reject(error);
    };
    const end = (reason: unknown) => {
      // First, so that the caller hears of the limit and not of what the abort does to the action.
      fail(reason);
      controller.abort(reason);
    };
    const endWithParent = () => end(parent?.reason);
    const timer = setTimeout(() => end(new TimeLimit(milliseconds)), milliseconds);
    if (parent?.aborted) return endWithParent();
    parent?.addEventListener('abort', endWithParent);
    try {
      action(controller.signal).then((result) => {
        settle();
        resolve(result);
      }, fail);
    } catch (error) {
      fail(error);
    }
  });
}

/** Waits for work that never rejects, but no longer than this; the work goes on. */
export async function waitAtMost(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
