/** A table over a service that answers every query with the same rows, right or wrong, and takes every write. */
import type { Entity } from '../../../../shared/azure/tables/table-entity.ts';
import type { TableQuery } from '../../../../shared/azure/tables/table-query.ts';
import type { Row } from '../../../../shared/azure/tables/table-row.ts';
import type { Table } from '../../../../shared/azure/tables/table.ts';

export function createAnsweringTable(name: string, rows: Row[]) {
  const deleted: string[] = [];
  const queries: TableQuery[] = [];
  const written: Entity[] = [];
  const table: Pick<Table, 'name' | 'query' | 'remove' | 'transact'> = {
    name,
    async query(query) {
      queries.push(query);
      return { rows };
    },
    async transact(actions) {
      for (const action of actions) if (action.kind !== 'delete') written.push(action.entity);
      return [];
    },
    async remove({ partitionKey, rowKey }, etag) {
      deleted.push(`${partitionKey} ${rowKey} ${etag}`);
      return true;
    },
  };
  return { table: table as Table, deleted, queries, written };
}
