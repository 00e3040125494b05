/**
 * Runs the readiness checks, all at once: none waits for another, none stops another, each ends within its time limit.
 *
 * One run at a time: a request during the run, or within READINESS_REUSE_SECONDS after it, gets the same report, so frequent
 * requests cost nothing. It never throws.
 */
import { createCache } from '../cache.ts';
import { outcomes } from '../outcomes.ts';
import { ConnectorError } from '../errors.ts';
import { READINESS_CHECK_TIMEOUT_MILLISECONDS, READINESS_REUSE_SECONDS } from '../limits.ts';
import { TimeLimit, withTimeLimit } from '../time-limit.ts';
import type { Check, CheckResult } from './check.ts';

export interface ReadinessReport {
  /** In the order in which they were given. */
  checks: CheckResult[];
  /** Why a check failed, by its name: codes for the log, never for the wire. */
  reasons: Record<string, string>;
}

const outage = {
  who: 'nobody',
  detail:
    'There was no answer in time. Try again in a few minutes; if this persists, the operator checks its address in the settings, the network and the health of the service.',
} as const;

/** Returns the function that gives the report. */
export function createReadiness({ checks, now }: { checks: readonly Check[]; now: () => Date }) {
  const reports = createCache<ReadinessReport>({ entriesMax: 1, lifetimeSeconds: READINESS_REUSE_SECONDS, now });
  return (): Promise<ReadinessReport> => reports.get('report', () => runChecks(checks));
}

async function runChecks(checks: readonly Check[]): Promise<ReadinessReport> {
  const reasons: Record<string, string> = {};
  const results = checks.map(async (check): Promise<CheckResult> => {
    const { name, remedy } = check;
    try {
      return {
        name,
        ok: true,
        detail: await withTimeLimit(READINESS_CHECK_TIMEOUT_MILLISECONDS, () => check.run()),
        who: 'nobody',
      };
    } catch (error) {
      reasons[name] = describe(error);
      return { name, ok: false, ...(remedyOf(error) ?? (isOutage(error) ? outage : remedy)) };
    }
  });
  return { checks: await Promise.all(results), reasons };
}

/** What a check has found out more exactly than its remedy says. */
function remedyOf(error: unknown): Check['remedy'] | undefined {
  const { who, detail } = error instanceof ConnectorError ? error : {};
  return who !== undefined && detail !== undefined ? { who, detail } : undefined;
}

function isOutage(error: unknown): boolean {
  return error instanceof TimeLimit || (error instanceof ConnectorError && outcomes[error.code].who === 'nobody');
}

function describe(error: unknown): string {
  if (error instanceof ConnectorError) return [error.code, error.upstreamCode].filter(Boolean).join(' ');
  return error instanceof Error ? error.name : typeof error;
}
