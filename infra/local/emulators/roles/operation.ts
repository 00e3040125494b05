/**
 * The form of the tables beside this file: which permissions an operation of a storage service needs.
 *
 * Source: "Permissions for calling data operations" of learn.microsoft.com/rest/api/storageservices/
 * authorize-with-azure-active-directory. An operation that is in no table is refused.
 */
import type { EmulatedRequest } from '../kit/emulator.ts';

/** What the decision depends on. */
export type StorageRequest = Pick<EmulatedRequest, 'method' | 'url' | 'headers' | 'body'>;

/** One operation; a transaction has several. */
export interface StoragePermission {
  /** The resource below the account that it touches; empty for the account itself. */
  resource: string;
  /** Any one of these sets is enough, each below `Microsoft.Storage/storageAccounts/`; empty: always refused. */
  anyOf: string[][];
}

/** Method, `comp` of the query, and the permissions of which any one, or any set in brackets, is enough. */
export type Operation = [method: string, comp: string, ...anyOf: (string | string[])[]];

/** Finds an operation by method and `comp`, and puts its permissions below `prefix`; none when there is none. */
export function findOperation(
  operations: readonly Operation[],
  { method, url }: Pick<StorageRequest, 'method' | 'url'>,
  prefix: string,
): string[][] {
  const comp = url.searchParams.get('comp') ?? '';
  const verb = method === 'HEAD' ? 'GET' : method;
  const [, , ...anyOf] = operations.find(([known, of]) => known === verb && of === comp) ?? ['', ''];
  return anyOf.map((permissions) => [permissions].flat().map((permission) => `${prefix}${permission}`));
}
