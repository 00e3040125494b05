import { describe, expect, it } from 'vitest';
import { CONTENT_CONTAINER, DELIVERY_QUEUE, POISON_QUEUE, TABLES } from '../../shared/storage-names.ts';
import { accountsOf, installations, ofType, readResources } from '../infra/expanded.ts';

describe.each(installations)('the data account of the installation %s', (installation) => {
  const resources = readResources(installation);
  const { data } = accountsOf(resources);
  const names = (type: string) =>
    ofType(resources, type)
      .filter(({ id }) => id.startsWith(`${data.id}/`))
      .map(({ name }) => name.split('/').at(-1) ?? '');

  it('has the tables, the queues and the container that the connector uses', () => {
    expect(names('Storage/storageAccounts/tableServices/tables').toSorted()).toEqual(TABLES.toSorted());
    expect(names('Storage/storageAccounts/queueServices/queues').toSorted()).toEqual([DELIVERY_QUEUE, POISON_QUEUE]);
    expect(names('Storage/storageAccounts/blobServices/containers')).toEqual([CONTENT_CONTAINER]);
  });
});
