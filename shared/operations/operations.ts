/**
 * What an operator and the timers do, as one object: readiness, diagnosis, measures, renewing and sweeping; and when timers last ran.
 */
import { OFF_BOARDING_RUN_SECONDS } from '../configuration-limits.ts';
import type { RefreshReport } from '../grants/refresh-grants.ts';
import type { Check } from '../readiness/check.ts';
import type { Measurements } from '../readiness/measure.ts';
import type { RunTimes } from '../readiness/run-times.ts';
import { createReadiness, type ReadinessReport } from '../readiness/run-checks.ts';
import type { Diagnose } from './diagnosis/diagnose-parts.ts';
import { createLoadDiagnose, type LoadDiagnoseDependencies } from './load-diagnose.ts';
import { createOffBoarding, type OffBoarding, type OffBoardingDependencies } from './off-board.ts';
import { createSweep, type SweepParts, type SweepReport } from './sweep.ts';
import { createTakeLateSweep, type TakeLateSweep } from './take-late-sweep.ts';

export interface Operations {
  /** Never throws. */
  checkReadiness(): Promise<ReadinessReport>;
  /** Never throws. */
  measure(): Promise<Measurements>;
  refresh(): Promise<RefreshReport>;
  sweep(): Promise<SweepReport>;
  offBoard: OffBoarding['offBoard'];
  /** Of one sender. */
  diagnose: Diagnose;
  /** Writes that a timer has ended a run. @throws ConnectorError `storage_…` */
  noteRun(name: 'refresh' | 'sweep'): Promise<void>;
  takeLateSweep: TakeLateSweep;
}

export interface OperationsDependencies
  extends Omit<OffBoardingDependencies, 'runSeconds' | 'senders'>, Omit<LoadDiagnoseDependencies, 'senders'> {
  senders: OffBoardingDependencies['senders'] & LoadDiagnoseDependencies['senders'];
  checks: readonly Check[];
  measure(): Promise<Measurements>;
  refresh(): Promise<RefreshReport>;
  sweepParts: Omit<SweepParts, 'offBoarded'>;
  runTimes: RunTimes;
  now: () => Date;
}

export function createOperations(dependencies: OperationsDependencies): Operations {
  const { checks, measure, refresh, sweepParts, runTimes, now } = dependencies;
  const offBoarding = createOffBoarding({ ...dependencies, runSeconds: OFF_BOARDING_RUN_SECONDS });
  return {
    checkReadiness: createReadiness({ checks, now }),
    measure,
    refresh,
    sweep: createSweep({ ...sweepParts, offBoarded: offBoarding.sweep }),
    offBoard: offBoarding.offBoard,
    diagnose: createLoadDiagnose(dependencies),
    noteRun: (name) => runTimes.note(name, now()),
    takeLateSweep: createTakeLateSweep({ runTimes, now }),
  };
}
