/**
 * Collects the senders under contested names that an invocation comes across, so that its log line raises the alarm.
 *
 * `shared/` never logs, and a contest is found wherever a name is looked up or proven again: by a send, a look, a sign-in or a timer.
 * Whoever finds one tells `note`, which knows the invocation from the asynchronous context. It writes nothing.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { NoteContest } from '../shared/grants/grant.ts';

/** One log line stays readable. */
const NOTED_MAX = 20;

export interface Contests {
  /** Outside of `collect` it does nothing. */
  note: NoteContest;
  /** Runs one invocation; `contested` are the object ids of the senders noted meanwhile, at most 20. */
  collect<Result>(run: () => Promise<Result>): Promise<{ result: Result; contested: string[] }>;
}

export function createContests(): Contests {
  const current = new AsyncLocalStorage<Set<string>>();
  return {
    note({ hostObjectId }) {
      const noted = current.getStore();
      if (noted && noted.size < NOTED_MAX) noted.add(hostObjectId);
    },
    async collect(run) {
      const noted = new Set<string>();
      const result = await current.run(noted, run);
      return { result, contested: [...noted] };
    },
  };
}
