/**
 * Collects what an invocation comes across for its log line: senders under contested names, which raise an alarm, and the messages that
 * it has changed.
 *
 * `shared/` never logs, and a contest is found wherever a name is looked up or proven again: by a send, a look, a sign-in or a timer.
 * Whoever finds one tells `note`, which knows the invocation from the asynchronous context; what is found after that has been answered,
 * the next one tells. It writes nothing.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { NoteContest } from '../shared/grants/grant.ts';
import {
  addChange,
  createMessageChanges,
  moveChanges,
  type LoggedChange,
  type MessageChanges,
} from './message-changes.ts';

/** One log line stays readable. */
const NOTED_MAX = 20;

export interface Contests {
  note: NoteContest;
  noteChange: (change: LoggedChange) => void;
  /**
   * Runs one invocation. `contested` are the object ids of the senders noted meanwhile, or outside of any, at most 20; `changes` are the
   * messages so noted.
   */
  collect<Result>(
    run: () => Promise<Result>,
  ): Promise<{ result: Result; contested: string[]; changes: MessageChanges }>;
}

interface Collected {
  noted: Set<string>;
  changes: MessageChanges;
}

export function createContests(): Contests {
  const current = new AsyncLocalStorage<Collected & { isOver: boolean }>();
  const untold: Collected = { noted: new Set(), changes: createMessageChanges() };

  /** Of the invocation that is under way, else for the next one. */
  function collected(): Collected {
    const invocation = current.getStore();
    return !invocation || invocation.isOver ? untold : invocation;
  }

  function add(noted: Set<string>, id: string): void {
    if (noted.size < NOTED_MAX) noted.add(id);
  }

  return {
    note: ({ hostObjectId }) => add(collected().noted, hostObjectId),
    noteChange: (change) => addChange(collected().changes, change),
    async collect(run) {
      const invocation = { noted: new Set<string>(), changes: createMessageChanges(), isOver: false };
      try {
        const result = await current.run(invocation, run);
        for (const id of untold.noted) add(invocation.noted, id);
        untold.noted.clear();
        moveChanges(invocation.changes, untold.changes);
        return { result, contested: [...invocation.noted], changes: invocation.changes };
      } finally {
        invocation.isOver = true;
      }
    },
  };
}
