/**
 * Scripted faults of the emulators: which request is hit, how often, and what happens to it.
 *
 * A fault is data, so that a test in another process can post it. The first fault in the script that matches a
 * request and has not run out is applied; it knows nothing of what the emulator would have answered.
 */
import type { IncomingHttpHeaders } from 'node:http';

export type FaultAction =
  /** Answers this and nothing else; the emulator never sees the request. */
  | { kind: 'answer'; status: number; headers?: Record<string, string>; body?: unknown }
  /** Lets the request through unharmed (with `delayMilliseconds` it is only late). */
  | { kind: 'pass' }
  /** Closes the connection after the head of the request, before its body is read. */
  | { kind: 'cut-before-reading' }
  /** Carries the request out, then closes the connection without an answer; with `laterMilliseconds` it closes it that long before. */
  | { kind: 'cut-after-accepting'; laterMilliseconds?: number }
  /** Answers this at once and carries the request out after `laterMilliseconds`. */
  | {
      kind: 'execute-later';
      laterMilliseconds: number;
      status: number;
      headers?: Record<string, string>;
      body?: unknown;
    }
  /** Carries the request out, at once or after `laterMilliseconds`, and never answers (the connection stays open). */
  | { kind: 'hang'; laterMilliseconds?: number }
  /** Writes bytes that are not HTTP. */
  | { kind: 'garbage' };

export interface Fault {
  /** Object id of an account: only requests with an access token for it. */
  account?: string;
  method?: string;
  /** Regular expression on path and query. */
  path?: string;
  /** Regular expressions on headers, by name; an absent header is an empty text. */
  headers?: Record<string, string>;
  /** Regular expression on the body as text; unread bodies do not match. */
  body?: string;
  /** How many matching requests pass unharmed first; default 0. */
  skip?: number;
  /** How many matching requests are hit; default 1. */
  times?: number;
  delayMilliseconds?: number;
  action: FaultAction;
}

/** What of a request decides whether a fault hits it, beside its body. */
export interface FaultTarget {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
}

export interface FaultScript {
  add(fault: Fault): void;
  clear(): void;
  /** Takes one use of the first matching fault; call it once with `body` undefined before reading, then with the text. */
  take(target: FaultTarget, body: string | undefined): Fault | undefined;
}

/** Creates an empty script; it holds at most 1,000 faults. */
export function createFaultScript(): FaultScript {
  let faults: { fault: Fault; skip: number; times: number }[] = [];
  return {
    add(fault) {
      if (faults.length >= 1_000) throw new Error('The fault script is full.');
      faults.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 });
    },
    clear() {
      faults = [];
    },
    take({ method, path, headers }, body) {
      for (const entry of faults) {
        const { fault } = entry;
        // A fault with a body pattern is decided after reading, every other one before.
        if ((fault.body === undefined) !== (body === undefined)) continue;
        if (fault.account && fault.account.toLowerCase() !== readAccount(headers.authorization)) continue;
        if (fault.method && fault.method !== method) continue;
        if (fault.path && !new RegExp(fault.path, 'i').test(path)) continue;
        if (!matchesHeaders(fault.headers, headers)) continue;
        if (fault.body !== undefined && !new RegExp(fault.body).test(body ?? '')) continue;
        if (entry.skip > 0) {
          entry.skip -= 1;
          continue;
        }
        if (entry.times <= 0) continue;
        entry.times -= 1;
        return fault;
      }
      return undefined;
    },
  };
}

function matchesHeaders(patterns: Fault['headers'] = {}, headers: IncomingHttpHeaders): boolean {
  return Object.entries(patterns).every(([name, pattern]) =>
    new RegExp(pattern, 'i').test(String(headers[name.toLowerCase()] ?? '')),
  );
}

/** For whom an access token says it is, in lower case; whether that is true is for the emulator to judge. */
function readAccount(authorization: string | undefined): string | undefined {
  const [, claims = ''] = /^Bearer [\w-]+\.([\w-]+)\./i.exec(authorization ?? '') ?? [];
  try {
    const { oid } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { oid?: unknown };
    return typeof oid === 'string' ? oid.toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}
