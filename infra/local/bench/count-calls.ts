/**
 * Counts what one warm send asks of each service, at the emulators' own records, for every way to name a sender.
 *
 * Counts are exact and do not depend on the machine.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Stack } from '../stack.ts';
import type { Row } from './budget.ts';
import type { BenchApp } from './start-bench-app.ts';
import { buildSubmission } from './submission.ts';

export interface Calls {
  table: number;
  queue: number;
  blob: number;
  keyVault: number;
  entra: number;
  graph: number;
}

const SERVICES = ['table', 'queue', 'blob', 'keyVault', 'entra', 'graph'] as const;
const SENDS = 5;
const REPLAY = 'replay of a key';
const QUIET_MILLISECONDS = 200;
const LOOKS_MAX = 50;

/** Requests so far, managed identity not counted: its token lasts for hours. */
export function readCalls({ storage, keyVault, entra, graph }: Stack): Calls {
  const counts = storage.counts();
  const sum = (byMethod: Record<string, number>) => Object.values(byMethod).reduce((total, count) => total + count, 0);
  return {
    table: sum(counts.table),
    queue: sum(counts.queue),
    blob: sum(counts.blob),
    keyVault: keyVault.requests.length,
    entra: entra.requests.length,
    graph: graph.requests.length,
  };
}

/** What happened between two readings. */
export function subtractCalls(after: Calls, before: Calls): Calls {
  const difference = { ...after };
  for (const service of SERVICES) difference[service] -= before[service];
  return difference;
}

/**
 * Waits until the app asks nothing more of storage: what it counts of a day is written behind an answer, once a minute, and is no work of the
 * next send.
 */
export async function settleCalls(stack: Stack): Promise<void> {
  for (let seen = -1, looks = 0; looks < LOOKS_MAX; looks++) {
    const { table } = readCalls(stack);
    if (table === seen) return;
    seen = table;
    await setTimeout(QUIET_MILLISECONDS);
  }
  throw new Error('The app does not come to rest.');
}

/** Calls per send, by the way in which the sender is named. Throws when a send is not answered 200. */
export async function countCalls(app: BenchApp): Promise<Record<string, Calls>> {
  const [sender] = app.senders;
  if (!sender) throw new Error('No sender is connected.');
  const replayedKey = randomUUID();
  const ways: Record<string, { sender: string; key?: () => string }> = {
    'by object id': { sender: sender.objectId },
    'by UPN': { sender: sender.userPrincipalName },
    'by address': { sender: sender.address },
    'with idempotency key': { sender: sender.objectId, key: randomUUID },
    [REPLAY]: { sender: sender.objectId, key: () => replayedKey },
  };
  const results: Record<string, Calls> = {};
  for (const [way, { sender: reference, key }] of Object.entries(ways)) {
    const send = async () => {
      const { status } = await app.send(buildSubmission(reference), key && { 'Idempotency-Key': key() });
      if (status !== 200) throw new Error(`A send ${way} was answered ${status}.`);
    };
    await send();
    await settleCalls(app.stack);
    const before = readCalls(app.stack);
    for (let count = 0; count < SENDS; count++) await send();
    const calls = subtractCalls(readCalls(app.stack), before);
    for (const service of SERVICES) calls[service] /= SENDS;
    results[way] = calls;
  }
  return results;
}

/** Only what sends has a budget; a replay must not ask Graph at all. */
export function buildCallRows(byWay: Record<string, Calls>): Row[] {
  return Object.entries(byWay).map(([way, calls]) => {
    const isReplay = way === REPLAY;
    return {
      what: `calls per warm ${isReplay ? '' : 'send '}${way}`,
      measured: `${calls.table} table, ${calls.queue} queue, ${calls.blob} blob, ${calls.keyVault} Key Vault, ${calls.entra} Entra, ${calls.graph} Graph`,
      budget: isReplay ? '0 Graph' : '<= 3 table, 0 queue, 0 blob, 0 Key Vault',
      holds: isReplay ? calls.graph === 0 : calls.table <= 3 && calls.queue + calls.blob + calls.keyVault === 0,
    };
  });
}
