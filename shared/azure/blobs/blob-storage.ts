/**
 * Blob Storage, tried by using it: a probe of the identity's role on a container.
 * Source: Blob Storage REST API.
 */
import { randomUUID } from 'node:crypto';
import { askOrCreate, type AskStorage } from '../storage/storage-requests.ts';

/** Writes, reads and deletes a blob of a container, which it makes when it is missing. Throws as AskStorage. */
export async function useContainer(ask: AskStorage, container: string): Promise<void> {
  // Left over only when the process dies between; of the content container a lifecycle rule removes it then.
  const path = `/${container}/probe-${randomUUID()}`;
  await askOrCreate(
    ask,
    { method: 'PUT', path, headers: { 'x-ms-blob-type': 'BlockBlob' }, body: 'probe' },
    { method: 'PUT', path: `/${container}?restype=container` },
  );
  await ask({ method: 'GET', path });
  await ask({ method: 'DELETE', path });
}
