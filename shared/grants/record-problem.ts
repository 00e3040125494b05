/**
 * Records on the grant what Entra refused, so that answers and pages show it, and brings the timer's next look forward.
 *
 * A definite refusal ends the grant; one that a tenant or its policy causes leaves it connected, and stands until the timer asks again,
 * about a day later. Faults of ours, settings and outages say nothing about the grant and leave no trace. It asks Entra for nothing.
 */
import { outcomes } from '../outcomes.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import { CONFLICT_RETRIES_MAX, REFUSAL_CONFIRMATION_SECONDS } from '../limits.ts';
import type { DueStore, Grant, GrantProblem, GrantStore, SealedTokens, Versioned } from './grant.ts';
import { isSuspended } from './home-account.ts';
import { accountProblemOf, withAccountProblem } from './mailbox-problem.ts';
import { movePlace } from './move-place.ts';
import { isForOthers, isRetryAhead, isTriedAgain, retryRefreshAt } from './refresh-schedule.ts';
import { replaceUnlessChanged } from './replace-unless-changed.ts';

export interface RecordProblemDependencies {
  grants: Pick<GrantStore, 'read' | 'replace'>;
  due: Pick<DueStore, 'add' | 'remove'>;
  now: () => Date;
}

export interface RecordProblem {
  recordProblem(grant: Versioned<Grant>, error: ConnectorError): Promise<void>;
  /**
   * After a refresh succeeded: the grant as it is stored now, without a problem of the account; an ended one is connected again.
   * @throws ConnectorError `consent_required` when it was disconnected or ended meanwhile, `identity_changed` when a sign-in has
   *   contradicted it, `conflict` when the sender connected anew
   */
  heal(grant: Grant): Promise<Versioned<Grant>>;
}

/** A refusal for an unknown reason becomes definite when the same one came first long enough ago; another one begins anew. */
export function confirmRefusal(
  { problem }: Grant,
  { refreshedAt }: SealedTokens,
  error: ConnectorError,
  now: Date,
): ConnectorError {
  if (error.code !== 'refusal_unconfirmed' || !problem?.since || !isSameAnswer(problem, error)) return error;
  // A refresh succeeded since, and the process ended before it took the problem away.
  if (refreshedAt > problem.since) return error;
  const seconds = (now.getTime() - problem.since.getTime()) / 1000;
  if (seconds < REFUSAL_CONFIRMATION_SECONDS) return error;
  const { upstreamCode } = error;
  return new ConnectorError('consent_required', { cause: error, ...(upstreamCode && { upstreamCode }) });
}

/**
 * What Entra refused a connected grant for that others have to undo: until the timer asks again, it is not asked for every message that
 * waits. Undefined where it has to be asked.
 */
export function standingRefusal(grant: Grant, { refreshedAt }: SealedTokens, now: Date): ConnectorError | undefined {
  const { code, upstreamCode, since } = accountProblemOf(grant) ?? {};
  if (!code || !since || grant.status !== 'connected' || !isRetryAhead(grant, code, now)) return undefined;
  // A refresh succeeded since, and the process ended before it took the problem away.
  if (refreshedAt > since) return undefined;
  const cause = new Error('Entra has refused it, and is asked again when the grant is due.');
  return new ConnectorError(code, { cause, ...(upstreamCode && { upstreamCode }) });
}

export function createRecordProblem({ grants, due, now }: RecordProblemDependencies): RecordProblem {
  /** Whether nothing is left to do. */
  async function tryRecord(grant: Versioned<Grant>, error: ConnectorError): Promise<boolean> {
    const { code, upstreamCode } = error;
    const isPassing = outcomes[code].disposition === 'retry';
    // What ended it stays the reason: a trial that says nothing definite neither revives nor ends it for good.
    if (isPassing && grant.status !== 'connected') return true;
    const status = isPassing ? 'connected' : 'reconsent_required';
    const isKnown = grant.status === status && grant.problem?.since && isSameAnswer(grant.problem, error);
    // Who has asked in place of a timer that is late says when it is asked again.
    if (isKnown && (status !== 'connected' || !isForOthers(code) || isRetryAhead(grant, code, now()))) return true;
    const problem = isKnown ? grant.problem : { code, ...(upstreamCode && { upstreamCode }), since: now() };
    const recorded = { ...withAccountProblem(grant, problem), status } as const;
    return isTriedAgain(recorded)
      ? movePlace({ grants, due }, recorded, retryRefreshAt(now(), 1, code))
      : replaceUnlessChanged(grants, recorded);
  }

  async function readCurrent({ sender, generation }: Grant): Promise<Versioned<Grant>> {
    const { grant } = await grants.read(sender);
    if (grant && isSuspended(grant)) throw new ConnectorError('identity_changed');
    if (!grant || !isTriedAgain(grant)) throw new ConnectorError('consent_required');
    if (grant.generation === generation) return grant;
    throw new ConnectorError('conflict', { cause: new Error('The sender connected anew meanwhile.') });
  }

  return {
    async recordProblem(grant, error) {
      if (!isAboutGrant(error)) return;
      let current: Versioned<Grant> | undefined = grant;
      for (let attempt = 1; current && attempt <= CONFLICT_RETRIES_MAX; attempt++) {
        if (await tryRecord(current, error)) return;
        // A newer connection, or one that has ended, carries a newer decision.
        current = await readCurrent(grant).catch((reason: unknown) => {
          if (hasCode(reason, 'consent_required', 'identity_changed', 'conflict')) return undefined;
          throw reason;
        });
      }
    },
    async heal(grant) {
      for (let attempt = 1; attempt <= CONFLICT_RETRIES_MAX; attempt++) {
        const current = await readCurrent(grant);
        if (!accountProblemOf(current) && current.status === 'connected') return current;
        await replaceUnlessChanged(grants, { ...withAccountProblem(current), status: 'connected' });
      }
      throw new ConnectorError('conflict', { cause: new Error('The grant keeps changing.') });
    },
  };
}

function isAboutGrant({ code }: ConnectorError): boolean {
  const { disposition, who } = outcomes[code];
  if (code === 'refusal_unconfirmed' || code === 'host_tenant_refused') return true;
  if (code === 'sealed_record_refused' || code === 'internal_error' || code === 'registration_changed') return false;
  return disposition !== 'retry' || (who !== 'operator' && who !== 'nobody');
}

function isSameAnswer(problem: GrantProblem, { code, upstreamCode }: ConnectorError): boolean {
  return problem.code === code && problem.upstreamCode === upstreamCode;
}
