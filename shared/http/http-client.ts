/**
 * The one HTTP client: a pool of connections for each dependency, so that one that hangs uses up no other's.
 *
 * Who calls is given the function of its pool and knows no other.
 */
import { createHttpPool } from './http-pool.ts';
import type { HttpRequest } from './http-request.ts';

export type HttpPoolName = 'graph' | 'entra' | 'tables' | 'storage' | 'keyVault' | 'readiness';

/** By the name of the dependency. */
export type HttpClient = Readonly<Record<HttpPoolName, HttpRequest>>;

/** For a dependency whose requests may be repeated, so that a connection which it has closed meanwhile costs a repetition only. */
const LONG_IDLE_MILLISECONDS = 60_000;

/** Opens nothing before the first request. */
export function createHttpClient(): HttpClient {
  return {
    graph: createHttpPool({ connectionsMax: 128 }),
    // Tokens, and the keys that callers' tokens are signed with.
    entra: createHttpPool({ connectionsMax: 64 }),
    tables: createHttpPool({ connectionsMax: 128, idleMilliseconds: LONG_IDLE_MILLISECONDS }),
    // Queues and blobs: probes and measures.
    storage: createHttpPool({ connectionsMax: 16 }),
    keyVault: createHttpPool({ connectionsMax: 64, idleMilliseconds: LONG_IDLE_MILLISECONDS }),
    // One run at a time, of a few requests.
    readiness: createHttpPool({ connectionsMax: 16 }),
  };
}
