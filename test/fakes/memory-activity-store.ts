/** What was counted by day, in memory. */
import type { ActivityKey, ActivityStore } from '../../shared/activity/activity-store.ts';
import type { Tally } from '../../shared/activity/tally.ts';
import { createMemoryRows } from './memory-rows.ts';

export function createMemoryActivityStore(): ActivityStore {
  const rows = createMemoryRows<ActivityKey & { tally: Tally }>();
  const keyOf = ({ scope, day, shard }: ActivityKey) => `${scope} ${day} ${shard}`;
  return {
    async read(key) {
      const row = rows.read(keyOf(key));
      return row && { tally: row.value.tally, etag: row.etag };
    },
    async write(key, tally, etag) {
      if (etag === undefined) rows.insert(keyOf(key), { ...key, tally });
      else rows.replace(keyOf(key), { ...key, tally }, etag);
    },
    async list(scope, { from, to }) {
      const values = rows.all().map(({ value }) => value);
      const found = values.filter((value) => value.scope === scope && value.day >= from && value.day <= to);
      return found.map(({ day, tally }) => ({ day, tally }));
    },
    async sweep(day, top) {
      const over = rows.all().filter(({ value }) => value.day.slice(0, 7) < day.slice(0, 7));
      return over.slice(0, top).filter(({ key, etag }) => rows.remove(key, etag)).length;
    },
  };
}
