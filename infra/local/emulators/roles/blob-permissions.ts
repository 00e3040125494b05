/** What requests to Blob storage need, as far as blobs and containers are made, read, leased and deleted. */
import { findOperation, type Operation, type StoragePermission, type StorageRequest } from './operation.ts';

const PREFIX = 'blobServices/';

const service: Operation[] = [
  ['GET', 'list', 'containers/read'],
  ['GET', 'properties', 'read'],
  ['PUT', 'properties', 'write'],
  ['GET', 'stats', 'read'],
  ['POST', 'userdelegationkey', 'generateUserDelegationKey/action'],
];
const container: Operation[] = [
  ['PUT', '', 'containers/write'],
  ['DELETE', '', 'containers/delete'],
  ['GET', '', 'containers/read'],
  ['GET', 'metadata', 'containers/read'],
  ['PUT', 'metadata', 'containers/write'],
  ['PUT', 'lease', 'containers/write'],
  ['GET', 'acl', 'containers/getAcl/action'],
  ['PUT', 'acl', 'containers/setAcl/action'],
  ['GET', 'list', 'containers/blobs/read'],
];
const blob: Operation[] = [
  ['GET', '', 'containers/blobs/read'],
  ['GET', 'metadata', 'containers/blobs/read'],
  ['GET', 'blocklist', 'containers/blobs/read'],
  ['GET', 'tags', 'containers/blobs/tags/read'],
  ['PUT', '', 'containers/blobs/write', 'containers/blobs/add/action'],
  ['PUT', 'appendblock', 'containers/blobs/write', 'containers/blobs/add/action'],
  ...['metadata', 'properties', 'lease', 'block', 'blocklist', 'tier'].map((comp): Operation => [
    'PUT',
    comp,
    'containers/blobs/write',
  ]),
  ['PUT', 'tags', 'containers/blobs/tags/write'],
  ['DELETE', '', 'containers/blobs/delete'],
];

/** Lists what the request needs; `path` begins below the account. */
export function listBlobPermissions([name = '', ...rest]: string[], request: StorageRequest): StoragePermission[] {
  const isContainer = request.url.searchParams.get('restype') === 'container';
  const operations = name === '' ? service : isContainer ? container : rest.length > 0 ? blob : [];
  const resource = name && `blobServices/default/containers/${name}`;
  return [{ resource, anyOf: findOperation(operations, request, PREFIX) }];
}
