/**
 * Reads through a cache what many requests need, so that it costs a read in CONFIGURATION_CACHE_SECONDS.
 *
 * Nothing is used longer than that after it was read. In steady use it is read again before, behind a request, so that none waits. What
 * cannot be read is an error, never an older value.
 */
import { createCache } from './cache.ts';
import {
  CONFIGURATION_CACHE_ENTRIES_MAX,
  CONFIGURATION_CACHE_SECONDS,
  CONFIGURATION_REFRESH_SECONDS,
} from './configuration-limits.ts';

export interface ReadBehind {
  /** Rejects as `load`, which is the same for every reading of a key. */
  read<Value>(key: string, load: () => Promise<Value>): Promise<Value>;
  /** What is read from now on is read anew. */
  forget(key: string): void;
}

interface Read<Value> {
  value: Value;
  readAt: number;
}

export function createReadBehind(now: () => Date): ReadBehind {
  const cache = createCache<Read<unknown>>({
    entriesMax: CONFIGURATION_CACHE_ENTRIES_MAX,
    lifetimeSeconds: CONFIGURATION_CACHE_SECONDS,
    now,
  });
  const refreshing = new Map<string, symbol>();

  function refresh(key: string, loadTimed: () => Promise<Read<unknown>>): void {
    if (refreshing.has(key)) return;
    const own = Symbol(key);
    refreshing.set(key, own);
    const keep = (read: Read<unknown>) => {
      const age = (now().getTime() - read.readAt) / 1000;
      // What was written meanwhile has made this read the older one.
      if (refreshing.get(key) === own) cache.set(key, read, Math.max(0, CONFIGURATION_CACHE_SECONDS - age));
    };
    void loadTimed()
      .then(keep)
      // The request that comes when the value has expired reads it itself, and gets the error.
      .catch(() => undefined)
      .finally(() => {
        if (refreshing.get(key) === own) refreshing.delete(key);
      });
  }

  return {
    async read<Value>(key: string, load: () => Promise<Value>): Promise<Value> {
      const loadTimed = async () => {
        const readAt = now().getTime();
        return { value: await load(), readAt };
      };
      const known = cache.peek(key);
      if (!known) return (await cache.get(key, loadTimed)).value as Value;
      if (now().getTime() - known.readAt >= CONFIGURATION_REFRESH_SECONDS * 1000) refresh(key, loadTimed);
      return known.value as Value;
    },
    forget(key) {
      refreshing.delete(key);
      cache.delete(key);
    },
  };
}
