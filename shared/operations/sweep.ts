/**
 * One sweep over everything that expires or stopped half way. A part that fails does not keep the others from their work.
 */
import type { DirectoryReport } from '../guests/watch-directory.ts';
import type { MessageSweepReport } from '../outbox/sweep-messages.ts';
import type { RewrapReport } from '../vault/vault.ts';

export interface SweepReport extends MessageSweepReport {
  transactions: number;
  halfRows: number;
  /** Uploaded files that were deleted. */
  files: number;
  /** Rows of counts that were deleted. */
  activity: number;
  /** Connections that were erased because their tenant leaves. */
  offBoarded: number;
  /** Of connections, because of the account in the host tenant. */
  directory: DirectoryReport;
  keys: RewrapReport;
}

export interface SweepParts {
  transactions(): Promise<number>;
  halfRows(): Promise<number>;
  messages(): Promise<MessageSweepReport>;
  files(): Promise<number>;
  activity(): Promise<number>;
  offBoarded(): Promise<number>;
  directory(): Promise<DirectoryReport>;
  keys(): Promise<RewrapReport>;
}

/** Throws the first failure once every part has ended. */
export function createSweep(parts: SweepParts): () => Promise<SweepReport> {
  return async () => {
    const [transactions, halfRows, messages, files, activity, offBoarded, directory, keys] = await Promise.allSettled([
      parts.transactions(),
      parts.halfRows(),
      parts.messages(),
      parts.files(),
      parts.activity(),
      parts.offBoarded(),
      parts.directory(),
      parts.keys(),
    ]);
    return {
      transactions: valueOf(transactions),
      halfRows: valueOf(halfRows),
      ...valueOf(messages),
      files: valueOf(files),
      activity: valueOf(activity),
      offBoarded: valueOf(offBoarded),
      directory: valueOf(directory),
      keys: valueOf(keys),
    };
  };
}

function valueOf<Value>(result: PromiseSettledResult<Value>): Value {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
