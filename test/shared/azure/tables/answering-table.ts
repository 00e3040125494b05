/** A table over a service that answers every query with the same rows, right or wrong, and deletes what it is told to. */
import type { Row } from '../../../../shared/azure/tables/table-row.ts';
import type { Table } from '../../../../shared/azure/tables/table.ts';

export function createAnsweringTable(name: string, rows: Row[]) {
  const deleted: string[] = [];
  const table: Pick<Table, 'name' | 'query' | 'remove'> = {
    name,
    query: async () => ({ rows }),
    async remove({ partitionKey, rowKey }, etag) {
      deleted.push(`${partitionKey} ${rowKey} ${etag}`);
      return true;
    },
  };
  return { table: table as Table, deleted };
}
