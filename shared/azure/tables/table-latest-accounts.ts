/**
 * Who signed in last as a sender, in the table `grants` beside the grant, which names this row when it connects (table-grant-store.ts).
 *
 * Columns: account, expiresAt. Keys: storage-addresses.ts. The last write wins, because the last sign-in does.
 */
import type { LatestAccount, LatestAccounts, Versioned } from '../../grants/grant.ts';
import type { Sender } from '../../sender.ts';
import { addressOfLatestAccount } from '../../storage-addresses.ts';
import { createRowReader } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `grants`. */
export function createTableLatestAccounts(table: Table): LatestAccounts {
  async function readLatestAccount(sender: Sender): Promise<Versioned<LatestAccount> | undefined> {
    const { partitionKey, rowKey } = addressOfLatestAccount(sender).keys;
    const row = await table.read(partitionKey, rowKey);
    if (!row) return undefined;
    const columns = createRowReader(table.name, row);
    return { account: columns.text('account'), expiresAt: columns.date('expiresAt'), etag: row.etag };
  }

  return {
    readLatestAccount,
    async putLatestAccount(sender, { account, expiresAt }) {
      await table.transact([
        { kind: 'upsert', entity: { ...addressOfLatestAccount(sender).keys, account, expiresAt } },
      ]);
    },
    async removeLatestAccount(sender) {
      await table.remove(addressOfLatestAccount(sender).keys, '*');
    },
    async removeExpiredAccount(sender, now) {
      const latest = await readLatestAccount(sender);
      if (latest && latest.expiresAt <= now) await table.remove(addressOfLatestAccount(sender).keys, latest.etag);
    },
  };
}
