/**
 * The one HTTP client: a pool of connections for each dependency, so that one that hangs uses up no other's.
 *
 * Each caller gets the function of its own pool only.
 */
import { createHttpPool } from './http-pool.ts';
import type { HttpRequest } from './http-request.ts';

export type HttpPoolName =
  'graph' | 'uploads' | 'entra' | 'signIn' | 'tables' | 'storage' | 'blobs' | 'keyVault' | 'readiness';

/** By the name of the dependency. */
export type HttpClient = Readonly<Record<HttpPoolName, HttpRequest>>;

/**
 * Until the dependency closes it: for one whose requests may be repeated, because a request that meets a closed connection then
 * costs a repetition only. Node also watches a socket with a limit during each request, which costs CPU time.
 */
const NO_IDLE_LIMIT = 0;

/** Opens nothing before the first request. */
export function createHttpClient(): HttpClient {
  return {
    graph: createHttpPool({ connectionsMax: 128 }),
    // Large files on their way to a mailbox: apart, because each keeps its connection for as long as megabytes take.
    uploads: createHttpPool({ connectionsMax: 16 }),
    // Tokens of senders, and the keys that callers' tokens are signed with.
    entra: createHttpPool({ connectionsMax: 64 }),
    // Codes of people who sign in: where Entra hangs, whoever starts sign-ins delays no send.
    signIn: createHttpPool({ connectionsMax: 32 }),
    tables: createHttpPool({ connectionsMax: 128, idleMilliseconds: NO_IDLE_LIMIT }),
    // Items of the delivery queue; probes and measures of queues and blobs.
    storage: createHttpPool({ connectionsMax: 64, idleMilliseconds: NO_IDLE_LIMIT }),
    // Content of messages: apart, because each keeps its connection for as long as megabytes take.
    blobs: createHttpPool({ connectionsMax: 16, idleMilliseconds: NO_IDLE_LIMIT }),
    keyVault: createHttpPool({ connectionsMax: 64, idleMilliseconds: NO_IDLE_LIMIT }),
    // One run at a time, of a few requests.
    readiness: createHttpPool({ connectionsMax: 16 }),
  };
}
