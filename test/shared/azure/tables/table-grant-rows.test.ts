import { describe, expect, it } from 'vitest';
import { createReadGrantRows } from '../../../../shared/azure/tables/table-grant-rows.ts';
import type { TableQuery } from '../../../../shared/azure/tables/table-query.ts';
import type { Row } from '../../../../shared/azure/tables/table-row.ts';
import { DATA_KEY_CACHE_SECONDS } from '../../../../shared/limits.ts';

const grant: Row = { partitionKey: 'ann', rowKey: 'grant', etag: '1', status: 'connected' };
const tokens: Row = { partitionKey: 'ann', rowKey: 'tokens-0000000001', etag: '1', sealed: new Uint8Array([1]) };

/** A service that gives the columns that are asked for, of these rows. */
function startService(...given: Row[]) {
  const service = { rows: given, queries: [] as TableQuery[], time: 0 };
  const table = {
    async query(query: TableQuery) {
      service.queries.push(query);
      const leaveOut = query.select && !query.select.includes('sealed');
      return {
        rows: service.rows.map(({ sealed, ...row }) => (leaveOut || !sealed ? row : { ...row, sealed })),
      };
    },
  };
  return { service, read: createReadGrantRows(table, () => new Date(service.time)) };
}

describe('createReadGrantRows', () => {
  it('asks for sealed tokens once while their row stays as it is, and for all else each time', async () => {
    const { service, read } = startService(grant, tokens);
    await read('ann');
    service.rows = [{ ...grant, etag: '2', status: 'disconnected' }, tokens];
    expect(await read('ann')).toEqual([{ ...grant, etag: '2', status: 'disconnected' }, tokens]);
    expect(service.queries.map(({ select }) => select?.includes('status') ?? 'all')).toEqual(['all', true]);
    expect(service.queries[1]?.select).not.toContain('sealed');
  });

  it.each<[string, Row]>([
    ['another ETag', { ...tokens, etag: '2', sealed: new Uint8Array([2]) }],
    ['another generation', { ...tokens, rowKey: 'tokens-0000000002', sealed: new Uint8Array([2]) }],
    ['another partition', { ...tokens, partitionKey: 'ben', sealed: new Uint8Array([2]) }],
  ])('reads tokens again that come with %s', async (_what, changed) => {
    const { service, read } = startService(grant, tokens);
    await read('ann');
    service.rows = [grant, changed];
    expect(await read('ann')).toEqual([grant, changed]);
    expect(service.queries).toHaveLength(3);
  });

  it('does not bring back tokens that are gone, and keeps none of two', async () => {
    const { service, read } = startService(grant, tokens);
    await read('ann');
    service.rows = [grant];
    expect(await read('ann')).toEqual([grant]);
    const second = { ...tokens, rowKey: 'tokens-0000000002' };
    service.rows = [grant, tokens, second];
    expect(await read('ann')).toEqual([grant, tokens, second]);
    service.queries = [];
    expect(await read('ann')).toEqual([grant, tokens, second]);
    expect(service.queries.map(({ select }) => select)).toEqual([undefined]);
  });

  it('keeps the tokens of one sender for another’s reads never, and not for longer than a key', async () => {
    const { service, read } = startService(grant, tokens);
    await read('ann');
    await read('ben');
    service.time = DATA_KEY_CACHE_SECONDS * 1000;
    await read('ann');
    expect(service.queries.map(({ select }) => select)).toEqual([undefined, undefined, undefined]);
  });
});
