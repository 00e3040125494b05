import { describe, expect, it } from 'vitest';
import { CONTENT_CONTAINER, DELIVERY_QUEUE, POISON_QUEUE, TABLES } from '../../shared/storage-names.ts';
import { installations, ofType, readResources } from '../infra/expanded.ts';

describe.each(installations)('the data account of the installation %s', (installation) => {
  const names = (type: string) =>
    ofType(readResources(installation), type)
      .filter(({ id }) => id.includes('/gmdata'))
      .map(({ name }) => name.split('/').at(-1) ?? '');

  it('has the tables, the queues and the container that the connector uses', () => {
    expect(names('Storage/storageAccounts/tableServices/tables').toSorted()).toEqual(TABLES.toSorted());
    expect(names('Storage/storageAccounts/queueServices/queues').toSorted()).toEqual([DELIVERY_QUEUE, POISON_QUEUE]);
    expect(names('Storage/storageAccounts/blobServices/containers')).toEqual([CONTENT_CONTAINER]);
  });
});
