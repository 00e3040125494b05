import { describe, expect, it } from 'vitest';
import { createTableGrantStore } from '../../../../shared/azure/tables/table-grant-store.ts';
import type { Row } from '../../../../shared/azure/tables/table-row.ts';
import type { Grant } from '../../../../shared/grants/grant.ts';
import { formatSender } from '../../../../shared/sender.ts';
import { at, createGrant, createSender, createTokens } from '../../../contract/samples.ts';
import { createAnsweringTable } from './answering-table.ts';

const [ann, ben] = [createSender(), createSender()];
const grantOf = (sender = ann): Row => ({
  partitionKey: formatSender(sender),
  rowKey: 'grant',
  etag: 'W/"1"',
  status: 'connected',
  homeTenantId: 'fab21ca3-0000-4000-8000-000000000002',
  homeObjectId: '00000a0e-0000-4000-8000-000000000001',
  generation: 1,
  mailbox: 'ann@fabrikam.com',
  names: '[]',
  scopes: '[]',
  connectedAt: at(0),
  refreshDueAt: at(30),
  refreshFailures: 0,
});
const tokensOf = (sender = ann): Row => ({
  partitionKey: formatSender(sender),
  rowKey: 'tokens-0000000001',
  etag: 'W/"1"',
  sealed: new Uint8Array(8),
  refreshedAt: at(1),
});
const storeOver = (...rows: Row[]) => createTableGrantStore(createAnsweringTable('grants', rows).table, () => at(0));

/** With every column that a grant can have. */
const whole: Grant = {
  ...createGrant({
    sender: ann,
    userPrincipalName: 'ann@contoso.com',
    namesProvenAt: at(1),
    accountSince: at(0),
    fencesUntil: at(9),
  }),
  changedAt: at(2),
  shownAs: 'digest',
  problem: {
    code: 'access_denied',
    upstreamCode: 'AADSTS1',
    since: at(3),
    ofMailbox: { code: 'mailbox_not_found', upstreamCode: 'ErrorItemNotFound', since: at(4) },
  },
};

describe('createTableGrantStore', () => {
  it('asks for every column that it writes, the second time for all but the sealed tokens', async () => {
    const { table, queries, written } = createAnsweringTable('grants', [tokensOf()]);
    const store = createTableGrantStore(table, () => at(0));
    const latest = { etag: '1' };
    await store.connect({ ...whole, clientId: ann.hostObjectId }, createTokens(), latest);
    await store.erase({ ...whole, etag: '1' }, { generation: 1, erasedAt: at(1) });
    await store.read(ann);
    await store.read(ann);

    const columns = new Set(written.flatMap((entity) => Object.keys(entity)));
    for (const not of ['partitionKey', 'rowKey', 'sealed']) columns.delete(not);
    expect(queries.map(({ select }) => select && new Set(select))).toEqual([undefined, columns]);
  });

  it('reads a grant and its tokens where the key says whose they are', async () => {
    const { grant, tokens } = await storeOver(grantOf(), tokensOf()).read(ann);
    expect([grant?.sender, tokens?.generation]).toEqual([ann, 1]);
  });

  it.each([
    ['the grant', () => storeOver(grantOf(ben))],
    ['both', () => storeOver(grantOf(ben), tokensOf(ben))],
    ['the tokens', () => storeOver(grantOf(), tokensOf(ben))],
  ])('refuses an answer with %s under another person’s key', async (_what, open) => {
    await expect(open().read(ann)).rejects.toMatchObject({ code: 'sealed_record_refused' });
  });

  it('reads names of before contests and times were stored, and those with both', async () => {
    const name = { kind: 'address', value: 'ann@fabrikam.com' };
    const read = async (names: object[], columns: Partial<Row> = {}) =>
      (await storeOver({ ...grantOf(), names: JSON.stringify(names), ...columns }).read(ann)).grant;
    const older = await read([name]);
    expect(older?.names).toEqual([name]);
    expect(older).not.toHaveProperty('namesProvenAt');
    const contested = await read([{ ...name, contestedBy: [formatSender(ben)] }], { namesProvenAt: at(2) });
    expect(contested).toMatchObject({ names: [{ ...name, contestedBy: [ben] }], namesProvenAt: at(2) });
  });

  it.each(['[]', 'null', '"ben"', '[7]', '["ben"]', '{}'])(
    'refuses a name that is contested by %s, whoever that is',
    async (contestedBy) => {
      const names = `[{"kind":"address","value":"ann@fabrikam.com","contestedBy":${contestedBy}}]`;
      await expect(storeOver({ ...grantOf(), names }).read(ann)).rejects.toMatchObject({
        code: 'sealed_record_refused',
      });
    },
  );

  it('deletes tokens whatever their row says by then, so that no refresh keeps them', async () => {
    const { table, deleted } = createAnsweringTable('grants', [tokensOf()]);
    await createTableGrantStore(table, () => at(0)).removeTokens(ann, 2);
    expect(deleted).toEqual([`${formatSender(ann)} tokens-0000000001 *`]);
  });
});
