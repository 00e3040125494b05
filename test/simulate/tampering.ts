/**
 * Somebody who can write the table, and no more: keeps what messages said, and turns those that Graph may have taken into queued ones.
 */
import type { World } from './world.ts';

const PAUSE_MILLISECONDS = 20 * 60_000;
const TIMES = 12;

/** Returns the ids of the rows that were changed, as they are changed. */
export function startTampering({ storage, scheduler, record, history }: World): ReadonlySet<string> {
  const tampered = new Set<string>();
  const contents = new Map<string, Uint8Array>();
  const { insert } = storage.store;
  storage.store.insert = (message, content, fence) => {
    if (content) contents.set(message.id, content);
    return insert(message, content, fence);
  };
  const store = record.watch(storage.store);

  async function tamper(): Promise<void> {
    for (const { id } of record.taken) {
      const row = await storage.store.read(id);
      const content = contents.get(id);
      if (!row || !content || tampered.has(id) || row.status === 'sending') continue;
      tampered.add(id);
      history.note('intruder', () => `turns ${id} from ${row.status} into queued`);
      const now = scheduler.now();
      await store.replace(row, { ...row, status: 'queued', content: 'row', nextAt: now, dueAt: now }, content);
    }
  }

  for (let time = 1; time <= TIMES; time++) scheduler.schedule(() => void tamper(), time * PAUSE_MILLISECONDS);
  return tampered;
}
