/**
 * What is done behind the answer to a proven caller: counts are written, for which nobody waits, and a late sweep is run.
 */
import type { Connector } from './compose.ts';
import { createKeepCounts } from './keep-counts.ts';
import { createLateSweep, type AfterAnswer } from './late-sweep.ts';

export function createAfterAnswer(connector: Pick<Connector, 'operations' | 'contests' | 'activity'>): AfterAnswer {
  const keepCounts = createKeepCounts(connector);
  const lateSweep = createLateSweep(connector);
  return (context, method, access) => {
    void keepCounts(context);
    return lateSweep(context, method, access);
  };
}
