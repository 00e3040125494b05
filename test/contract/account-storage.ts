/**
 * The real queue and container for tests: those of the account whose tables table-storage.ts gives, not there until something makes them.
 */
import { createBlobCells } from '../../shared/azure/blobs/blob-cells.ts';
import { createBlobContents } from '../../shared/azure/blobs/blob-contents.ts';
import { createBlobMails } from '../../shared/azure/blobs/blob-mails.ts';
import { createDeliveryQueue } from '../../shared/azure/queues/delivery-queue.ts';
import { createAskStorage, createSendToStorage } from '../../shared/azure/storage/storage-requests.ts';
import { createHttpClient } from '../../shared/http/http-client.ts';
import { CONTENT_CONTAINER, DELIVERY_QUEUE, SANDBOX_MAIL_CONTAINER } from '../../shared/storage-names.ts';
import { startTableStorage } from './table-storage.ts';

export async function startAccountStorage() {
  const storage = await startTableStorage();
  const { now, credential, endpoints, queue, blob } = storage;
  const http = createHttpClient();
  const readToken = async () => (await credential.getToken('')).token;
  const ofQueues = { endpoint: endpoints.queue, readToken, request: http.storage, now };
  const ofBlobs = { endpoint: endpoints.blob, readToken, request: http.blobs, now };
  const askQueues = createAskStorage(ofQueues);
  const askBlobs = createAskStorage(ofBlobs);

  async function removeContainer(container: string = CONTENT_CONTAINER): Promise<void> {
    blob.faults.clear();
    await askBlobs({ method: 'DELETE', path: `/${container}?restype=container` });
    blob.requests.length = 0;
  }

  return {
    queue,
    blob,
    askQueues,
    askBlobs,
    /** A queue that is missing. */
    async createQueue() {
      queue.faults.clear();
      await askQueues({ method: 'DELETE', path: `/${DELIVERY_QUEUE}` });
      queue.requests.length = 0;
      return createDeliveryQueue(createSendToStorage(ofQueues));
    },
    /** Over a container that is missing. */
    async createBlobs() {
      await removeContainer();
      return createBlobContents(createSendToStorage(ofBlobs));
    },
    /** The same. */
    async createMails() {
      await removeContainer(SANDBOX_MAIL_CONTAINER);
      const read = async (name: string) => {
        const answer = await askBlobs({ method: 'GET', path: `/${SANDBOX_MAIL_CONTAINER}/${name}` });
        return answer && { bytes: answer.body, contentType: String(answer.headers['content-type']) };
      };
      return { blobs: createBlobMails(createSendToStorage(ofBlobs)), read };
    },
    /** The same. */
    async createCells() {
      await removeContainer();
      return createBlobCells(createSendToStorage(ofBlobs));
    },
    /** Takes up to 32 visible items, as the Functions host hands them over; they are invisible for a minute then. */
    async takeVisible(): Promise<unknown[]> {
      const path = `/${DELIVERY_QUEUE}/messages?numofmessages=32&visibilitytimeout=60`;
      const text = (await askQueues({ method: 'GET', path }))?.body.toString() ?? '';
      return [...text.matchAll(/<MessageText>([^<]*)</g)].map(([, item]) =>
        JSON.parse(Buffer.from(item ?? '', 'base64').toString()),
      );
    },
  };
}
