/** What requests to Queue storage need. */
import { findOperation, type Operation, type StoragePermission, type StorageRequest } from './operation.ts';

const PREFIX = 'queueServices/';

const service: Operation[] = [
  ['GET', 'list', 'queues/read'],
  ['GET', 'properties', 'read'],
  ['PUT', 'properties', 'write'],
  ['GET', 'stats', 'read'],
];
const queue: Operation[] = [
  ['PUT', '', 'queues/write'],
  ['DELETE', '', 'queues/delete'],
  ['GET', 'metadata', 'queues/read'],
  ['PUT', 'metadata', 'queues/write'],
  ['GET', 'acl', 'queues/getAcl/action'],
  ['PUT', 'acl', 'queues/setAcl/action'],
];
const messages: Operation[] = [
  ['POST', '', 'queues/messages/add/action', 'queues/messages/write'],
  ['GET', '', 'queues/messages/process/action', ['queues/messages/delete', 'queues/messages/read']],
  ['DELETE', '', 'queues/messages/delete'],
];
const peek: Operation[] = [['GET', '', 'queues/messages/read']];
const message: Operation[] = [
  ['PUT', '', 'queues/messages/write'],
  ['DELETE', '', 'queues/messages/process/action', 'queues/messages/delete'],
];

/** Lists what the request needs; `path` begins below the account. */
export function listQueuePermissions([name = '', ...rest]: string[], request: StorageRequest): StoragePermission[] {
  const resource = name && `queueServices/default/queues/${name}`;
  return [{ resource, anyOf: findOperation(chooseTable(name, rest, request), request, PREFIX) }];
}

function chooseTable(name: string, [child, id]: string[], { url }: StorageRequest): Operation[] {
  if (name === '') return service;
  if (child === undefined) return queue;
  if (child !== 'messages') return [];
  if (id) return message;
  return url.searchParams.get('peekonly') === 'true' ? peek : messages;
}
