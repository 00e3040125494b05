/**
 * What requests to Table storage need; a transaction is authorized operation by operation.
 *
 * Creating a table is judged on the account, since the name is in the body.
 */
import { findOperation, type Operation, type StoragePermission, type StorageRequest } from './operation.ts';

const PREFIX = 'tableServices/';

const service: Operation[] = [
  ['GET', 'properties', 'read'],
  ['PUT', 'properties', 'write'],
  ['GET', 'stats', 'read'],
];
const tables: Operation[] = [
  ['GET', '', 'tables/read'],
  ['POST', '', 'tables/write'],
  ['DELETE', '', 'tables/delete'],
];
const accessPolicies: Operation[] = [
  ['GET', 'acl', 'tables/getAcl/action'],
  ['PUT', 'acl', 'tables/setAcl/action'],
];
const update: Operation[] = ['PUT', 'PATCH', 'MERGE'].map((method) => [
  method,
  '',
  'tables/entities/write',
  'tables/entities/update/action',
]);
const upsert: Operation[] = update.map(([method]) => [
  method,
  '',
  'tables/entities/write',
  ['tables/entities/add/action', 'tables/entities/update/action'],
]);
const entities: Operation[] = [
  ['GET', '', 'tables/entities/read'],
  ['POST', '', 'tables/entities/write', 'tables/entities/add/action'],
  ['DELETE', '', 'tables/entities/delete'],
  ...accessPolicies,
];

/** Lists what the request needs; `path` begins below the account. */
export function listTablePermissions(path: string[], request: StorageRequest): StoragePermission[] {
  const [first = ''] = path;
  if (first === '') return [{ resource: '', anyOf: findOperation(service, request, PREFIX) }];
  if (first === '$batch') return readOperations(request).flatMap((operation) => listTablePermissions(...operation));
  if (/^Tables(\(|$)/.test(first)) return [{ resource: '', anyOf: findOperation(tables, request, PREFIX) }];
  const resource = `tableServices/default/tables/${first.replace(/\(.*$/, '')}`;
  // Without If-Match a missing row is created.
  const operations = [...entities, ...(request.headers['if-match'] === undefined ? upsert : update)];
  return [{ resource, anyOf: findOperation(operations, request, PREFIX) }];
}

/** The operations of a transaction; one that cannot be read is always refused. */
function readOperations({ body, url }: StorageRequest): [path: string[], request: StorageRequest][] {
  const lines = /^([A-Z]+) (https?:\/\/\S+) HTTP\/1\.1\r?\n((?:[\w-]+: .*\r?\n)*)/gm;
  const operations = [...body.toString('utf8').matchAll(lines)].map(
    ([, method = '', address = '', headerLines = '']): [string[], StorageRequest] => {
      const inner = new URL(address);
      const headers = /^if-match:/im.test(headerLines) ? { 'if-match': '*' } : {};
      const path = inner.pathname.split('/').slice(2).map(decodeURIComponent);
      return [path, { method, url: inner, headers, body: Buffer.alloc(0) }];
    },
  );
  return operations.length > 0 ? operations : [[['?'], { method: '?', url, headers: {}, body }]];
}
