/**
 * Blob Storage of the data account, used with a blob that is written, read and deleted. Makes a missing container.
 */
import type { Check } from './check.ts';

export function checkBlobs(useBlobs: () => Promise<void>): Check {
  return {
    name: 'blobs',
    async run() {
      await useBlobs();
      return 'The identity writes, reads and deletes blobs.';
    },
    remedy: {
      who: 'operator',
      detail:
        'Whoever operates the connector gives its identity the role Storage Blob Data Contributor on the data storage account; a new role takes up to ten minutes.',
    },
  };
}
