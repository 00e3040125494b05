/**
 * Sends a number of messages, several at a time, and reports what was not answered as expected.
 */
import type { Answer } from './post.ts';
import { buildSubmission } from './submission.ts';
import type { Sender } from './start-bench-app.ts';

export interface Load {
  senders: readonly Sender[];
  sends: number;
  atOnce: number;
  send(body: object): Promise<Answer>;
  /** Status; default: 200. */
  expected?: number;
}

export interface LoadResult {
  milliseconds: number;
  failed: number;
}

/** Senders take turns. */
export async function runLoad({ senders, sends, atOnce, send, expected = 200 }: Load): Promise<LoadResult> {
  const startedAt = performance.now();
  let begun = 0;
  let failed = 0;
  const sendNext = async (): Promise<void> => {
    while (begun < sends) {
      const sender = senders[begun++ % senders.length];
      const { status } = await send(buildSubmission(sender?.objectId ?? ''));
      if (status !== expected) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sendNext));
  return { milliseconds: performance.now() - startedAt, failed };
}
