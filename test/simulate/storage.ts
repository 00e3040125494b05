/**
 * What outlives every worker of a simulation: the stores in memory that promise what the real ones promise.
 *
 * Each operation is one step, without anything in between.
 */
import type { MailboxLoadRows } from '../../shared/outbox/mailbox-load-rows.ts';
import type { OutboxStores } from '../../shared/outbox/messages.ts';
import { createMemoryContentBlobs } from '../fakes/memory-content-blobs.ts';
import { createMemoryHeldHints } from '../fakes/memory-held-hints.ts';
import { createMemoryMailboxLoadRows } from '../fakes/memory-mailbox-load-rows.ts';
import { createMemoryMessageFiles } from '../fakes/memory-message-files.ts';
import { createMemoryMessageStore } from '../fakes/memory-message-store.ts';
import { createMemoryTestTimesStore } from '../fakes/memory-test-times-store.ts';

export interface Storage extends Omit<OutboxStores, 'permits'> {
  /** On which each worker gives permits. */
  loads: MailboxLoadRows;
  files: ReturnType<typeof createMemoryMessageFiles>;
}

/** `enqueue` is the queue. */
export function createStorage(now: () => Date, enqueue: (id: string, delaySeconds: number) => void): Storage {
  return {
    store: createMemoryMessageStore({ now }),
    blobs: createMemoryContentBlobs(),
    queue: { enqueue: async (id, delaySeconds) => enqueue(id, delaySeconds) },
    hints: createMemoryHeldHints(),
    loads: createMemoryMailboxLoadRows(),
    files: createMemoryMessageFiles(),
    testTimes: createMemoryTestTimesStore(),
  };
}
