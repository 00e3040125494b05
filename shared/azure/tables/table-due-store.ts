/**
 * What is due and when, in the table `due`.
 *
 * PartitionKey = kind; RowKey `{ISO time}_{sender}_{generation, ten digits}`; no columns, so a row is never replaced and needs no
 * ETag. A timer reads the rows up to now and no others.
 */
import { odata } from '@azure/data-tables';
import { hasCode } from '../../errors.ts';
import type { DueEntry, DueStore } from '../../grants/grant.ts';
import { formatSender, parseSender } from '../../sender.ts';
import { afterTime, formatGeneration, generationPattern, timePattern } from './table-keys.ts';
import { readSound, refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `due`. */
export function createTableDueStore(table: Table): DueStore {
  return {
    async add(entry) {
      await table.insert(keysOf(entry)).catch((error: unknown) => {
        if (!hasCode(error, 'conflict')) throw error;
      });
    },
    async list(kind, now, top) {
      const filter = odata`PartitionKey eq ${kind} and RowKey lt ${afterTime(now)}`;
      const { rows } = await table.query({ filter, top });
      return readSound(rows, (row) => parseEntry(table.name, kind, row));
    },
    async remove(entry) {
      await table.remove(keysOf(entry), '*');
    },
  };
}

function keysOf({ kind, at, sender, generation }: DueEntry) {
  return {
    partitionKey: kind,
    rowKey: `${at.toISOString()}_${formatSender(sender)}_${formatGeneration(generation)}`,
  };
}

function parseEntry(table: string, kind: DueEntry['kind'], { partitionKey, rowKey }: Row): DueEntry {
  if (partitionKey !== kind) throw refuseRow(table, 'PartitionKey');
  const [at = '', senderKey = '', generation = '', ...rest] = rowKey.split('_');
  const sender = parseSender(senderKey);
  const isSound = timePattern.test(at) && generationPattern.test(generation) && rest.length === 0;
  if (!isSound || !sender || Number.isNaN(Date.parse(at))) throw refuseRow(table, 'RowKey');
  return { kind, at: new Date(at), sender, generation: Number(generation) };
}
