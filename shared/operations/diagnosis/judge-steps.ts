/**
 * Judges what was found of a sender, step by step. Pure.
 *
 * One cause fails one step: the others that need it are skipped, and name it. What is recorded of earlier requests, while a token can
 * still be got, is a warning: it stops the sender as soon as that token has ended. The test message is not judged here.
 */
import { outcomes } from '../../outcomes.ts';
import type { GrantProblem } from '../../grants/grant.ts';
import { accountProblemOf } from '../../grants/mailbox-problem.ts';
import type { StepName } from './step-names.ts';
import type { Facts, JudgeOptions } from './facts.ts';
import { judgeGrant, judgeNames, judgePermission } from './judge-connection.ts';
import { judgeLimits, judgeMailbox } from './judge-mailbox.ts';
import { judgePolicy } from './judge-policy.ts';
import type { Judged, JudgedStep } from './judged.ts';
import { stepOfCode } from './step-of-code.ts';

export function judgeSteps(facts: Facts, options: JudgeOptions): JudgedStep[] {
  const problems = listProblems(facts);
  const grant = judgeGrant(facts, problems.get('grant'));
  const policy = judgePolicy(facts, problems.get('policy'));
  const limits = judgeLimits(facts, options);
  const isEnded = grant.state === 'failed';
  const token = isEnded ? skippedFor('grant') : judgeToken(facts, problems.get('token'), policy);
  const needsToken = token.skippedFor ?? (token.state === 'failed' ? ('token' as const) : undefined);
  const steps: [StepName, Judged][] = [
    ['identity', judgeIdentity(facts)],
    ['names', isEnded ? skippedFor('grant') : judgeNames(facts, needsToken)],
    ['grant', grant],
    ['policy', policy],
    ['token', token],
    ['permission', isEnded ? skippedFor('grant') : judgePermission(facts)],
    ['limits', limits],
    ['mailbox', needsToken ? skippedFor(needsToken) : judgeMailbox(facts)],
  ];
  return steps.map(([name, judged]) => ({ name, ...judged }));
}

export function skippedFor(name: StepName): Judged {
  return { state: 'skipped', skippedFor: name };
}

function judgeIdentity({ grant }: Facts): Judged {
  if (!grant) return { state: 'ok', finding: 'known' };
  const { userPrincipalName, mailbox, homeTenantId } = grant;
  return {
    state: 'ok',
    finding: 'known',
    found: { ...(userPrincipalName !== undefined && { userPrincipalName }), mailbox, homeTenantId },
  };
}

function judgeToken({ token }: Facts, problem: Judged | undefined, policy: Judged): Judged {
  if (problem) return problem;
  if (token && 'value' in token) return { state: 'ok', finding: 'given' };
  return skippedFor(policy.state === 'failed' ? 'policy' : 'grant');
}

/** By the step to which each belongs: what the token was refused for just now, and what is recorded of the account. */
function listProblems({ token, grant }: Facts): Map<StepName, Judged> {
  const problems = new Map<StepName, Judged>();
  const add = (state: 'failed' | 'warning', problem: GrantProblem) => {
    const step = stepOfCode(problem.code, outcomes[problem.code].disposition);
    if (!problems.has(step)) problems.set(step, { state, problem });
  };
  const refusal = token && 'refusal' in token ? token.refusal : undefined;
  const recorded = grant && accountProblemOf(grant);
  if (refusal) add('failed', recorded?.code === refusal.code ? { ...recorded, ...refusal } : refusal);
  if (recorded) add(token && 'value' in token ? 'warning' : 'failed', recorded);
  return problems;
}
