/**
 * A bounded cache in memory: one load per key at a time, entries with a lifetime, the longest unused one leaves first.
 *
 * A lifetime counts from the start of the load, so no value is ever used longer than that after it was read. Failures are
 * never kept. A load whose key was set or deleted meanwhile still answers those who wait for it, but is not kept. It knows
 * nothing of what it holds and never loads by itself.
 */
export interface CacheOptions {
  entriesMax: number;
  lifetimeSeconds: number;
  now: () => Date;
}

export interface Cache<Value> {
  /** The kept value, or that of a load under way, or of `load`, which is then kept. Rejects as `load` does. */
  get(key: string, load: () => Promise<Value>): Promise<Value>;
  /** The kept value, if there is one; loads nothing. */
  peek(key: string): Value | undefined;
  /** Keeps a value; `lifetimeSeconds` only where it differs from the cache's own. */
  set(key: string, value: Value, lifetimeSeconds?: number): void;
  /** Forgets a value and whatever a load under way will bring. */
  delete(key: string): void;
  /** As `delete`, for every key that matches. */
  deleteWhere(matches: (key: string) => boolean): void;
}

interface Entry<Value> {
  value: Value;
  keptAt: number;
  lifetimeMilliseconds: number;
}

/** An empty cache. */
export function createCache<Value>({ entriesMax, lifetimeSeconds, now }: CacheOptions): Cache<Value> {
  // A Map keeps the order of insertion; a used entry is inserted again, so the first one is the longest unused.
  const entries = new Map<string, Entry<Value>>();
  const loads = new Map<string, Promise<Value>>();

  function find(key: string): Entry<Value> | undefined {
    const entry = entries.get(key);
    if (!entry) return undefined;
    entries.delete(key);
    const ageMilliseconds = now().getTime() - entry.keptAt;
    // A clock that was set back must not lengthen a life.
    if (ageMilliseconds < 0 || ageMilliseconds >= entry.lifetimeMilliseconds) return undefined;
    entries.set(key, entry);
    return entry;
  }

  function keep(key: string, entry: Entry<Value>): void {
    entries.delete(key);
    entries.set(key, entry);
    for (const [oldest] of entries) {
      if (entries.size <= entriesMax) break;
      entries.delete(oldest);
    }
  }

  async function start(key: string, load: () => Promise<Value>): Promise<Value> {
    const keptAt = now().getTime();
    const loading = (async () => load())();
    loads.set(key, loading);
    try {
      const value = await loading;
      if (loads.get(key) === loading) keep(key, { value, keptAt, lifetimeMilliseconds: lifetimeSeconds * 1000 });
      return value;
    } finally {
      if (loads.get(key) === loading) loads.delete(key);
    }
  }

  function forget(key: string): void {
    entries.delete(key);
    loads.delete(key);
  }

  return {
    async get(key, load) {
      const entry = find(key);
      return entry ? entry.value : (loads.get(key) ?? start(key, load));
    },
    peek: (key) => find(key)?.value,
    set(key, value, seconds = lifetimeSeconds) {
      forget(key);
      keep(key, { value, keptAt: now().getTime(), lifetimeMilliseconds: seconds * 1000 });
    },
    delete: forget,
    deleteWhere(matches) {
      for (const key of [...entries.keys(), ...loads.keys()]) if (matches(key)) forget(key);
    },
  };
}
