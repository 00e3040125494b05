import { describe, expect, it } from 'vitest';
import { createTableConfigurationStore } from '../../../../shared/azure/tables/table-configuration-store.ts';
import { acts, documentActions } from '../../../../shared/configuration/configuration-store.ts';
import { at, createSender } from '../../../contract/samples.ts';
import { createAnsweringTable } from './answering-table.ts';

const entry = (changes: object = {}) => ({
  partitionKey: 'configuration',
  rowKey: 'audit_8204378347999_1f2e3d4c',
  etag: 'W/"1"',
  at: at(1),
  by: '0000ca11-0000-4000-8000-000000000001',
  action: 'changed',
  kind: 'tenant',
  hostTenantId: createSender().hostTenantId,
  name: 'tenant',
  version: 1,
  ...changes,
});
const list = async (...rows: ReturnType<typeof entry>[]) =>
  (await createTableConfigurationStore(createAnsweringTable('configuration', rows).table).listAudit(10)).entries;

describe('listAudit', () => {
  it('knows every action and every kind', async () => {
    const rows = [...documentActions, ...acts].map((action) =>
      entry({ action, kind: 'message', name: '0'.repeat(32) }),
    );
    expect((await list(...rows)).map(({ action }) => action)).toEqual([...documentActions, ...acts]);
  });

  it.each([
    ['an action', { action: 'archived_all' }],
    ['a kind', { kind: 'mailbag' }],
  ])('leaves out %s of a later release, also where there is nothing else', async (_case, changes) => {
    expect(await list(entry(changes))).toEqual([]);
    expect(await list(entry(changes), entry())).toHaveLength(1);
  });

  it.each([{ action: 7 }, { action: 'Changed by <b>' }, { kind: undefined }, { name: 'ann@fabrikam.com' }])(
    'refuses what no release has written: %j',
    async (changes) => {
      await expect(list(entry(changes))).rejects.toMatchObject({ code: 'sealed_record_refused' });
      expect(await list(entry(changes), entry())).toHaveLength(1);
    },
  );
});
