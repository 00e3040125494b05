/**
 * Storage of the Functions host itself: locks of timers and the package lie there, and whoever only reads cannot lock.
 */
import type { Check } from './check.ts';

export function checkHostStorage(useHostStorage: () => Promise<void>): Check {
  return {
    name: 'host-storage',
    async run() {
      await useHostStorage();
      return 'The identity writes, reads and deletes blobs of the Functions host.';
    },
    remedy: {
      who: 'operator',
      detail:
        'AzureWebJobsStorage__blobServiceUri must name the storage account of the Functions host, on which the identity needs the role Storage Blob Data Owner: whoever operates the connector sets both.',
    },
  };
}
