/**
 * How far the directory of each host tenant is read, in the table `due`: one row for each.
 *
 * Columns: changes, comparing? (the cursor; `-`: from the beginning), named? (digest, or digest and object id), lookedAt?. Keys:
 * due-addresses.ts. Two runs at once each name the ETag they read.
 */
import { DIRECTORY_PLACE_MAX_CHARACTERS } from '../../directory-limits.ts';
import { addressOfDirectoryPlace } from '../../due-addresses.ts';
import { hasCode } from '../../errors.ts';
import type { DirectoryPlace, DirectoryPlaces } from '../../guests/directory-places.ts';
import { createRowReader, type Row } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `due`. */
export function createTableDirectoryPlaces(table: Table): DirectoryPlaces {
  return {
    async read(hostTenantId) {
      const { partitionKey, rowKey } = addressOfDirectoryPlace(hostTenantId).keys;
      const row = await table.read(partitionKey, rowKey);
      return row && { place: parsePlace(table.name, row), etag: row.etag };
    },
    async write(hostTenantId, { changes, comparing, named, lookedAt }, etag) {
      const entity = {
        ...addressOfDirectoryPlace(hostTenantId).keys,
        changes,
        comparing: comparing && (comparing.cursor ?? START),
        named: named && [named.digest, ...(named.after === undefined ? [] : [named.after])].join(' '),
        lookedAt,
      };
      const write = etag === undefined ? table.insert(entity) : table.replace(entity, etag);
      return write.catch((error: unknown) => {
        if (hasCode(error, 'conflict')) return undefined;
        throw error;
      });
    },
    async remove(hostTenantId) {
      await table.remove(addressOfDirectoryPlace(hostTenantId).keys, '*');
    },
  };
}

function parsePlace(table: string, row: Row): DirectoryPlace {
  const read = createRowReader(table, row);
  const cursor = read.optional('comparing', (column) => read.text(column));
  const [digest, after] = read.optional('named', (column) => read.text(column, NAMED))?.split(' ') ?? [];
  const lookedAt = read.optional('lookedAt', read.date);
  return {
    changes: read.text('changes', PLACE),
    ...(cursor !== undefined && { comparing: cursor === START ? {} : { cursor } }),
    ...(digest !== undefined && { named: { digest, ...(after !== undefined && { after }) } }),
    ...(lookedAt && { lookedAt }),
  };
}

const START = '-';
const NAMED = /^[\w-]{43}( [0-9a-f-]{36})?$/;
const PLACE = new RegExp(`^/[\\x21-\\x7e]{1,${DIRECTORY_PLACE_MAX_CHARACTERS}}$`);
