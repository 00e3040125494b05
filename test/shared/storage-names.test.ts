import { describe, expect, it } from 'vitest';
import {
  CONTENT_CONTAINER,
  DELIVERY_QUEUE,
  POISON_QUEUE,
  SANDBOX_MAIL_CONTAINER,
  TABLES,
} from '../../shared/storage-names.ts';
import { accountsOf, installations, ofType, readResources } from '../infra/expanded.ts';

describe.each(installations)('the data account of the installation %s', (installation) => {
  const resources = readResources(installation);
  const { data } = accountsOf(resources);
  const names = (type: string) =>
    ofType(resources, type)
      .filter(({ id }) => id.startsWith(`${data.id}/`))
      .map(({ name }) => name.split('/').at(-1) ?? '');

  it('has the tables, the queues and the containers that the connector uses', () => {
    expect(names('Storage/storageAccounts/tableServices/tables').toSorted()).toEqual(TABLES.toSorted());
    expect(names('Storage/storageAccounts/queueServices/queues').toSorted()).toEqual([DELIVERY_QUEUE, POISON_QUEUE]);
    expect(names('Storage/storageAccounts/blobServices/containers').toSorted()).toEqual([
      CONTENT_CONTAINER,
      SANDBOX_MAIL_CONTAINER,
    ]);
  });
});
