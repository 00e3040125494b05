/**
 * Stores that stop at one write: what a process leaves behind when it is killed there.
 */
import type { DueStore, GrantStore, NameStore } from '../../../shared/grants/grant.ts';
import type { MessageStore } from '../../../shared/outbox/message.ts';
import type { TestTimesStore } from '../../../shared/outbox/test-times-store.ts';
import type { DataKeyStore } from '../../../shared/vault/data-key-store.ts';

export interface Stores {
  grants: GrantStore;
  names: NameStore;
  due: DueStore;
  dataKeys: DataKeyStore;
  testTimes: TestTimesStore;
  messages: MessageStore;
}

/** The process is gone: nothing runs after it. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

const writes = new Set([
  'connect',
  'replace',
  'replaceTokens',
  'removeTokens',
  'put',
  'add',
  'insert',
  'remove',
  'removeRow',
  'erase',
  'forget',
  'forgetSender',
]);

/** Copies of the stores of which write number `step` (from 1) and all after it fail; it still happens if `isDone`. */
export function failAt<Given extends Stores>(
  stores: Given,
  step: number,
  isDone: boolean,
): Stores & { writes(): number } {
  let count = 0;
  const wrap = <Store extends object>(store: Store): Store =>
    Object.fromEntries(
      Object.entries(store).map(([name, call]: [string, (...given: unknown[]) => Promise<unknown>]) => [
        name,
        async (...given: unknown[]) => {
          if (count >= step) throw new Killed();
          if (!writes.has(name)) return call(...given);
          count += 1;
          if (count < step) return call(...given);
          if (isDone) await call(...given);
          throw new Killed();
        },
      ]),
    ) as Store;
  return {
    grants: wrap(stores.grants),
    names: wrap(stores.names),
    due: wrap(stores.due),
    dataKeys: wrap(stores.dataKeys),
    testTimes: wrap(stores.testTimes),
    messages: wrap(stores.messages),
    writes: () => count,
  };
}
