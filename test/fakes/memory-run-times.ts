import type { RunTimes } from '../../shared/readiness/run-times.ts';
import { createMemoryRows } from './memory-rows.ts';

/** When timers last ran, in memory; `now` stands for the clock of storage. */
export function createMemoryRunTimes({ now }: { now: () => Date }): RunTimes {
  const rows = createMemoryRows<{ since: Date; changedAt: Date }>();
  return {
    async read(name) {
      const row = rows.read(name);
      if (!row) return undefined;
      const { since, changedAt } = row.value;
      return { since, ageSeconds: (now().getTime() - changedAt.getTime()) / 1000, etag: row.etag };
    },
    async note(name, at) {
      rows.put(name, { since: rows.read(name)?.value.since ?? at, changedAt: now() });
    },
    async take(name, at, read) {
      if (read) rows.replace(name, { since: read.since, changedAt: now() }, read.etag);
      else rows.insert(name, { since: at, changedAt: now() });
    },
  };
}
