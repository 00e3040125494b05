/**
 * Queue Storage of the data account, used with a message that nobody else sees. Makes a missing queue.
 */
import type { Check } from './check.ts';

export function checkQueue(useQueue: () => Promise<void>): Check {
  return {
    name: 'queue',
    async run() {
      await useQueue();
      return 'The identity puts, peeks and deletes messages of the delivery queue.';
    },
    remedy: {
      who: 'operator',
      detail:
        'Whoever operates the connector gives its identity the role Storage Queue Data Contributor on the data storage account; a new role takes up to ten minutes.',
    },
  };
}
