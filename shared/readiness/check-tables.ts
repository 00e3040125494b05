/**
 * Table Storage of the data account, used with a row that is written, read and deleted.
 */
import type { Check } from './check.ts';

export function checkTables(useTables: () => Promise<void>): Check {
  return {
    name: 'tables',
    async run() {
      await useTables();
      return 'The identity writes, reads and deletes rows.';
    },
    remedy: {
      who: 'operator',
      detail:
        'Whoever operates the connector gives its identity the role Storage Table Data Contributor on the data storage account; a new role takes up to ten minutes.',
    },
  };
}
