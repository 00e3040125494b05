/**
 * Lookups from a UPN or address to its last proven owner, in the table `names`.
 *
 * PartitionKey = SHA-256 of the name in lower case, hex; RowKey = kind; column: sender. The name itself is not stored. A row is
 * a hint that the grant has to confirm; it proves nothing by itself.
 */
import { createHash } from 'node:crypto';
import { odata } from '@azure/data-tables';
import { ConnectorError, hasCode } from '../../errors.ts';
import type { NameStore } from '../../grants/grant.ts';
import { CONFLICT_RETRIES_MAX } from '../../limits.ts';
import { formatSender, type SenderName } from '../../sender.ts';
import { createRowReader, refuseRow } from './table-row.ts';
import type { Table } from './table.ts';

const kinds: readonly SenderName['kind'][] = ['userPrincipalName', 'address'];

/** Creates the store over the table `names`. */
export function createTableNameStore(table: Table): NameStore {
  /** Reads and writes until nobody interferes; `write` returns false when somebody did. */
  async function untilWritten(write: () => Promise<boolean>): Promise<void> {
    for (let count = 0; count < CONFLICT_RETRIES_MAX; count++) if (await write()) return;
    throw new ConnectorError('conflict', { cause: new Error(`Table ${table.name}: a name keeps changing.`) });
  }

  return {
    async read(value) {
      const partitionKey = hashName(value);
      const { rows } = await table.query({ filter: odata`PartitionKey eq ${partitionKey}` });
      return rows.map((row) => {
        if (row.partitionKey !== partitionKey) throw refuseRow(table.name, 'PartitionKey');
        const kind = kinds.find((known) => known === row.rowKey);
        if (!kind) throw refuseRow(table.name, 'RowKey');
        return { kind, sender: createRowReader(table.name, row).sender('sender') };
      });
    },
    put({ kind, value }, sender) {
      const entity = { partitionKey: hashName(value), rowKey: kind, sender: formatSender(sender) };
      return untilWritten(async () => {
        const existing = await table.read(entity.partitionKey, kind);
        if (existing?.['sender'] === entity.sender) return true;
        const written = existing ? table.replace(entity, existing.etag) : table.insert(entity);
        return written.then(
          () => true,
          (error: unknown) => {
            if (hasCode(error, 'conflict')) return false;
            throw error;
          },
        );
      });
    },
    remove({ kind, value }, sender) {
      const partitionKey = hashName(value);
      return untilWritten(async () => {
        const existing = await table.read(partitionKey, kind);
        if (existing?.['sender'] !== formatSender(sender)) return true;
        return table.remove(existing, existing.etag);
      });
    },
  };
}

function hashName(value: string): string {
  return createHash('sha256').update(value.toLowerCase()).digest('hex');
}
