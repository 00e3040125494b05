/**
 * Blob Storage, looked at: a probe of the identity's role on the content container, and of an account as a whole.
 * Source: Blob Storage REST API.
 */
import { randomUUID } from 'node:crypto';
import { CONTENT_CONTAINER } from '../storage-names.ts';
import { askOrCreate, type AskStorage } from './storage-requests.ts';

/** Writes, reads and deletes a blob of the content container, which it makes when it is missing. Throws as AskStorage. */
export async function useContentContainer(ask: AskStorage): Promise<void> {
  // Left over only when the process dies between, and then removed by the lifecycle rule of the account.
  const path = `/${CONTENT_CONTAINER}/probe-${randomUUID()}`;
  await askOrCreate(
    ask,
    { method: 'PUT', path, headers: { 'x-ms-blob-type': 'BlockBlob' }, body: 'probe' },
    { method: 'PUT', path: `/${CONTENT_CONTAINER}?restype=container` },
  );
  await ask({ method: 'GET', path });
  await ask({ method: 'DELETE', path });
}

/** Looks at the containers of an account without changing anything. Throws as AskStorage. */
export async function listContainers(ask: AskStorage): Promise<void> {
  await ask({ method: 'GET', path: '/?comp=list&maxresults=1' });
}
