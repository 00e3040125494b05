/**
 * People whose account in the host tenant stands in the way of the mailboxes that documents give to them, in the table `due`: a row for each.
 *
 * Columns: code, since. Keys: due-addresses.ts.
 */
import { addressOfSuspended, partitionOfSuspended } from '../../due-addresses.ts';
import { hasCode } from '../../errors.ts';
import { hostProblemCodes } from '../../host-account.ts';
import type { ListedPerson, SuspendedPeople } from '../../suspended-people.ts';
import { odata } from './odata.ts';
import { createRowReader, guidPattern, refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `due`. */
export function createTableSuspendedPeople(table: Table): SuspendedPeople {
  return {
    async list(hostTenantId) {
      const partitionKey = partitionOfSuspended(hostTenantId);
      const { rows } = await table.query({ filter: odata`PartitionKey eq ${partitionKey}` });
      return rows.map((row) => {
        if (row.partitionKey !== partitionKey) throw refuseRow(table.name, 'PartitionKey');
        if (!guidPattern.test(row.rowKey)) throw refuseRow(table.name, 'RowKey');
        return parsePerson(table.name, row);
      });
    },
    async put(hostTenantId, { hostObjectId, code, since }) {
      const entity = { ...addressOfSuspended(hostTenantId, hostObjectId).keys, code, since };
      await table.transact([{ kind: 'upsert', entity }]);
    },
    async remove(hostTenantId, hostObjectId) {
      await table.remove(addressOfSuspended(hostTenantId, hostObjectId).keys, '*');
    },
  };
}

function parsePerson(table: string, row: Row): ListedPerson {
  const { rowKey: hostObjectId } = row;
  const read = createRowReader(table, row);
  try {
    return { hostObjectId, code: read.oneOf('code', hostProblemCodes), since: read.date('since') };
  } catch (error) {
    if (!hasCode(error, 'sealed_record_refused')) throw error;
    return { hostObjectId, code: 'sealed_record_refused' };
  }
}
