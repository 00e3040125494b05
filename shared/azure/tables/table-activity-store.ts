/**
 * What was counted by day, in the table `due`: a partition for each month, a row for each scope, day and shard.
 *
 * Columns: counts (JSON), lastAt? (JSON, milliseconds since the epoch by code), oldestDueSeconds?. Keys: due-addresses.ts. Months make
 * the sweep find what is over by its keys alone, and the list of a scope read nothing of others.
 */
import type { ActivityStore } from '../../activity/activity-store.ts';
import type { Tally } from '../../activity/tally.ts';
import { ACTIVITY_NAMES_MAX, ACTIVITY_QUERIES_AT_ONCE_MAX, ACTIVITY_SHARDS } from '../../activity-limits.ts';
import { activityBetween, activityBefore, addressOfActivity, parseActivityRowKey } from '../../due-addresses.ts';
import { forEachConcurrently } from '../../for-each-concurrently.ts';
import { odata } from './odata.ts';
import { removeRows } from './remove-rows.ts';
import type { Entity } from './table-entity.ts';
import { createRowReader, objectOf, readSound, refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

/** Of one month and scope. */
const ROWS_MAX = 31 * ACTIVITY_SHARDS;

/** Creates the store over the table `due`. */
export function createTableActivityStore(table: Table): ActivityStore {
  return {
    async read(key) {
      const { partitionKey, rowKey } = addressOfActivity(key).keys;
      const row = await table.read(partitionKey, rowKey);
      return row && { tally: readTally(table.name, row), etag: row.etag };
    },
    async write(key, tally, etag) {
      const entity: Entity = { ...addressOfActivity(key).keys, ...writeTally(tally) };
      if (etag === undefined) await table.insert(entity);
      else await table.replace(entity, etag);
    },
    async list(scope, days) {
      const rows: Row[] = [];
      await forEachConcurrently(activityBetween(scope, days), ACTIVITY_QUERIES_AT_ONCE_MAX, async (bounds) => {
        const { partitionKey, from, below } = bounds;
        const filter = odata`PartitionKey eq ${partitionKey} and RowKey ge ${from} and RowKey lt ${below}`;
        const page = await table.query({ filter, top: ROWS_MAX });
        rows.push(...page.rows);
      });
      const listed = readSound(rows, (row) => {
        const { day } = parseActivityRowKey(row.rowKey) ?? {};
        if (day === undefined) throw refuseRow(table.name, 'RowKey');
        return { day, tally: readTally(table.name, row) };
      });
      return listed.sort((one, other) => (one.day < other.day ? -1 : 1));
    },
    async sweep(day, top) {
      const { from, below } = activityBefore(day);
      return removeRows(table, odata`PartitionKey ge ${from} and PartitionKey lt ${below}`, top);
    },
  };
}

function writeTally({ counts, lastAt, oldestDueSeconds }: Tally) {
  return {
    counts: JSON.stringify(Object.fromEntries(counts)),
    ...(lastAt.size > 0 && { lastAt: JSON.stringify(Object.fromEntries(lastAt)) }),
    ...(oldestDueSeconds > 0 && { oldestDueSeconds: Math.min(oldestDueSeconds, 0x7fff_ffff) }),
  };
}

function readTally(table: string, row: Row): Tally {
  const { json, optional, whole } = createRowReader(table, row);
  return {
    counts: json('counts', parseNumbers),
    lastAt: optional('lastAt', (column) => json(column, parseNumbers)) ?? new Map(),
    oldestDueSeconds: optional('oldestDueSeconds', whole) ?? 0,
  };
}

function parseNumbers(value: unknown): Map<string, number> | undefined {
  const entries = Object.entries(objectOf(value) ?? { '': -1 });
  const isSound = entries.every(
    ([name, count]) => /^[a-z0-9_]{1,64}$/.test(name) && Number.isSafeInteger(count) && Number(count) >= 0,
  );
  // One more than the bound: what did not fit.
  return isSound && entries.length <= ACTIVITY_NAMES_MAX + 1 ? new Map(entries as [string, number][]) : undefined;
}
