/**
 * Records on the grant what Entra refused, so that answers and pages show it, and brings the timer's next look forward.
 *
 * A definite refusal ends the grant; one that a tenant or its policy causes leaves it connected. Faults of ours, settings and outages
 * say nothing about the grant and leave no trace. It asks Entra for nothing.
 */
import { outcomes } from '../outcomes.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import { REFUSAL_CONFIRMATION_SECONDS } from '../limits.ts';
import type { DueStore, Grant, GrantProblem, GrantStore, Versioned } from './grant.ts';
import { isTriedAgain, retryRefreshAt } from './refresh-schedule.ts';

export interface RecordProblemDependencies {
  grants: Pick<GrantStore, 'replace'>;
  due: Pick<DueStore, 'add' | 'remove'>;
  now: () => Date;
}

export interface RecordProblem {
  recordProblem(grant: Versioned<Grant>, error: ConnectorError): Promise<void>;
  /** After a refresh succeeded; an ended grant is connected again. */
  clearProblem(grant: Versioned<Grant>): Promise<void>;
}

/** A refusal for an unknown reason becomes definite when such a one came first long enough ago. */
export function confirmRefusal({ problem }: Grant, error: ConnectorError, now: Date): ConnectorError {
  if (error.code !== 'refusal_unconfirmed' || !problem?.since || !isSameAnswer(problem, error)) return error;
  const seconds = (now.getTime() - problem.since.getTime()) / 1000;
  if (seconds < REFUSAL_CONFIRMATION_SECONDS) return error;
  const { upstreamCode } = error;
  return new ConnectorError('consent_required', { cause: error, ...(upstreamCode && { upstreamCode }) });
}

export function createRecordProblem({ grants, due, now }: RecordProblemDependencies): RecordProblem {
  /** A grant that changed meanwhile carries a newer decision. */
  async function replace(grant: Versioned<Grant>): Promise<void> {
    await grants.replace(grant).catch((error: unknown) => {
      if (!hasCode(error, 'conflict')) throw error;
    });
  }

  return {
    async recordProblem(grant, error) {
      if (!isAboutGrant(error)) return;
      const { code, upstreamCode } = error;
      const status = outcomes[code].disposition === 'retry' ? 'connected' : 'reconsent_required';
      if (grant.status === status && grant.problem?.since && isSameAnswer(grant.problem, error)) return;
      const problem = { code, ...(upstreamCode && { upstreamCode }), since: now() };
      const recorded = { ...grant, status, problem } as const;
      if (!isTriedAgain(recorded)) return replace(recorded);
      const { sender, generation } = grant;
      const place = { kind: 'refresh', sender, generation } as const;
      const at = retryRefreshAt(now(), 1, code);
      await due.add({ ...place, at });
      await replace({ ...recorded, refreshDueAt: at });
      await due.remove({ ...place, at: grant.refreshDueAt });
    },
    async clearProblem(grant) {
      if (!grant.problem) return;
      const { problem: _solved, ...healthy } = grant;
      await replace({ ...healthy, status: 'connected' });
    },
  };
}

function isAboutGrant({ code }: ConnectorError): boolean {
  const { disposition, who } = outcomes[code];
  if (code === 'refusal_unconfirmed' || code === 'host_tenant_refused') return true;
  if (code === 'sealed_record_refused' || code === 'internal_error' || code === 'registration_changed') return false;
  return disposition !== 'retry' || (who !== 'operator' && who !== 'nobody');
}

/** Numbers that nobody knows may change from one answer to the next. */
function isSameAnswer(problem: GrantProblem, { code, upstreamCode }: ConnectorError): boolean {
  return problem.code === code && (code === 'refusal_unconfirmed' || problem.upstreamCode === upstreamCode);
}
