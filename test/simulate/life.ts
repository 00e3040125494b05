/**
 * The life of one process of a simulation: it runs until it ends, and whoever waits for it then hears that.
 */
import type { World } from './world.ts';

export interface Life {
  name: string;
  isAlive(): boolean;
  end(): void;
  /** Calls this when it ends. Returns what takes it back. */
  onEnd(hear: () => void): () => void;
}

export function startLife({ record, history }: World, name: string): Life {
  const waiting = new Set<() => void>();
  let isAlive = true;
  return {
    name,
    isAlive: () => isAlive,
    end() {
      if (!isAlive) return;
      isAlive = false;
      record.endedWorkers.add(name);
      history.note(name, () => 'ENDS');
      for (const hear of waiting) hear();
    },
    onEnd(hear) {
      waiting.add(hear);
      return () => waiting.delete(hear);
    },
  };
}
