/**
 * What an operator and the timers do, as one object: readiness, measures, renewing and sweeping.
 */
import type { RefreshReport } from '../grants/refresh-grants.ts';
import type { Check } from '../readiness/check.ts';
import type { Measurements } from '../readiness/measure.ts';
import { createReadiness, type ReadinessReport } from '../readiness/run-checks.ts';
import { createSweep, type SweepParts, type SweepReport } from './sweep.ts';

export interface Operations {
  /** Never throws. */
  checkReadiness(): Promise<ReadinessReport>;
  /** Never throws. */
  measure(): Promise<Measurements>;
  refresh(): Promise<RefreshReport>;
  sweep(): Promise<SweepReport>;
}

export interface OperationsDependencies {
  checks: readonly Check[];
  measure(): Promise<Measurements>;
  refresh(): Promise<RefreshReport>;
  sweepParts: SweepParts;
  now: () => Date;
}

export function createOperations(dependencies: OperationsDependencies): Operations {
  const { checks, measure, refresh, sweepParts, now } = dependencies;
  return { checkReadiness: createReadiness({ checks, now }), measure, refresh, sweep: createSweep(sweepParts) };
}
