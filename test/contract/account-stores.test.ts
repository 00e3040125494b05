import { startAccountStorage } from './account-storage.ts';
import { describeCellBlobs } from './cell-blobs.ts';
import { describeContentBlobs } from './content-blobs.ts';
import { describeEmlBlobs } from './eml-blobs.ts';
import { describeDeliveryQueue } from './delivery-queue.ts';

const storage = await startAccountStorage();

describeDeliveryQueue(async () => ({ queue: await storage.createQueue(), takeVisible: storage.takeVisible }));
describeCellBlobs(() => storage.createCells());
describeContentBlobs(() => storage.createBlobs());
describeEmlBlobs(() => storage.createMails());
