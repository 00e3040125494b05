import { beforeEach, describe, expect, it } from 'vitest';
import { ACTIVITY_NAMES_MAX } from '../../../../shared/activity-limits.ts';
import { EMPTY_TALLY } from '../../../../shared/activity/tally.ts';
import type { TableStores } from '../../../../shared/azure/tables/table-stores.ts';
import { addressOfActivity } from '../../../../shared/due-addresses.ts';
import { times } from '../../../contract/samples.ts';
import { startTableStorage } from '../../../contract/table-storage.ts';

const storage = await startTableStorage();
const key = { scope: 'c0a7050c-0000-4000-8000-000000000001', day: '2026-11-24', shard: 3 };
let stores: TableStores;
beforeEach(async () => {
  stores = await storage.createStores();
  await stores.activity.write(key, EMPTY_TALLY);
  storage.requests.length = 0;
});

describe('createTableActivityStore', () => {
  it('costs one query where nothing is over, however much is kept', async () => {
    for (let shard = 4; shard < 8; shard++) await stores.activity.write({ ...key, shard }, EMPTY_TALLY);
    storage.requests.length = 0;
    expect(await stores.activity.sweep('2026-11-30', 10)).toBe(0);
    expect(storage.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  it('costs one query for each month of a list', async () => {
    await stores.activity.list(key.scope, { from: '2025-10-27', to: '2026-11-30' });
    expect(storage.requests).toHaveLength(14);
  });

  it.each([
    ['counts', 5],
    ['counts', '[]'],
    ['counts', '{"sent":-1}'],
    ['counts', '{"sent":0.5}'],
    ['counts', '{"Mia Miller":1}'],
    ['counts', JSON.stringify(Object.fromEntries(times(ACTIVITY_NAMES_MAX + 2, (index) => [`a${index}`, 1])))],
    ['lastAt', '{"sent":"x"}'],
    ['oldestDueSeconds', -1],
  ])('refuses a row that we cannot have written: %s %j', async (column, value) => {
    await storage
      .client('due')
      .updateEntity({ ...addressOfActivity(key).keys, counts: '{}', [column]: value }, 'Replace');
    const refused = { code: 'sealed_record_refused' };
    await expect(stores.activity.read(key)).rejects.toMatchObject(refused);
    const days = { from: key.day, to: key.day };
    await expect(stores.activity.list(key.scope, days)).rejects.toMatchObject(refused);
    await stores.activity.write({ ...key, shard: 0 }, EMPTY_TALLY);
    expect(await stores.activity.list(key.scope, days)).toHaveLength(1);
  });
});
