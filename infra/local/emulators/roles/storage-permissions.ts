/**
 * What a request to storage needs, whichever service it goes to, and on which account.
 *
 * The account comes first in the path, as in Azurite's addresses.
 */
import type { StorageService } from '../storage/start-azurite.ts';
import { listBlobPermissions } from './blob-permissions.ts';
import type { StoragePermission, StorageRequest } from './operation.ts';
import { listQueuePermissions } from './queue-permissions.ts';
import { listTablePermissions } from './table-permissions.ts';

const list = { table: listTablePermissions, queue: listQueuePermissions, blob: listBlobPermissions };

/** Splits the account off the path and lists what the request needs on it. */
export function listStoragePermissions(
  service: StorageService,
  request: StorageRequest,
): { account: string; permissions: StoragePermission[] } {
  const [, account = '', ...path] = request.url.pathname.split('/').map(decodeURIComponent);
  return { account, permissions: list[service](path, request) };
}
