/**
 * Collects the senders under contested names that an invocation comes across, so that its log line raises the alarm.
 *
 * `shared/` never logs, and a contest is found wherever a name is looked up or proven again: by a send, a look, a sign-in or a timer.
 * Whoever finds one tells `note`, which knows the invocation from the asynchronous context; what is found after that has been answered,
 * the next one tells. It writes nothing.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { NoteContest } from '../shared/grants/grant.ts';

/** One log line stays readable. */
const NOTED_MAX = 20;

export interface Contests {
  note: NoteContest;
  /** Runs one invocation; `contested` are the object ids of the senders noted meanwhile, or outside of any, at most 20. */
  collect<Result>(run: () => Promise<Result>): Promise<{ result: Result; contested: string[] }>;
}

export function createContests(): Contests {
  const current = new AsyncLocalStorage<{ noted: Set<string>; isOver: boolean }>();
  let untold = new Set<string>();

  function add(noted: Set<string>, id: string): void {
    if (noted.size < NOTED_MAX) noted.add(id);
  }

  return {
    note({ hostObjectId }) {
      const invocation = current.getStore();
      add(!invocation || invocation.isOver ? untold : invocation.noted, hostObjectId);
    },
    async collect(run) {
      const invocation = { noted: new Set<string>(), isOver: false };
      try {
        const result = await current.run(invocation, run);
        for (const id of untold) add(invocation.noted, id);
        untold = new Set();
        return { result, contested: [...invocation.noted] };
      } finally {
        invocation.isOver = true;
      }
    },
  };
}
