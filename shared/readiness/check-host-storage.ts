/**
 * Storage of the Functions host itself, looked at and not written to: locks of timers and the package lie there.
 */
import type { Check } from './check.ts';

export function checkHostStorage(listHostContainers: () => Promise<void>): Check {
  return {
    name: 'host-storage',
    async run() {
      await listHostContainers();
      return 'The identity reaches the storage account of the Functions host.';
    },
    remedy: {
      who: 'operator',
      detail:
        'AzureWebJobsStorage__blobServiceUri must name the storage account of the Functions host, on which the identity needs the role Storage Blob Data Owner: whoever operates the connector sets both.',
    },
  };
}
