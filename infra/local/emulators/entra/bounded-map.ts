/**
 * A map that forgets: entries expire after their lifetime, and a full map drops its oldest entry.
 *
 * Time comes from the clock of the stack. It keeps insertion order and does not renew an entry that is read.
 */
export interface BoundedMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  clear(): void;
  /** Entries that have not expired, oldest first. */
  entries(): [string, Value][];
}

export interface BoundedMapOptions {
  now: () => Date;
  entriesMax: number;
  lifetimeSeconds: number;
}

/** Creates an empty map. */
export function createBoundedMap<Value>({ now, entriesMax, lifetimeSeconds }: BoundedMapOptions): BoundedMap<Value> {
  const map = new Map<string, { value: Value; endsAt: number }>();
  const isAlive = (entry: { endsAt: number }) => entry.endsAt > now().getTime();
  return {
    get(key) {
      const entry = map.get(key);
      return entry && isAlive(entry) ? entry.value : undefined;
    },
    set(key, value) {
      map.delete(key);
      map.set(key, { value, endsAt: now().getTime() + lifetimeSeconds * 1000 });
      if (map.size <= entriesMax) return;
      const oldest = map.keys().next();
      if (!oldest.done) map.delete(oldest.value);
    },
    delete(key) {
      map.delete(key);
    },
    clear() {
      map.clear();
    },
    entries: () => [...map].filter(([, entry]) => isAlive(entry)).map(([key, entry]) => [key, entry.value]),
  };
}
