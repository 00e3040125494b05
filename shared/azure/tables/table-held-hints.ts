/**
 * Hints of messages that may wait for a person, in the table `due`: a partition for each person or name.
 *
 * Keys: due-addresses.ts. A row has no columns, so it is never replaced and needs no ETag. A list costs one query of one partition.
 */
import { addressOfHeldHint, parseHeldHintRowKey, partitionOfHeldHints } from '../../due-addresses.ts';
import { hasCode } from '../../errors.ts';
import type { HeldHint, HeldHints } from '../../outbox/held-hints.ts';
import { odata } from './odata.ts';
import { readSound, refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `due`. */
export function createTableHeldHints(table: Table): HeldHints {
  return {
    async put(target, hint) {
      await table.insert(addressOfHeldHint(target, hint).keys).catch((error: unknown) => {
        if (!hasCode(error, 'conflict')) throw error;
      });
    },
    async list(target, top, cursor) {
      const partition = partitionOfHeldHints(target);
      const query = { filter: odata`PartitionKey eq ${partition}`, select: [], top };
      const page = await table.query({ ...query, ...(cursor !== undefined && { cursor }) });
      const hints = readSound(page.rows, (row) => parseHint(table.name, partition, row));
      return { hints, ...(page.cursor !== undefined && { cursor: page.cursor }) };
    },
    async remove(target, hint) {
      await table.remove(addressOfHeldHint(target, hint).keys, '*');
    },
  };
}

function parseHint(table: string, partition: string, { partitionKey, rowKey }: Row): HeldHint {
  if (partitionKey !== partition) throw refuseRow(table, 'PartitionKey');
  const hint = parseHeldHintRowKey(rowKey);
  if (!hint) throw refuseRow(table, 'RowKey');
  return hint;
}
