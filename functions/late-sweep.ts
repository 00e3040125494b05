/**
 * Runs the sweep once its timer is late, when a request happens to come: a connector that is used keeps itself alive.
 *
 * It starts when the answer is ready, at most once at a time, and never rejects. Azure may end an instance that is answering
 * nothing, so the answer to a program that only reads waits for it, a second at most; no other does. What is cut off goes on in
 * the next run. Its line, `lateSweep`, is written by that request or, when it takes longer, by the next one of this process.
 */
import type { InvocationContext } from '@azure/functions';
import { ConnectorError } from '../shared/errors.ts';
import { LATE_SWEEP_WAIT_MILLISECONDS } from '../shared/limits.ts';
import { waitAtMost } from '../shared/time-limit.ts';
import type { Access } from './access.ts';
import type { Connector } from './compose.ts';
import { alarmsOf, logLine, type LogEntry } from './log-line.ts';
import { createSweepRun } from './sweep.ts';
import { createSettle, type TimerResult } from './timer.ts';
import { toError } from './to-error.ts';

/** Called for every request, once its answer is ready; undefined: there is nothing to wait for. */
export type AfterAnswer = (context: InvocationContext, method: string, access?: Access) => Promise<void> | undefined;

/** People wait for pages, and a method that acts for nothing but what it does. */
const waiting: readonly (Access | undefined)[] = ['reader', 'manager', 'operator'];

export function createLateSweep(connector: Pick<Connector, 'operations' | 'contests' | 'activity'>): AfterAnswer {
  const { isPossible, take } = connector.operations.takeLateSweep;
  const runSweep = createSweepRun(connector);
  const settle = createSettle(connector.contests);
  let underWay: Promise<void> | undefined;
  let ended: (() => LogEntry) | undefined;

  async function run(): Promise<void> {
    const startedAt = performance.now();
    const result = await settle(async () => ((await look()) ? runSweep() : nothing));
    const milliseconds = performance.now() - startedAt;
    if (result !== nothing) ended = () => describe(result, performance.now() - milliseconds);
  }

  /** What storage refuses or does not answer, the requests that need it tell. */
  async function look(): Promise<boolean> {
    try {
      return await take();
    } catch (error) {
      if (error instanceof ConnectorError) return false;
      throw error;
    }
  }

  function tell(context: InvocationContext): void {
    const entry = ended?.();
    ended = undefined;
    if (!entry) return;
    alarmsOf(entry).forEach(connector.activity.noteAlarm);
    logLine(context, entry);
  }

  return (context, method, access) => {
    tell(context);
    if (!underWay) {
      if (!isPossible()) return undefined;
      underWay = run().finally(() => (underWay = undefined));
    }
    if (method !== 'GET' || !waiting.includes(access)) return undefined;
    return waitAtMost(LATE_SWEEP_WAIT_MILLISECONDS, underWay).then(() => tell(context));
  };
}

const nothing: TimerResult = { ids: {}, alarms: [] };

function describe({ ids, alarms, failure }: TimerResult, startedAt: number): LogEntry {
  return { function: 'lateSweep', startedAt, error: toError(failure), ids, alarms };
}
